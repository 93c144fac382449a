import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { text } from '../example.ts';
import Card from './Card.svelte';

test('its title is a heading and the name of its region', () => {
  render(Card, { title: 'Your room', level: 3, children: text('Ana and Bo') });
  expect(screen.getByRole('heading', { level: 3, name: 'Your room' })).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Your room' })).toBeTruthy();
});
