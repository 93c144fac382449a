import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { day, Feed, me, MORNING, person, round, sessionOver } from '../../../../dev/feed.ts';
import { memoryShelf } from '$live/shelf.ts';
import type { SessionEntry } from '$protocol';
import { Flagging } from '$parts/flag/flagging.svelte.ts';
import type { Line } from '../line.ts';
import { View } from '../view.svelte.ts';
import Broadcasts from './Broadcasts.svelte';
import Missed from './Missed.svelte';
import Now from './Now.svelte';
import { momentToday, TakingPartForm } from './taking-part.svelte.ts';
import TechCheck from './TechCheck.svelte';

const MINUTE = 60_000;

function dayOfBo(more: Partial<SessionEntry> = {}, shelf = memoryShelf()) {
  const feed = new Feed();
  feed.show('group', 'session', day({ callLink: 'https://call.example.org/x', ...more }));
  feed.show('person:bo', 'me', me('bo', 'Bo'));
  feed.show('group', 'person/bo', person('bo', 'Bo'));
  feed.show('group', 'person/mia', person('mia', 'Mia', { role: 'facilitator' }));
  const items = ['Check-in', 'Topic'].map((title) => ({ id: title, title, minutes: 10, note: '' }));
  feed.show('group', 'agenda', { t: 'agenda', items, current: 'Topic' });
  const session = sessionOver(feed, 'bo', shelf);
  return { feed, session, shelf, view: new View(session) };
}

describe('coming late', () => {
  test('one is told where the day is, once (R3)', async () => {
    const { session, shelf } = dayOfBo({ startedAt: MORNING - 30 * MINUTE });
    render(Missed, { session });
    expect(screen.getByText('Done: Check-in.')).toBeTruthy();
    expect(screen.getByText('Now: Topic.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Thank you, I have read it' }));
    expect(screen.queryByText('Now: Topic.')).toBeNull();
    render(Missed, { session: dayOfBo({ startedAt: MORNING - 30 * MINUTE }, shelf).session });
    expect(screen.queryByText('Now: Topic.')).toBeNull();
  });

  test('who was there at the beginning is not late after a reload', () => {
    const { session, shelf } = dayOfBo({ startedAt: MORNING });
    render(Missed, { session });
    render(Missed, { session: dayOfBo({ startedAt: MORNING - 30 * MINUTE }, shelf).session });
    expect(screen.queryByText('Good to have you here')).toBeNull();
  });
});

describe('the tech check', () => {
  test('each answer reaches staff at once, and trouble leads to somebody who helps (ARRIVE3)', async () => {
    const { feed, session, view } = dayOfBo();
    render(TechCheck, { session, view, roundTripMs: 48 });
    await fireEvent.click(screen.getByRole('button', { name: 'No' }));
    expect(feed.asked.at(-1)).toEqual({
      about: 'people',
      ask: { t: 'tech_checked', check: { roundTripMs: 48, sound: 'not_tried', call: 'does_not_work' } },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Write to tech support' }));
    expect([view.part, view.channel]).toEqual(['chat', { t: 'tech', person: 'bo' }]);
  });
});

describe('taking part', () => {
  test('a time is the next one on the session’s clocks', () => {
    const { session } = dayOfBo();
    expect(momentToday('10:45', session)).toBe(MORNING + 45 * MINUTE);
    expect(momentToday('', session)).toBeUndefined();
  });

  test('is for facilitators only until one chooses otherwise', async () => {
    const { feed, session } = dayOfBo();
    const form = new TakingPartForm(session);
    form.voice = 'chat';
    void form.save();
    expect(feed.asked[0]).toMatchObject({ ask: { how: { voice: 'chat', audience: 'facilitators' } } });
  });
});

describe('words from staff', () => {
  test('two stay two, each with who said it, until they were read (ROOM8)', async () => {
    const { feed, session } = dayOfBo();
    for (const [id, at] of [
      ['1', 1],
      ['2', 2],
    ] as const)
      feed.show('group', `notice/${id}`, {
        t: 'notice',
        id,
        kind: 'broadcast',
        at: MORNING + at,
        by: 'mia',
        words: `Words ${id}`,
        rooms: [],
      });
    render(Broadcasts, { session });
    expect(screen.getAllByText(/From Mia/)).toHaveLength(2);
    await fireEvent.click(screen.getByRole('button', { name: 'I have read it' }));
    expect(screen.queryByText('Words 2')).toBeNull();
  });
});

test('a round comes before everything ordinary', () => {
  const { feed, session, view } = dayOfBo();
  feed.show('group', 'round', round({ prompt: 'How are you?' }));
  const live: Line = {
    session,
    standing: { state: 'live' },
    unsent: 0,
    roundTripMs: 48,
    trouble: undefined,
    retry: () => undefined,
  };
  render(Now, { live, view, flagging: new Flagging(session) });
  expect(screen.getByRole('heading', { name: 'How are you?' })).toBeTruthy();
  expect(screen.queryByText(/There is nothing you need to do/)).toBeNull();
});
