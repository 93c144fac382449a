import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from '../announcer/announcer.svelte.ts';
import NoticesPart from './Notices.svelte';
import { Notices } from './notices.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function place(): Notices {
  const notices = new Notices(new Announcer());
  render(NoticesPart, { notices });
  return notices;
}

test('undo works for ten seconds, then the notice goes', async () => {
  const notices = place();
  const undo = vi.fn();
  notices.show({ words: 'Ana was moved.', undo });
  await vi.advanceTimersByTimeAsync(9_900);
  await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledOnce();
  expect(screen.queryByText('Ana was moved.')).toBeNull();

  notices.show({ words: 'Bo was moved.', undo });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(screen.queryByText('Bo was moved.')).toBeNull();
});

test('while somebody is in it, it stays', async () => {
  const notices = place();
  notices.show({ words: 'Ana was moved.', undo: vi.fn() });
  await tick();
  const button = screen.getByRole('button', { name: 'Undo' });
  await fireEvent.focusIn(button);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(screen.getByText('Ana was moved.')).toBeTruthy();
  await fireEvent.focusOut(button);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(screen.queryByText('Ana was moved.')).toBeNull();
});

test('what went wrong stays until it is put away', async () => {
  const notices = place();
  notices.show({ words: 'We could not keep that.', tone: 'urgent' });
  await vi.advanceTimersByTimeAsync(600_000);
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByText('We could not keep that.')).toBeNull();
});

test('at most three stand at once', async () => {
  const notices = place();
  for (const name of ['Ana', 'Bo', 'Cy', 'Dee']) notices.show({ words: `${name} is here.` });
  await tick();
  expect(screen.queryByText('Ana is here.')).toBeNull();
  expect(screen.getByText('Dee is here.')).toBeTruthy();
});
