import type { WhatHappened } from '$protocol';
import { plurals } from '../../plural.ts';

const plural = plurals('en-GB');

const happened: Record<WhatHappened, (name: string, room: string) => string> = {
  dropped: (name, room) => `${name} lost the connection${room && ` in ${room}`}`,
  stepped_away: (name, room) => `${name} stepped away${room && ` from ${room}`}`,
  left_for_today: (name, room) => `${name} left for today${room && `, from ${room}`}`,
  returned: (name) => `${name} came back`,
  arrived_late: (name) => `${name} arrived`,
  left_without_company: (name) => `Nobody else came to the room of ${name}`,
  stayed: (name, room) => `${name} would rather stay${room && ` in ${room}`}`,
};

/** Words of reshuffling when people drop out or come back. */
export const proposal = {
  title: 'People to move',
  happened,
  happenedTitle: 'What happened',
  arranged: 'A facilitator arranges the rooms anew.',
  alternative: (n: number) => `Alternative ${n}`,
  alternatives: (n: number) => plural(n, { one: '1 alternative', other: (n) => `${n} alternatives` }),
  move: (name: string, from: string, to: string) => (from ? `${name}: ${from} → ${to}` : `${name} → ${to}`),
  noMoves: 'Nobody moves.',
  reasons: 'Why',
  apply: 'Apply',
  applyThis: 'Apply this one',
  edit: 'Edit',
  editTitle: 'Who goes where',
  editHint: 'Drag people, or use the menu beside a name. Nobody is told until you apply it.',
  editMoves: (n: number) => plural(n, { one: '1 person moves.', other: (n) => `${n} people move.` }),
  editNone: 'Nobody moves yet.',
  editApply: 'Apply these moves',
  aloneAfter: (name: string, room: string) => `${name} would be alone in ${room}.`,
  manyAfter: (room: string, n: number) => `${room} would have ${n} people.`,
  breaks: 'What this one lets go',
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
