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
  const choices = new Choices(shelf);
  choices.belongTo('bo');
  const quiet = new Quiet(choices, {
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
  const later = new Choices(shelf);
  expect(later.has('markTab')).toBe(false);
  later.belongTo('bo');
  expect(later.has('markTab')).toBe(true);
  await fireEvent.click(mark);
  expect(shelf.length).toBe(0);
});

test('on a shared device nobody is bound by what somebody else has chosen', async () => {
  const { quiet, shelf } = aTab();
  quiet.choices.set('markTab', true);
  quiet.choices.set('keepDrafts', true);
  quiet.choices.belongTo('asha');
  quiet.tell(2);
  expect(quiet.title).toBe('Session');
  expect(quiet.choices.isOf('asha', 'keepDrafts')).toBe(false);
  expect(quiet.choices.isOf('bo', 'keepDrafts')).toBe(true);
  quiet.choices.set('notify', true);
  expect(new Choices(shelf).isOf('bo', 'notify')).toBe(false);
});

test('where the browser refuses, the switch stays off and the page says so', async () => {
  const { quiet } = aTab({ allowed: false });
  render(QuietCard, { quiet });
  await fireEvent.click(screen.getByRole('switch', { name: /Tell me on this device/ }));
  expect(await screen.findByText(/does not allow it just now/)).toBeTruthy();
  expect(quiet.choices.has('notify')).toBe(false);
});
