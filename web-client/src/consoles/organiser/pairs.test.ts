import { describe, expect, it } from 'vitest';
import { Pairs } from './pairs.svelte.ts';

const five = ['a', 'b', 'c', 'd', 'e'];

describe('changing buddies by hand', () => {
  it('moves somebody into another pair and says what is wrong meanwhile', () => {
    const pairs = new Pairs(
      [
        ['a', 'b'],
        ['c', 'd', 'e'],
      ],
      () => five,
    );
    pairs.move('e', 0);
    expect(pairs.groups).toEqual([
      ['a', 'b', 'e'],
      ['c', 'd'],
    ]);
    expect(pairs.dirty).toBe(true);
    pairs.move('c', 'out');
    expect(pairs.unpaired).toEqual(['c']);
    expect(pairs.complete).toBe(false);
  });

  it('goes back to how it was', () => {
    const pairs = new Pairs(
      [
        ['a', 'b'],
        ['c', 'd', 'e'],
      ],
      () => five,
    );
    pairs.move('a', 'new');
    expect(pairs.groups).toEqual([['b'], ['c', 'd', 'e'], ['a']]);
    pairs.reset();
    expect(pairs.dirty).toBe(false);
    expect(pairs.unpaired).toEqual([]);
  });
});
