import type { Entry } from '$protocol';
import { expect, test } from 'vitest';
import { FakeDesk } from '../desk/fake.ts';
import { dayNow } from './day.ts';

const items = ['Welcome', 'Break', 'Close'].map((title) => ({ id: title, title, minutes: 10, note: '' }));
const agenda = (given: { current?: string; currentEndsAt?: number } = {}): Record<string, Entry> => ({
  agenda: { t: 'agenda', items, ...given },
});

test('before the first item there is only a next one', () => {
  expect(dayNow(new FakeDesk(agenda()))).toEqual({ next: items[0] });
});

test('an item that runs over its time says by how much', () => {
  const desk = new FakeDesk(agenda({ current: 'Break', currentEndsAt: 940_000 }));
  expect(dayNow(desk)).toEqual({ current: items[1], next: items[2], leftMs: -60_000 });
});

test('after the last item nothing follows', () => {
  expect(dayNow(new FakeDesk(agenda({ current: 'Close' })))).toEqual({ current: items[2] });
});
