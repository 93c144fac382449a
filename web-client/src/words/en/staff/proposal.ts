import type { WhatHappened } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');

const happened: Record<WhatHappened, (name: string, room: string) => string> = {
  dropped: (name, room) => `${name} lost the connection${room && ` in ${room}`}`,
  stepped_away: (name, room) => `${name} stepped away${room && ` from ${room}`}`,
  left_for_today: (name, room) => `${name} left for today${room && `, from ${room}`}`,
  returned: (name) => `${name} came back`,
  arrived_late: (name) => `${name} arrived`,
  stayed: (name, room) => `${name} would rather stay${room && ` in ${room}`}`,
};

/** Words of reshuffling when people drop out or come back. */
export const proposal = {
  title: 'People to move',
  happened,
  happenedTitle: 'What happened',
  alternative: (n: number) => `Alternative ${n}`,
  alternatives: (n: number) => plural(n, { one: '1 alternative', other: (n) => `${n} alternatives` }),
  move: (name: string, from: string, to: string) => (from ? `${name}: ${from} → ${to}` : `${name} → ${to}`),
  noMoves: 'Nobody moves.',
  reasons: 'Why',
  apply: 'Apply',
  applyThis: 'Apply this one',
  dismiss: 'Leave as it is',
  undo: 'Undo',
  undoAsk: 'People go back to where they were, or do not move if they have not yet.',
  appliesIn: 'Applies by itself in',
  applied: (name: string) => (name ? `Applied by ${name}` : 'Applied by itself'),
  states: {
    open: 'Waits for a decision',
    announced: 'People have been told',
    done: 'Done',
    dismissed: 'Left as it was',
    undone: 'Undone',
  },
  waiting: (names: string) => `${names} asked to stay or for a moment.`,
  clash: 'There is no way that keeps every rule.',
  changed: 'Something else has happened; this is the new suggestion.',
  recent: 'Earlier moves',
};
