import type { Entry, FlagEntry } from '$protocol';
import { describe, expect, test } from 'vitest';
import { FakeDesk, people } from '../desk/fake.ts';
import { closedFlags, OVERDUE_AFTER_MS, staffQueue, waiting } from './queue.ts';

const NOW = 1_000_000;
const cast = people({ bo: 'Bo', ana: 'Ana', cai: 'Cai', ruth: ['Ruth', { role: 'facilitator' }] });

function flag(id: string, given: Partial<FlagEntry> = {}): Record<string, Entry> {
  const entry: FlagEntry = {
    id,
    kind: 'need_support',
    by: 'bo',
    at: NOW - 5_000,
    words: '',
    quotes: [],
    state: 'open',
    seenBy: [],
    notes: [],
    overdue: false,
    escalated: false,
    ...given,
  };
  return { [`flag/${id}`]: { t: 'flag', ...entry } };
}

function helpFrom(room: string, at: number, takenBy?: string): Record<string, Entry> {
  return {
    [`inside/${room}`]: {
      t: 'inside',
      id: room,
      prompt: '',
      watch: 'hands_off',
      visitors: [],
      shareBack: '',
      done: [],
      help: {
        by: 'ana',
        at,
        words: 'please',
        state: takenBy ? 'coming' : 'called',
        ...(takenBy && { takenBy }),
      },
    },
  };
}

const held: Record<string, Entry> = {
  'message/m1': {
    t: 'message',
    id: 'm1',
    channel: { t: 'main' },
    author: 'cai',
    at: NOW - 60_000,
    words: 'hello',
    reactions: [],
    pinned: false,
    edited: false,
    state: 'held',
  },
};
const knock: Record<string, Entry> = {
  'knock/dee': { t: 'knock', person: 'dee', name: 'Dee', at: NOW - 90_000 },
};

const kinds = (desk: FakeDesk) => staffQueue(desk).map((item) => item.key);

describe('the staff queue', () => {
  test('puts a person in need before a room that calls, and both before doors and messages', () => {
    const desk = new FakeDesk({ ...cast, ...held, ...knock, ...helpFrom('r1', NOW - 1_000), ...flag('f1') });
    expect(kinds(desk)).toEqual(['flag/f1', `help/r1/${NOW - 1_000}`, 'knock/dee', 'held/m1']);
  });

  test('raises what nobody has claimed for a minute above everything else (FLAG4)', () => {
    const late = NOW - OVERDUE_AFTER_MS;
    const desk = new FakeDesk({ ...cast, ...flag('f1'), ...flag('f2', { kind: 'technical', at: late }) });
    const [first] = staffQueue(desk);
    expect(first).toMatchObject({ key: 'flag/f2', overdue: true });
  });

  test('lowers what somebody has claimed, keeps it in sight, and does not count it', () => {
    const desk = new FakeDesk({
      ...cast,
      ...flag('f1', { state: 'claimed', claimedBy: 'ruth', at: NOW - 300_000, overdue: true }),
      ...helpFrom('r1', NOW - 1_000),
    });
    const items = staffQueue(desk);
    expect(items.map(({ kind, overdue }) => [kind, overdue])).toEqual([
      ['help', false],
      ['flag', false],
    ]);
    expect(waiting(items)).toBe(1);
  });

  test('a help call that somebody is on the way to is theirs', () => {
    const desk = new FakeDesk({ ...cast, ...helpFrom('r1', NOW - 100_000, 'ruth') });
    expect(staffQueue(desk)[0]).toMatchObject({ claimedBy: 'ruth', overdue: false });
  });

  test('a help call that nobody has taken for a minute is overdue and stands first (ROOM7)', () => {
    const desk = new FakeDesk({ ...cast, ...flag('f1'), ...helpFrom('r1', NOW - 59_000) });
    expect(kinds(desk)[0]).toBe('flag/f1');
    desk.put(helpFrom('r1', NOW - 60_000));
    expect(staffQueue(desk)[0]).toMatchObject({ kind: 'help', overdue: true });
  });

  test('closed flags leave the queue and stay readable', () => {
    const desk = new FakeDesk({
      ...cast,
      ...flag('f1', { state: 'resolved' }),
      ...flag('f2', { state: 'withdrawn' }),
      ...flag('f3', { state: 'passed_on' }),
    });
    expect(staffQueue(desk)).toEqual([]);
    expect(closedFlags(desk)).toHaveLength(3);
  });

  test('speaks of a dropped person once: in the proposal when there is one', () => {
    const dropped = people({ bo: ['Bo', { link: 'dropped' }] });
    const tech: Record<string, Entry> = {
      'tech/bo': { t: 'tech', person: 'bo', linkSince: NOW - 9_000, losses: 1 },
    };
    const desk = new FakeDesk({ ...dropped, ...tech });
    expect(staffQueue(desk)).toMatchObject([{ kind: 'trouble', troubles: ['dropped'] }]);
    desk.put({
      'proposal/p1': {
        t: 'proposal',
        id: 'p1',
        version: 1,
        at: NOW,
        happened: [{ person: 'bo', what: 'dropped' }],
        options: [],
        state: 'open',
        waiting: [],
      },
    });
    expect(staffQueue(desk).map(({ kind }) => kind)).toEqual(['proposal']);
  });

  test('when the day is over no connection needs mending any more', () => {
    const desk = new FakeDesk({
      ...people({ bo: ['Bo', { link: 'dropped' }] }),
      'tech/bo': { t: 'tech', person: 'bo', linkSince: NOW, losses: 9 },
    });
    expect(staffQueue(desk)).toHaveLength(1);
    desk.put({
      session: {
        t: 'session',
        id: 's',
        title: '',
        programme: '',
        timeZone: 'UTC',
        phase: 'ended',
        opensAt: 0,
        startsAt: 0,
        rehearsal: false,
      },
    });
    expect(staffQueue(desk)).toEqual([]);
  });

  test('technical trouble that was set aside comes back only when it changes', () => {
    const tech = (losses: number): Record<string, Entry> => ({
      'tech/bo': {
        t: 'tech',
        person: 'bo',
        linkSince: NOW,
        losses,
        check: { roundTripMs: 40, sound: 'works', call: 'does_not_work' },
      },
    });
    const desk = new FakeDesk({ ...cast, ...tech(0) });
    const aside = new Set(['trouble/bo/call']);
    expect(staffQueue(desk, aside)).toEqual([]);
    desk.put(tech(3));
    expect(staffQueue(desk, aside)).toMatchObject([{ troubles: ['call', 'losses'] }]);
  });
});

