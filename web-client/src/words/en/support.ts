import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words of the tech-support assistant's console. */
export const support = {
  panels: 'Panels',
  rooms: 'Rooms',
  connections: 'Connections',
  chat: 'Chat',
  people: 'People',
  troubled: (n: number) =>
    plural(n, { one: '1 person with trouble', other: (n) => `${n} people with trouble` }),
};
