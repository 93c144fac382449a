import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { memoryShelf } from '$live/shelf.ts';
import { PrivateNotes } from './notes.svelte.ts';
import Part from './PrivateNotes.svelte';

test('notes stay in the browser, for this person in this session alone, until they are erased (R33)', async () => {
  const shelf = memoryShelf();
  render(Part, { notes: new PrivateNotes('day', 'bo', shelf) });
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'that was hard' } });
  expect(new PrivateNotes('day', 'bo', shelf).text).toBe('that was hard');
  expect(new PrivateNotes('day', 'asha', shelf).text).toBe('');
  await fireEvent.click(screen.getByRole('button', { name: 'Erase' }));
  expect(shelf.length).toBe(0);
});

test('when the browser has no room the person is told', async () => {
  const shelf = memoryShelf();
  shelf.setItem = () => {
    throw new Error('full');
  };
  render(Part, { notes: new PrivateNotes('day', 'bo', shelf) });
  await fireEvent.input(screen.getByRole('textbox'), { target: { value: 'more' } });
  expect(screen.getByRole('alert').textContent).toContain('no more room');
});
