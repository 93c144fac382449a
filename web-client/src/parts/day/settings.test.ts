import { expect, test } from 'vitest';
import { between } from './settings.ts';

test('only whole numbers within the range are taken, the ends included', () => {
  expect(['20', '600', ' 45 '].map((text) => between(text, 20, 600))).toEqual([20, 600, 45]);
  expect(['', '19', '601', '20.5', 'twenty'].map((text) => between(text, 20, 600))).toEqual(
    Array(5).fill(undefined),
  );
});
