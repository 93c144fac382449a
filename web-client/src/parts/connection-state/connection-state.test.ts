import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { announcer } from '../announcer/announcer.svelte.ts';
import ConnectionState from './ConnectionState.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a short gap interrupts nobody, a long one does, and the end of it is said politely', async () => {
  const interrupt = vi.spyOn(announcer, 'interrupt');
  const say = vi.spyOn(announcer, 'say');
  const { rerender } = render(ConnectionState, { state: 'reconnecting' });
  await vi.advanceTimersByTimeAsync(9_000);
  await rerender({ state: 'live' });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(interrupt).not.toHaveBeenCalled();
  expect(say).not.toHaveBeenCalled();

  await rerender({ state: 'reconnecting' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(interrupt).toHaveBeenCalledOnce();
  await rerender({ state: 'live' });
  await vi.advanceTimersByTimeAsync(1);
  expect(say).toHaveBeenCalledOnce();
});

test('it says what has not been sent, and can be told to try', async () => {
  const onretry = vi.fn();
  render(ConnectionState, { state: 'offline', unsent: 2, onretry });
  expect(screen.getByText(/2 things/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onretry).toHaveBeenCalledOnce();
});

test('when it has stopped it says why', () => {
  render(ConnectionState, { state: 'stopped', sentence: 'This session is open in another tab.' });
  expect(screen.getByText('This session is open in another tab.')).toBeTruthy();
});

test('LOG5: a server that can keep nothing says so in its own words, politely, until it can again', async () => {
  const interrupt = vi.spyOn(announcer, 'interrupt').mockClear();
  const say = vi.spyOn(announcer, 'say').mockClear();
  const trouble = 'Just now nothing new can be saved.';
  const { rerender } = render(ConnectionState, { state: 'live', trouble });
  expect(screen.getByText(trouble)).toBeTruthy();
  expect(say).toHaveBeenCalledWith(trouble);
  expect(interrupt).not.toHaveBeenCalled();
  await rerender({ state: 'live', trouble: undefined });
  expect(screen.queryByText(trouble)).toBeNull();
});
