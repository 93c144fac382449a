import { expect, test } from 'vitest';
import { ago, span } from './moments.ts';

test('spans are read like a clock, and are never negative', () => {
  expect([span(65_000), span(3_600_000), span(-5)]).toEqual(['1:05', '1:00:00', '0:00']);
});

test('what was a while ago is said in minutes, then hours', () => {
  expect([ago(59_000, 0), ago(61_000, 0), ago(7_300_000, 0)]).toEqual(['just now', '1 min ago', '2 h ago']);
});
