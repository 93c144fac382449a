import type { CallAct, CallStepKind } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');
const people = (n: number) => plural(n, { one: '1 person', other: (n) => `${n} people` });

const step: Record<CallStepKind, (name: string, from: string, to: string) => string> = {
  assign: (name, _from, to) => `Assign ${name} to ${to}`,
  move: (name, from, to) => `Move ${name} from ${from} to ${to}`,
  bring_back: (name, from) => `Bring ${name} back from ${from} to the main room`,
  close_rooms: () => 'Close all rooms of the call',
};

const done: Record<CallAct, (n: number, name: string, to: string) => string> = {
  placed: (_n, name, to) => (to ? `${name} is in ${to}` : `${name} is in the main room`),
  all_placed: (n) => `All steps done at once (${people(n)})`,
  rooms_closed: (n) => `All rooms closed (${people(n)})`,
};

/** Words of what staff do on the call by hand, and of the file that does some of it beforehand. */
export const call = {
  title: 'Move list for the call',
  hint: 'What still has to be done on Zoom, so that people sit there as they do here. Tick each step when you have done it. All staff see the same list.',
  steps: (n: number) => plural(n, { one: '1 step', other: (n) => `${n} steps` }),
  nothing: 'The call has everybody where they should be.',
  step,
  tick: 'Done',
  off: 'Not on the call',
  offTitle: 'Not on the call',
  backThis: (name: string) => `${name} is on the call`,
  all: 'All of these are done',
  allHint: 'For rooms that were assigned beforehand and have been opened.',
  closed: 'The rooms of the call are closed',
  doneTitle: 'Done so far',
  done,
  by: (name: string, ago: string) => `${name}, ${ago}`,
  takeBack: 'Take back',
  takeBackThis: (what: string) => `Take back: ${what}`,
  spareHint:
    'Zoom cannot add rooms once they are open. Spare rooms open empty, so that there is a place when somebody drops out.',
  spareAdd: 'Add a spare room',
  spareName: (n: number) => `Spare ${n}`,

  file: {
    open: 'File for Zoom',
    title: 'Rooms for Zoom, assigned beforehand',
    intro:
      'Upload this file where the meeting is planned in Zoom, under breakout rooms. A meeting holds one such set, so it suits the first rooms of the day.',
    count: (n: number, rooms: number) =>
      `${people(n)} in ${plural(rooms, { one: '1 room', other: (n) => `${n} rooms` })}`,
    signedIn: 'It works for people who are signed in to Zoom with the same e-mail address.',
    without: 'To be assigned by hand, as no e-mail address is known',
    withoutOne: (name: string, room: string) => `${name}: ${room}`,
    byHand: 'Rooms to add by hand before you open them',
    spare: 'Number of spare rooms',
    spareHint: 'Zoom cannot add rooms once they are open. 0 to 10.',
    download: 'Download the file',
    nobody: 'Nobody has an e-mail address on the roster, so the file would be empty.',
  },
};
