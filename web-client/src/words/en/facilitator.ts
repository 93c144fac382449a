import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words of the facilitator's console. */
export const facilitator = {
  panels: 'Panels',
  group: 'Group',
  round: 'Round',
  rooms: 'Rooms',
  chat: 'Chat',
  day: 'Day',
  toQueue: 'To what waits for staff',
  toPanels: 'To the panels',
  toChat: 'To the chat',
  needsYou: (n: number) => plural(n, { one: '1 thing needs you', other: (n) => `${n} things need you` }),
  hands: (n: number) => plural(n, { one: '1 hand is up', other: (n) => `${n} hands are up` }),
};
