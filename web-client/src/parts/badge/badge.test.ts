import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { text } from '../example.ts';
import Badge from './Badge.svelte';

test('the words carry the meaning', () => {
  render(Badge, { tone: 'private', icon: 'lock', children: text('Facilitators only') });
  expect(screen.getByText('Facilitators only').closest('[data-tone]')?.getAttribute('data-tone')).toBe(
    'private',
  );
});
