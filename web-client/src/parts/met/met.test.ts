import { describe, expect, test } from 'vitest';
import { cells, rows, strength, type Meetings } from './met.ts';

const named = (name: string) => ({ id: name.toLowerCase(), name });
const meetings: Meetings = {
  people: ['Asha', 'Ben', 'Chi', 'Dan'].map(named),
  buddies: [
    ['asha', 'ben'],
    ['chi', 'dan'],
  ],
  met: [
    { people: ['ben', 'asha'], times: 3 },
    { people: ['asha', 'chi'], times: 1 },
  ],
};

describe('who has met whom', () => {
  test('each two people stand in the triangle once, with their count and whether they are buddies', () => {
    const all = cells(meetings);
    expect(all).toHaveLength(6);
    expect(all[0]).toEqual({ row: 1, column: 0, times: 3, buddies: true, label: 'Asha and Ben: 3 times' });
    expect(all.filter(({ times }) => times > 0)).toHaveLength(2);
  });

  test('the table says the same as the picture', () => {
    const [asha, , , dan] = rows(meetings);
    expect(asha).toEqual({
      id: 'asha',
      name: 'Asha',
      count: '2 of 3',
      met: 'Ben (3 times) and Chi',
      notYet: 'Dan',
      buddies: 'Ben',
    });
    expect(dan).toMatchObject({
      count: '0 of 3',
      met: 'nobody',
      notYet: 'Asha, Ben and Chi',
      buddies: 'Chi',
    });
  });

  test('a cell is stronger the more often, and never empty when two have met', () => {
    expect([0, 1, 2, 3, 4].map((times) => strength(times, 4))).toEqual([0, 1, 2, 3, 4]);
    expect(strength(1, 20)).toBe(1);
    expect(strength(20, 20)).toBe(4);
  });

  test('forty people make a triangle of 780 cells', () => {
    const people = Array.from({ length: 40 }, (_, n) => named(`P${n}`));
    expect(cells({ people, buddies: [], met: [] })).toHaveLength(780);
  });
});
