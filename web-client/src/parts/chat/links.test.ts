import { cleanup, render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import WordsWithLinks from './WordsWithLinks.svelte';
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

/** The same numbers from 0 up to 1 every time, so that a message that fails once fails again. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What messages are made of here: links whole and broken, markup, schemes that run, signs of every plane. */
const SCRAPS = [
  ...['https://', 'HTTP://', 'https:/', 'javascript:alert(1)', 'data:text/html,', 'vbscript:', 'file:///etc'],
  ...['example.org', 'ana:secret@example.org', '[::1]', '127.0.0.1:99999', '/a_(b)', '?q=1&r="2"', '#top'],
  ...['<script>', '</a>', '<img src=x onerror=alert(1)>', '&lt;', '&#x6a;', '{@html x}', '{{x}}', '`', "'"],
  ...[' ', '\n', '\t', '.', ',', '!', '…', '(', ')', '))', '%', '%00', '%zz', '\\', '\u200b', '\u202e'],
  ...['é', 'e\u0301', '👩‍🚀', '\ud83d', '\udc9b', 'ﷺ', 'word', 'Ω'],
];

test('whatever is written, the page shows the same text, and links lead to the web alone', () => {
  const chance = chances(20_261_128);
  const some = (most: number) => Math.floor(chance() * most);
  for (let n = 0; n < 500; n += 1) {
    const message = Array.from({ length: some(12) }, () => SCRAPS[some(SCRAPS.length)]).join('');
    const { container } = render(WordsWithLinks, { text: message });
    expect(container.textContent, JSON.stringify(message)).toBe(message);
    for (const element of container.querySelectorAll('.text *')) {
      expect(element.tagName).toBe('A');
      expect((element as HTMLAnchorElement).protocol, JSON.stringify(message)).toMatch(/^https?:$/);
    }
    cleanup();
  }
});
