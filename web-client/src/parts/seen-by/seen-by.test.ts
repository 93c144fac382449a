import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import SeenBy from './SeenBy.svelte';

test('who will see it stands in words', () => {
  render(SeenBy, { words: 'Only the facilitators will see this.', privately: true });
  const words = screen.getByText('Only the facilitators will see this.');
  expect(words.closest('[data-tone]')?.getAttribute('data-tone')).toBe('private');
});
