import type { Concern } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');

const concerns: Record<Concern, string> = {
  left_lower: 'Left lower than they arrived',
  not_checked_out: 'Did not check out',
  vanished_before_check_out: 'Vanished before the check-out',
  left_early: 'Left early',
};

/** Words of the check-out, the end and the debrief. */
export const care = {
  checkOut: 'Check-out',
  title: 'Follow-up',
  hint: 'People to look after when the day is over. Only facilitators see this.',
  none: 'Nobody needs a follow-up.',
  open: (n: number) => plural(n, { one: '1 person to follow up', other: (n) => `${n} people to follow up` }),
  concerns,
  fromTo: (from: number, to: number) => `arrived at ${from}, left at ${to} (of 5)`,
  note: 'What was done',
  noteHint: 'A few words for the other facilitators.',
  done: 'Followed up',
  doneBy: (name: string) => `Followed up by ${name}`,
  again: 'Change the note',
  debrief: 'Debrief',
  debriefHint: 'The group has gone. These things are still yours.',
  end: 'End the day',
  endTitle: 'End the day for everybody?',
  endAsk: 'Rounds and rooms close, and trainees see the goodbye page. You keep the debrief.',
  endMissing: (names: string) => `Not checked out yet: ${names}.`,
  endOpenFlags: (n: number) =>
    plural(n, { one: '1 flag is still open.', other: (n) => `${n} flags are still open.` }),
  ended: (time: string) => `Ended at ${time}`,
};
