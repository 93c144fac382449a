import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { text } from '../example.ts';
import EmptyState from './EmptyState.svelte';

test('it says in words what is not there and what may come', () => {
  render(EmptyState, {
    icon: 'chat',
    title: 'Nobody has written yet',
    children: text('Say hello if you like.'),
  });
  expect(screen.getByText('Nobody has written yet')).toBeTruthy();
  expect(screen.getByText('Say hello if you like.')).toBeTruthy();
});
