import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Progress from './Progress.svelte';

test('it has a name and says how far in words', () => {
  render(Progress, { label: 'Check-in', value: 3, max: 7, words: '3 of 7 have answered' });
  const bar = screen.getByRole('progressbar', { name: 'Check-in' });
  expect(bar.getAttribute('aria-valuetext')).toBe('3 of 7 have answered');
});

test('of nothing nothing is done', () => {
  const { container } = render(Progress, {
    label: 'Check-in',
    value: 0,
    max: 0,
    words: 'Nobody is here yet',
  });
  expect(container.querySelector<HTMLElement>('.done')?.style.width).toBe('0%');
});
