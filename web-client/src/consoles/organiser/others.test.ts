import { expect, test } from 'vitest';
import type { OtherPerson, ProgrammeView } from '$protocol';
import { otherOptions } from './others.ts';

const programme = {
  timeZone: 'Europe/London',
  sessions: [{ id: 'day', plan: { title: 'Listening' } }],
} as unknown as ProgrammeView;

// 2027-03-02, 09:50 in London.
const MORNING = 1_803_981_000_000;
const gus = (more: Partial<OtherPerson>): OtherPerson => ({ id: 'gus', name: 'Gus', sessions: [], ...more });

const labels = (...others: OtherPerson[]): string[] =>
  otherOptions(others, programme).map(({ label }) => label);
const KNOCKED = 'Gus, guest of \u201cListening\u201d, knocked on Tuesday 2 March at';

test('two guests of one name are told apart by session and by when they knocked', () => {
  const knocks = (knockedAt: number) => gus({ knockedAt, sessions: ['day'] });
  expect(labels(knocks(MORNING), knocks(MORNING + 60_000))).toEqual([`${KNOCKED} 09:50`, `${KNOCKED} 09:51`]);
});

test('two who knocked in one minute, or at the same moment, are told apart all the same', () => {
  const knocks = (id: string, after: number) => gus({ id, knockedAt: MORNING + after, sessions: ['day'] });
  const alike = labels(
    knocks('aaaaaaa1-0195', 0),
    knocks('aaaaaaa2-0195', 1000),
    knocks('aaaaaaa3-0195', 1000),
    knocks('aaaaaaa4-0195', 60_000),
  );
  expect(alike).toEqual([
    `${KNOCKED} 09:50:00 (aaaaaaa1)`,
    `${KNOCKED} 09:50:01 (aaaaaaa2)`,
    `${KNOCKED} 09:50:01 (aaaaaaa3)`,
    `${KNOCKED} 09:51`,
  ]);
});

test('whoever was taken off the roster stands with the moment', () => {
  expect(labels(gus({ removedAt: MORNING }))).toEqual([
    'Gus, taken off the roster on Tuesday 2 March at 09:50',
  ]);
});

test('of a guest whose session is no longer kept stands that they were one', () => {
  expect(labels(gus({ sessions: ['gone'] }))).toEqual(['Gus, guest']);
});
