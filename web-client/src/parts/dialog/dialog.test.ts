import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { text } from '../example.ts';
import DialogExample from './DialogExample.svelte';

const props = { opener: 'Raise a flag', title: 'What kind?', children: text('Only facilitators see this.') };

async function open(more: object = {}): Promise<HTMLElement> {
  render(DialogExample, { ...props, ...more });
  const opener = screen.getByRole('button', { name: 'Raise a flag' });
  opener.focus();
  await fireEvent.click(opener);
  return opener;
}

test('it opens with its title as its name, and the focus comes back', async () => {
  const opener = await open();
  expect(screen.getByRole('dialog', { name: 'What kind?' })).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(opener);
});

test('when the opener is gone the focus goes to the heading of the page', async () => {
  const heading = document.createElement('h1');
  document.body.append(heading);
  const opener = await open();
  opener.remove();
  await fireEvent.click(screen.getByRole('button', { name: 'Not now' }));
  expect(document.activeElement).toBe(heading);
  heading.remove();
});

test('a press beside it closes it, but not one that began inside', async () => {
  await open();
  const dialog = screen.getByRole('dialog');
  await fireEvent.pointerDown(screen.getByText('Only facilitators see this.'));
  await fireEvent.click(dialog);
  expect(screen.queryByRole('dialog')).toBeTruthy();
  await fireEvent.pointerDown(dialog);
  await fireEvent.click(dialog);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a notice waits for an answer', async () => {
  await open({ kind: 'notice' });
  const dialog = screen.getByRole('alertdialog', { name: 'What kind?' });
  expect(screen.queryByRole('button', { name: 'Close' })).toBeNull();
  await fireEvent.pointerDown(dialog);
  await fireEvent.click(dialog);
  expect(screen.getByRole('alertdialog')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
});
