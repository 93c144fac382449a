import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import Menu from './Menu.svelte';

test('it opens at the first item, moves with arrows and comes back to the button', async () => {
  const hide = vi.fn();
  render(Menu, {
    label: 'More',
    items: [
      { label: 'Reply', onchoose: vi.fn() },
      { label: 'Hide', onchoose: hide },
    ],
  });
  const button = screen.getByRole('button', { name: 'More' });
  await fireEvent.click(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
  const [reply, hideItem] = screen.getAllByRole('menuitem', { hidden: true });
  expect(document.activeElement).toBe(reply);
  await fireEvent.keyDown(reply!, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(hideItem);
  await fireEvent.click(hideItem!);
  expect(hide).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute('aria-expanded')).toBe('false');
});

test('Escape closes it without choosing', async () => {
  const onchoose = vi.fn();
  render(Menu, { label: 'More', items: [{ label: 'Reply', onchoose }] });
  const button = screen.getByRole('button', { name: 'More' });
  await fireEvent.keyDown(button, { key: 'ArrowDown' });
  await fireEvent.keyDown(screen.getByRole('menuitem', { hidden: true }), { key: 'Escape' });
  expect(onchoose).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button);
});
