import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { day, Feed, me, MORNING, person, sessionOver } from '../../../../dev/feed.ts';
import type { BreakoutEntry, InsideEntry, MoveEntry } from '$protocol';
import { View } from '../view.svelte.ts';
import MoveNotice from './MoveNotice.svelte';
import Room from './Room.svelte';
import Watched from './WatchLine.svelte';

const breakout: BreakoutEntry = {
  id: 'b',
  kind: 'buddies',
  state: 'open',
  prompt: 'Who listened to you?',
  confidential: true,
  opensAt: MORNING,
  endsAt: MORNING + 900_000,
};
const inside: InsideEntry = {
  id: 'fern',
  prompt: '',
  watch: 'hands_off',
  visitors: [],
  shareBack: '',
  done: [],
};

function roomOfBo() {
  const feed = new Feed();
  feed.show('group', 'session', day());
  feed.show('person:bo', 'me', me('bo', 'Bo', { buddies: ['asha'] }));
  for (const [id, name] of [
    ['asha', 'Asha'],
    ['bo', 'Bo'],
    ['chen', 'Chen'],
  ] as const)
    feed.show('group', `person/${id}`, person(id, name));
  feed.show('group', 'person/mia', person('mia', 'Mia', { role: 'facilitator' }));
  feed.show('group', 'breakout', { t: 'breakout', ...breakout });
  feed.show('group', 'room/fern', { t: 'room', id: 'fern', name: 'Fern', people: ['asha', 'bo'] });
  const look = (more: Partial<InsideEntry>) =>
    feed.show('room:fern', 'inside/fern', { t: 'inside', ...inside, ...more });
  look({});
  const session = sessionOver(feed, 'bo');
  return { feed, session, look, view: new View(session) };
}

describe('inside a room', () => {
  test('the prompt, the company and who can see in are always in sight (R14, R15)', async () => {
    const { session, view, look } = roomOfBo();
    render(Room, { session, view, breakout });
    expect(screen.getByText('Who listened to you?')).toBeTruthy();
    expect(screen.getByText('Asha')).toBeTruthy();
    render(Watched, { session });
    expect(screen.getByText(/Staff cannot read it/)).toBeTruthy();
    look({ visitors: ['mia'] });
    expect(await screen.findByText('Here with you now: Mia')).toBeTruthy();
  });

  test('a call for help says who is coming', async () => {
    const { feed, session, view, look } = roomOfBo();
    render(Room, { session, view, breakout });
    await fireEvent.click(screen.getByRole('button', { name: 'Call for help' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Call' }));
    expect(feed.asked).toEqual([{ about: 'rooms', ask: { t: 'call_help', room: 'fern', words: '' } }]);
    look({ help: { by: 'bo', at: MORNING, words: '', state: 'coming', takenBy: 'mia' } });
    expect(await screen.findByText('Mia is coming.')).toBeTruthy();
    look({ help: { by: 'bo', at: MORNING, words: '', state: 'called', again: true } });
    expect(await screen.findByText(/not here any more. Your call waits/)).toBeTruthy();
    expect(screen.queryByText('Mia is coming.')).toBeNull();
  });

  test('two who write the share-back note do not overwrite each other unseen', async () => {
    const { session, view, look } = roomOfBo();
    render(Room, { session, view, breakout });
    const note = screen.getByRole('textbox', { name: 'What you want to bring back' });
    await fireEvent.input(note, { target: { value: 'Listening is hard' } });
    look({ shareBack: 'We talked about patience' });
    expect(await screen.findByText('We talked about patience')).toBeTruthy();
    expect((note as HTMLTextAreaElement).value).toBe('Listening is hard');
    await fireEvent.click(screen.getByRole('button', { name: 'Take theirs' }));
    expect((note as HTMLTextAreaElement).value).toBe('We talked about patience');
  });
});

describe('a move', () => {
  const move: MoveEntry = {
    to: 'moss',
    toName: 'Moss',
    with: ['chen'],
    why: 'Asha has had to leave.',
    at: MORNING + 60_000,
    answer: 'none',
  };

  test('tells who, where and why, and leaves the person a say (MOVE4)', async () => {
    const { feed, session } = roomOfBo();
    feed.show('person:bo', 'move', { t: 'move', ...move });
    render(MoveNotice, { session });
    expect(screen.getByRole('heading', { name: 'You will move to Moss' })).toBeTruthy();
    expect(screen.getByText('Asha has had to leave.')).toBeTruthy();
    expect(screen.getByText('There you will be with Chen.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'I need a moment' }));
    expect(feed.asked).toEqual([{ about: 'moves', ask: { t: 'moment' } }]);
    feed.show('person:bo', 'move', { t: 'move', ...move, answer: 'moment' });
    expect(await screen.findByText(/Take your moment/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Stay where I am' })).toBeTruthy();
  });

  test('never moves the focus', () => {
    const { feed, session } = roomOfBo();
    render(MoveNotice, { session });
    const before = document.activeElement;
    feed.show('person:bo', 'move', { t: 'move', ...move });
    expect(document.activeElement).toBe(before);
  });
});
