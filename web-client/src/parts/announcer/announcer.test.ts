import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import AnnouncerPart from './Announcer.svelte';
import { Announcer } from './announcer.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const newMessage = { kind: 'chat', say: (n: number) => (n === 1 ? '1 new message.' : `${n} new messages.`) };

test('25 messages in a minute are at most twelve announcements, and none is forgotten', async () => {
  const announcer = new Announcer();
  const heard: string[] = [];
  let last = '';
  for (let second = 0; second < 66; second += 1) {
    if (second < 60 && second % 12 < 5) announcer.say(newMessage);
    for (let step = 0; step < 10; step += 1) {
      await vi.advanceTimersByTimeAsync(100);
      if (announcer.polite && announcer.polite !== last) heard.push(announcer.polite);
      last = announcer.polite;
    }
  }
  expect(heard.length).toBeLessThanOrEqual(13);
  const total = heard.reduce((sum, words) => sum + Number(words.split(' ')[0]), 0);
  expect(total).toBe(25);
});

test('different things are said together, the newest sentence wins', async () => {
  const announcer = new Announcer();
  announcer.say('Ana is here.');
  await vi.advanceTimersByTimeAsync(1);
  announcer.say(newMessage);
  announcer.say('5 minutes left.');
  announcer.say('4 minutes left.');
  announcer.say(newMessage);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(announcer.polite).toBe('4 minutes left. 2 new messages.');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(announcer.polite).toBe('');
});

test('what cannot wait is said at once, also twice', async () => {
  const announcer = new Announcer();
  render(AnnouncerPart, { announcer });
  announcer.interrupt('Help is coming.');
  await tick();
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toBe('Help is coming.');
  announcer.interrupt('Help is coming.');
  await tick();
  expect(alert.textContent).not.toBe('Help is coming.');
  expect(alert.textContent).toContain('Help is coming.');
});
