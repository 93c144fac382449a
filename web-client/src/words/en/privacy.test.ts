import { expect, test } from 'vitest';
import { privacy } from './privacy.ts';

test('whole years are said as years, and a field of days keeps its days', () => {
  expect(privacy.days(1)).toBe('1 day');
  expect(privacy.days(90)).toBe('90 days');
  expect(privacy.days(365)).toBe('1 year');
  expect(privacy.days(2190)).toBe('6 years');
  expect(privacy.kept.programme_end(365)).toContain('1 year after');
  expect(privacy.retention.daysHint(365)).toContain('365 days');
});
