import { render, screen } from '@testing-library/svelte';
import { fireEvent } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { Choices } from '$live/choices.svelte.ts';
import { memoryShelf } from '$live/shelf.ts';
import { Quiet } from './quiet.svelte.ts';
import QuietCard from './QuietCard.svelte';

function aTab({ allowed = true, shelf = memoryShelf() } = {}) {
  const shown: string[] = [];
  const tab = { hidden: true };
  const quiet = new Quiet(new Choices(shelf), {
    allowed: async () => allowed,
    show: (sentence) => void shown.push(sentence),
    hidden: () => tab.hidden,
  });
  return { quiet, shown, tab, shelf };
}

test('nothing is marked or shown unless somebody has chosen it', () => {
  const { quiet, shown } = aTab();
  quiet.tell(3);
  expect(quiet.title).toBe('Session');
  expect(shown).toEqual([]);
});

test('a sign says nothing of what is new, once for each time there is more, while the tab is hidden', async () => {
  const { quiet, shown, tab } = aTab();
  await quiet.notify(true);
  quiet.tell(1);
  quiet.tell(1);
  quiet.tell(0);
  expect(shown).toEqual(['Something new in your tab']);
  tab.hidden = false;
  quiet.tell(5);
  expect(shown).toHaveLength(1);
});

test('what was chosen stays on the device, and taken back it leaves nothing there', async () => {
  const { quiet, shelf } = aTab();
  render(QuietCard, { quiet });
  const mark = screen.getByRole('switch', { name: /number in the tab/ });
  await fireEvent.click(mark);
  quiet.tell(2);
  expect(quiet.title).toBe('(2) Session');
  expect(new Choices(shelf).has('markTab')).toBe(true);
  await fireEvent.click(mark);
  expect(shelf.length).toBe(0);
});

test('where the browser refuses, the switch stays off and the page says so', async () => {
  const { quiet } = aTab({ allowed: false });
  render(QuietCard, { quiet });
  await fireEvent.click(screen.getByRole('switch', { name: /Tell me on this device/ }));
  expect(await screen.findByText(/does not allow it just now/)).toBeTruthy();
  expect(quiet.choices.has('notify')).toBe(false);
});
