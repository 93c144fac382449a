import { memoryShelf } from '$live/shelf.ts';
import { example } from '../example.ts';
import { Exit } from './exit.ts';
import ExitButton from './ExitButton.svelte';

const exit = new Exit({
  document: document.implementation.createHTMLDocument(),
  shelf: memoryShelf(),
  path: () => '/',
  replace: () => undefined,
});

export const examples = [example('in its corner', ExitButton, { exit })];
