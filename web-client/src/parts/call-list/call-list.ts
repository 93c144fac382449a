// Steps on the call as sentences.
import type { CallDone, CallStep, Command, PlannedRoom } from '$protocol';
import { words } from '$words';
import { nameOf, type Desk } from '../desk/desk.ts';

/** Each step has a name of its own, so that a list that is made anew keeps what stays. */
export const keyOf = (step: CallStep): string => step.person ?? step.kind;

export const sentenceOf = (desk: Desk, step: CallStep): string =>
  words.staff.call.step[step.kind](nameOf(desk, step.person), step.from ?? '', step.to ?? '');

export const doneOf = (desk: Desk, done: CallDone): string =>
  words.staff.call.done[done.what](done.people, nameOf(desk, done.person), done.to ?? '');

/** What ticking this step says to the server. */
export function tickOf(step: CallStep): Command {
  if (step.person === undefined) return { about: 'call', ask: { t: 'rooms_closed' } };
  const { person, to } = step;
  return { about: 'call', ask: { t: 'placed', person, ...(to !== undefined && { room: to }) } };
}

/** The name of one more spare room. */
export function nextSpare(rooms: readonly PlannedRoom[]): string {
  const taken = new Set(rooms.map(({ name }) => name));
  let n = 1;
  while (taken.has(words.staff.call.spareName(n))) n += 1;
  return words.staff.call.spareName(n);
}
