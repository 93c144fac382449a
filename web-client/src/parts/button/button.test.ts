import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { text } from '../example.ts';
import Button from './Button.svelte';

test('a press is heard once', async () => {
  const onclick = vi.fn();
  render(Button, { onclick, children: text('Send') });
  await fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(onclick).toHaveBeenCalledOnce();
});

test('while busy it keeps its place and takes no second press', async () => {
  const onclick = vi.fn();
  render(Button, { onclick, busy: true, children: text('Send') });
  const button = screen.getByRole('button', { name: 'Send' });
  await fireEvent.click(button);
  expect(onclick).not.toHaveBeenCalled();
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.hasAttribute('disabled')).toBe(false);
});

test('with an address it is a link', () => {
  render(Button, { href: 'https://call.example/1', newTab: true, children: text('Open the call') });
  const link = screen.getByRole('link', { name: 'Open the call' });
  expect(link.getAttribute('rel')).toBe('noopener');
});

test('an icon alone has a name', () => {
  render(Button, { icon: 'more', label: 'More' });
  expect(screen.getByRole('button', { name: 'More' })).toBeTruthy();
});
