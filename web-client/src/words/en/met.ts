import { plurals } from '../plural.ts';

const plural = plurals('en-GB');

/** Words of the picture of who has met whom, and of the same as a table. */
export const met = {
  picture: (people: number) =>
    `Who has met whom, as a triangle of ${people} people. The same stands below as a table.`,
  scroll: 'The picture; it can be moved sideways',
  cell: (one: string, other: string, times: number) =>
    `${one} and ${other}: ${plural(times, { one: 'once', other: (n) => (n === 0 ? 'not yet' : `${n} times`) })}`,
  buddies: 'buddies',
  legend: 'How often two people have shared a room',
  never: 'not yet',
  inWords: 'The same as a table',
  scrollTable: 'The table; it can be moved sideways',
  person: 'Person',
  met: 'Has met',
  count: (met: number, of: number) => `${met} of ${of}`,
  withWhom: 'Whom',
  notYet: 'Not yet',
  buddy: 'Buddy',
  nobody: 'nobody',
  times: (name: string, n: number) => (n > 1 ? `${name} (${n} times)` : name),
};
