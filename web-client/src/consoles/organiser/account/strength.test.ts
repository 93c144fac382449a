import { describe, expect, it } from 'vitest';
import { words } from '$words';
import { strength } from './strength.ts';

const say = words.account.passphrase.strength;

describe('a word about a passphrase', () => {
  it.each([
    ['', undefined],
    ['four words', say.short(2)],
    ['abababababababab', say.repeated],
    ['three short one', say.fair],
    ['five quite other words', say.good],
  ])('%j', (typed, said) => {
    expect(strength(typed)).toBe(said);
  });
});
