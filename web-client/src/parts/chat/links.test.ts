import { expect, test } from 'vitest';
import { pieces } from './links.ts';

const links = (message: string) => pieces(message).flatMap(({ href, words }) => (href ? [words] : []));

test('finds a link and leaves the end of the sentence outside', () => {
  expect(links('See https://example.org/a?b=c. And (http://example.org/d), thanks')).toEqual([
    'https://example.org/a?b=c',
    'http://example.org/d',
  ]);
});

test('keeps brackets that belong to the link', () => {
  expect(links('https://example.org/a_(b)')).toEqual(['https://example.org/a_(b)']);
});

test('makes no link of anything that could run', () => {
  expect(links('javascript:alert(1) data:text/html,x <a href="x">y</a> https://')).toEqual([]);
});

test('put together again, the pieces are the message', () => {
  const message = 'one https://example.org two\nhttps://example.com/x, three';
  expect(
    pieces(message)
      .map(({ words }) => words)
      .join(''),
  ).toBe(message);
});
