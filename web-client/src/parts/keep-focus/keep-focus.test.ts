import { afterEach, expect, test } from 'vitest';
import { keepFocus } from './keep-focus.ts';

let stop: (() => void) | undefined;
afterEach(() => {
  stop?.();
  document.body.innerHTML = '';
});

function page(): HTMLElement {
  document.body.innerHTML = `<main>
    <article aria-label="People to move"><header><button>Apply</button></header></article>
    <button>Elsewhere</button>
  </main>`;
  const main = document.querySelector('main') as HTMLElement;
  stop = keepFocus(main);
  return main;
}
const button = () => document.querySelector('article button') as HTMLButtonElement;
const changed = () => new Promise((done) => setTimeout(done));

test('when a button goes, the focus stays with what it stood in', async () => {
  page();
  button().focus();
  document.querySelector('header')?.remove();
  await changed();
  expect(document.activeElement).toBe(document.querySelector('article'));
});

test('when all of that goes too, it stays in the panel', async () => {
  const main = page();
  button().focus();
  document.querySelector('article')?.remove();
  await changed();
  expect(document.activeElement).toBe(main);
});

test('nobody is called back who is elsewhere, or has put the focus away', async () => {
  page();
  const gone = button();
  gone.focus();
  const elsewhere = document.querySelector('main > button') as HTMLButtonElement;
  elsewhere.focus();
  gone.remove();
  await changed();
  expect(document.activeElement).toBe(elsewhere);
  document.dispatchEvent(new Event('pointerdown'));
  elsewhere.blur();
  elsewhere.remove();
  await changed();
  expect(document.activeElement).toBe(document.body);
});
