import type { AnswerEntry, Entry, RoundEntry, TrueStanding } from '$protocol';
import { describe, expect, test } from 'vitest';
import { FakeDesk, people } from '../desk/fake.ts';
import { notCheckedOut, progressOf, turnsOf } from './turns.ts';

const ROUND: RoundEntry = {
  id: 'r1',
  purpose: 'check_out',
  kind: 'in_turn',
  prompt: 'How are you?',
  scale: 'one_word',
  state: 'running',
  order: ['ana', 'bo', 'cai'],
  turn: 'cai',
  standings: { ana: 'passed', bo: 'passed', cai: 'waiting' },
};

function deskWith(truth: Record<string, TrueStanding>, answers: Record<string, AnswerEntry> = {}): FakeDesk {
  const entries: Record<string, Entry> = {
    ...people({ ana: 'Ana', bo: 'Bo', cai: ['Cai', { link: 'dropped' }] }),
    round: { t: 'round', ...ROUND },
    round_detail: { t: 'round_detail', id: 'r1', standings: truth },
  };
  for (const [key, answer] of Object.entries(answers)) entries[key] = { t: 'answer', ...answer };
  return new FakeDesk(entries);
}

const PRIVATE: AnswerEntry = {
  round: 'r1',
  person: 'ana',
  words: 'shaky',
  audience: 'facilitators',
  passed: false,
};

describe('a round before a facilitator', () => {
  test('tells a private answer from a pass, which the group cannot (ROUND2)', () => {
    const desk = deskWith({ ana: 'private', bo: 'passed', cai: 'waiting' }, { 'answer/r1/ana': PRIVATE });
    expect(turnsOf(desk, ROUND).map(({ standing, answer }) => [standing, answer?.words])).toEqual([
      ['private', 'shaky'],
      ['passed', undefined],
      ['waiting', undefined],
    ]);
  });

  test('knows whose turn it is, and that they are not there', () => {
    expect(turnsOf(deskWith({}), ROUND)[2]).toMatchObject({ now: true, there: false });
  });

  test('counts who is through, and names those who have not checked out', () => {
    const desk = deskWith({ ana: 'private', bo: 'later', cai: 'waiting' });
    expect(progressOf(turnsOf(desk, ROUND))).toEqual({ through: 1, asked: 3 });
    expect(notCheckedOut(desk)?.map(({ name }) => name)).toEqual(['Bo', 'Cai']);
  });

  test('does not forget who was gone before the check-out began', () => {
    const desk = deskWith({ ana: 'shared', bo: 'passed', cai: 'shared' });
    desk.put({
      'follow_up/dee': {
        t: 'follow_up',
        person: 'dee',
        concerns: ['vanished_before_check_out'],
        note: '',
      },
    });
    expect(notCheckedOut(desk)?.map(({ person }) => person)).toEqual(['dee']);
  });

  test('a detail of another round says nothing about this one', () => {
    const desk = deskWith({ ana: 'private' });
    expect(turnsOf(desk, { ...ROUND, id: 'r2' })[0]?.standing).toBe('passed');
  });
});
