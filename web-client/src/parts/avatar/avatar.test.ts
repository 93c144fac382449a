import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Avatar from './Avatar.svelte';
import { colour, initials } from './initials.ts';

test.each([
  ['Bo Lindqvist', 'BL'],
  ['  ana  ', 'A'],
  ['Maria del Carmen Ruiz', 'MR'],
  ['🌻 Ida', '🌻I'],
  ['élan', 'É'],
  ['', ''],
])('the letters of "%s" are "%s"', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test('colours are spread over people and stay with them', () => {
  const used = new Set(Array.from({ length: 200 }, () => colour(crypto.randomUUID())));
  expect(used).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  expect(colour('ana')).toBe(colour('ana'));
});

test('it is silent, for the name stands beside it', () => {
  const { container } = render(Avatar, { name: 'Ana', id: 'ana' });
  expect(container.querySelector('.avatar')?.getAttribute('aria-hidden')).toBe('true');
});
