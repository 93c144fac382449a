import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { memoryShelf } from '$live/shelf.ts';
import { Exit } from './exit.ts';
import ExitThisPage from './ExitThisPage.svelte';
import { wayBack } from './way-back.ts';

const shelf = memoryShelf();
let went: string[];
let path = '/session/1';

function anExit(): Exit {
  return new Exit({ document, shelf, path: () => path, replace: (address) => void went.push(address) });
}

beforeEach(() => {
  went = [];
  path = '/session/1';
  document.title = 'Session';
  document.body.replaceChildren();
});

test('everything is covered before the page is left for the empty one, and the server is told nothing (EXIT1, EXIT2)', async () => {
  render(ExitThisPage, { exit: anExit() });
  document.body.append('a private word');
  await fireEvent.click(screen.getByRole('button', { name: 'Exit this page' }));
  expect(document.body.textContent).toBe('');
  expect(document.title).not.toContain('Session');
  expect(went).toEqual(['/elsewhere']);
});

test('the programme may have chosen another address, which is known in this tab before it is heard again', () => {
  anExit().to = 'https://weather.example/today';
  anExit().leave();
  expect(went).toEqual(['https://weather.example/today']);
  anExit().to = undefined;
  anExit().leave();
  expect(went[1]).toBe('/elsewhere');
});

test('the way back leads to the session once, and never to a page with a secret in it', () => {
  anExit().leave();
  expect(wayBack(shelf)).toBe('/session/1');
  expect(wayBack(shelf)).toBeUndefined();
  path = '/j';
  anExit().leave();
  expect(wayBack(shelf)).toBeUndefined();
});

test('Shift three times leaves from anywhere, and capitals stay capitals', async () => {
  render(ExitThisPage, { exit: anExit() });
  const field = document.body.appendChild(document.createElement('textarea'));
  for (const key of ['H', 'I', 'O']) {
    await fireEvent.keyDown(field, { key: 'Shift' });
    await fireEvent.keyDown(field, { key, shiftKey: true });
    await fireEvent.keyUp(field, { key: 'Shift' });
  }
  expect(went).toEqual([]);
  for (let press = 0; press < 3; press += 1) {
    await fireEvent.keyDown(field, { key: 'Shift' });
    await fireEvent.keyUp(field, { key: 'Shift' });
  }
  expect(went).toEqual(['/elsewhere']);
});