describe('somebody who is alone in a room (ROOM10)', () => {
  const alone = (alerts: number): Record<string, Entry> => ({
    'monitor/r1': {
      t: 'monitor',
      id: 'r1',
      missing: [],
      alone: true,
      messages: 0,
      lonely: { person: 'bo', since: NOW - 40_000, alerts },
    },
  });

  test('waits in the queue from the first alert on, above everything that is claimed', () => {
    const desk = new FakeDesk({ ...cast, ...alone(0) });
    expect(staffQueue(desk)).toEqual([]);
    desk.put({ ...alone(1), ...helpFrom('r2', NOW - 5_000) });
    expect(staffQueue(desk).map(({ kind }) => kind)).toEqual(['alone', 'help']);
  });

  const proposal = (person: string, to: string): Record<string, Entry> => ({
    'proposal/p1': {
      t: 'proposal',
      id: 'p1',
      version: 1,
      at: NOW - 40_000,
      happened: [{ person: 'cai', what: 'dropped' }],
      options: [{ summary: 'One move.', moves: [{ person, from: 'r2', to }], reasons: [] }],
      state: 'open',
      waiting: [],
    },
  });

  test('and the proposal that gives them company are one thing to do', () => {
    for (const helping of [proposal('bo', 'r2'), proposal('ana', 'r1')]) {
      const items = staffQueue(new FakeDesk({ ...cast, ...alone(1), ...helping }));
      expect(items).toMatchObject([{ kind: 'alone', proposal: { id: 'p1' } }]);
    }
  });

  test('and a proposal about others are two', () => {
    const items = staffQueue(new FakeDesk({ ...cast, ...alone(1), ...proposal('ana', 'r3') }));
    expect(items.map(({ kind }) => kind)).toEqual(['alone', 'proposal']);
  });

  test('is a new item with each further alert, so that it is heard again', () => {
    const keys = [1, 2].map((alerts) => staffQueue(new FakeDesk({ ...cast, ...alone(alerts) }))[0]?.key);
    expect(keys[0]).not.toBe(keys[1]);
  });
});
