import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Icon from './Icon.svelte';

test('beside words an icon is silent', () => {
  const { container } = render(Icon, { name: 'hand' });
  expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  expect(screen.queryByRole('img')).toBeNull();
});

test('alone it says what it means', () => {
  render(Icon, { name: 'lock', label: 'Only facilitators see this' });
  expect(screen.getByRole('img', { name: 'Only facilitators see this' })).toBeTruthy();
});
