import { expect, test } from 'vitest';
import type { OtherPerson, ProgrammeView } from '$protocol';
import { otherLabel } from './others.ts';

const programme = {
  timeZone: 'Europe/London',
  sessions: [{ id: 'day', plan: { title: 'Listening' } }],
} as unknown as ProgrammeView;

// 2027-03-02, 09:50 in London.
const MORNING = 1_803_981_000_000;
const gus = (more: Partial<OtherPerson>): OtherPerson => ({ id: 'gus', name: 'Gus', sessions: [], ...more });

test('two guests of one name are told apart by session and by when they knocked', () => {
  const label = (knockedAt: number) => otherLabel(gus({ knockedAt, sessions: ['day'] }), programme);
  expect(label(MORNING)).toBe('Gus, guest of \u201cListening\u201d, knocked on Tuesday 2 March at 09:50');
  expect(label(MORNING)).not.toBe(label(MORNING + 60_000));
});

test('whoever was taken off the roster stands with the moment', () => {
  expect(otherLabel(gus({ removedAt: MORNING }), programme)).toBe(
    'Gus, taken off the roster on Tuesday 2 March at 09:50',
  );
});

test('of a guest whose session is no longer kept stands that they were one', () => {
  expect(otherLabel(gus({ sessions: ['gone'] }), programme)).toBe('Gus, guest');
});
