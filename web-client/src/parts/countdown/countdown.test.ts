import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Countdown from './Countdown.svelte';
import { CountdownBehaviour, figures } from './countdown.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The server's clock is 7 hours off from this browser's. */
const clock = { now: () => Date.now() + 7 * 3_600_000 };

test('a quarter of an hour is said five times, never every second', async () => {
  const said: number[] = [];
  const until = clock.now() + 15 * 60_000;
  const countdown = new CountdownBehaviour(
    () => until,
    clock,
    (left) => said.push(left),
  );
  const stop = countdown.start();
  await vi.advanceTimersByTimeAsync(16 * 60_000);
  expect(said).toEqual([600, 300, 120, 60, 10]);
  expect(countdown.secondsLeft).toBe(0);
  stop();
});

test('after a sleep only what is still true is said', async () => {
  const said: number[] = [];
  const until = clock.now() + 15 * 60_000;
  const countdown = new CountdownBehaviour(
    () => until,
    clock,
    (left) => said.push(left),
  );
  countdown.start();
  vi.setSystemTime(Date.now() + 14 * 60_000 + 15_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(said).toEqual([44]);
});

test('the last second is shown as one', async () => {
  const until = clock.now() + 1_500;
  const { unmount } = render(Countdown, { until, clock, label: 'Rooms close in' });
  expect(screen.getByText('0:02')).toBeTruthy();
  await vi.advanceTimersByTimeAsync(600);
  await tick();
  expect(screen.getByText('0:01')).toBeTruthy();
  unmount();
});

test('the end is told once, also when it has passed already', async () => {
  const onend = vi.fn();
  render(Countdown, { until: clock.now() + 2_000, clock, label: 'Rooms close in', onend });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onend).toHaveBeenCalledOnce();
});

test('hours are shown when there are some', () => {
  expect([0, 9, 65, 3_599, 3_905].map(figures)).toEqual(['0:00', '0:09', '1:05', '59:59', '1:05:05']);
});
