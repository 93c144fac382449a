import type { Entry, InsideEntry, MonitorEntry } from '$protocol';
import { describe, expect, test } from 'vitest';
import { FakeDesk, people } from '../desk/fake.ts';
import { boardRooms, QUIET_AFTER_MS, roomsAreUp, withoutRoom } from './board.ts';

const NOW = 1_000_000;

function room(
  id: string,
  who: string[],
  inside: Partial<InsideEntry> = {},
  monitor: Partial<MonitorEntry> = {},
) {
  const entries: Record<string, Entry> = {
    [`room/${id}`]: { t: 'room', id, name: `Room ${id}`, people: who, lead: who[0]! },
    [`inside/${id}`]: {
      t: 'inside',
      id,
      prompt: 'Talk',
      watch: 'hands_off',
      visitors: [],
      shareBack: '',
      done: [],
      ...inside,
    },
    [`monitor/${id}`]: { t: 'monitor', id, missing: [], alone: false, messages: 0, ...monitor },
  };
  return entries;
}

const breakout: Record<string, Entry> = {
  breakout: {
    t: 'breakout',
    id: 'b',
    kind: 'random',
    state: 'open',
    prompt: 'Talk',
    confidential: false,
    opensAt: NOW - QUIET_AFTER_MS,
    endsAt: NOW + 60_000,
  },
};
const cast = people({ ana: 'Ana', bo: 'Bo', cai: 'Cai', dee: 'Dee', eli: 'Eli' });

describe('the board of rooms', () => {
  test('says the most pressing thing about each room', () => {
    const call = { by: 'ana', at: NOW, words: '', state: 'called' as const };
    const desk = new FakeDesk({
      ...cast,
      ...breakout,
      ...room('1', ['ana', 'bo'], { help: call }, { alone: true, missing: ['bo'] }),
      ...room('2', ['ana', 'bo'], {}, { alone: true, missing: ['bo'] }),
      ...room('3', ['ana', 'bo', 'cai'], {}, { missing: ['bo'] }),
      ...room('4', ['ana', 'bo'], { done: ['ana', 'bo'] }),
      ...room('5', ['ana', 'bo'], { done: ['ana'] }),
    });
    expect(boardRooms(desk).map(({ need }) => need)).toEqual(['help', 'alone', 'missing', 'done', 'none']);
  });

  test('keeps the rooms in the order of their numbers', () => {
    const desk = new FakeDesk({
      ...cast,
      ...breakout,
      ...room('10', ['ana']),
      ...room('9', ['bo']),
      ...room('2', ['cai']),
    });
    expect(boardRooms(desk).map(({ name }) => name)).toEqual(['Room 2', 'Room 9', 'Room 10']);
  });

  test('a room without a message for a while is quiet, counted from the opening', () => {
    const desk = new FakeDesk({
      ...cast,
      ...breakout,
      ...room('1', ['ana', 'bo']),
      ...room('2', ['cai', 'dee'], {}, { messages: 1, lastMessageAt: NOW - 1_000 }),
    });
    expect(boardRooms(desk).map(({ quiet }) => quiet)).toEqual([true, false]);
  });

  test('names those who are there and in no room', () => {
    const desk = new FakeDesk({ ...cast, ...breakout, ...room('1', ['ana', 'bo']) });
    desk.put(people({ eli: ['Eli', { link: 'dropped' }] }));
    expect(withoutRoom(desk).map(({ name }) => name)).toEqual(['Cai', 'Dee']);
    expect(roomsAreUp(desk)).toBe(true);
  });
});
