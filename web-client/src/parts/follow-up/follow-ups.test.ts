import type { Concern, Entry } from '$protocol';
import { expect, test } from 'vitest';
import { FakeDesk, people } from '../desk/fake.ts';
import { inCare } from './follow-ups.ts';

const followUp = (person: string, concerns: Concern[], doneBy?: string): Record<string, Entry> => ({
  [`follow_up/${person}`]: { t: 'follow_up', person, concerns, note: '', ...(doneBy && { doneBy }) },
});

test('those nobody has spoken to come first, the heaviest reason on top', () => {
  const desk = new FakeDesk({
    ...people({ ana: 'Ana', bo: 'Bo', cai: 'Cai', dee: 'Dee' }),
    ...followUp('ana', ['vanished_before_check_out'], 'ruth'),
    ...followUp('bo', ['not_checked_out']),
    ...followUp('cai', ['left_lower']),
    ...followUp('dee', ['not_checked_out']),
  });
  expect(inCare(desk).map(({ person }) => person)).toEqual(['cai', 'bo', 'dee', 'ana']);
});
