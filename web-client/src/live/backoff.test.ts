import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('waits grow to half a minute and begin anew after a good connection', () => {
  const longest = new Backoff(() => 0.999_999);
  const waits = Array.from({ length: 8 }, () => longest.next());
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  longest.reset();
  expect(longest.next()).toBe(1_000);
});

test('five hundred browsers do not come back together', () => {
  const waits = Array.from({ length: 500 }, () => {
    const backoff = new Backoff();
    for (let n = 0; n < 4; n += 1) backoff.next();
    return Math.floor(backoff.next() / 1_000);
  });
  const busiest = Math.max(
    ...Array.from({ length: 16 }, (_, second) => waits.filter((wait) => wait === second).length),
  );
  expect(busiest).toBeLessThan(80);
});
