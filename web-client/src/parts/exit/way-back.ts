// What a tab remembers of an exit: where it led, and where somebody was who left by it.
import { tabShelf, type Shelf } from '../../live/shelf.ts';

const TO = 'exit/to';
const BACK = 'exit/back';

/** Where the exit leads, as the programme has chosen, so that it is known before the server has said it. */
export const wayOut = (shelf: Shelf): string | undefined => read(shelf, TO);
export const keepWayOut = (shelf: Shelf, address: string | undefined): void => keep(shelf, TO, address);

/** Only sessions: the page of a personal link has a secret in its address. */
export function keepWayBack(shelf: Shelf, path: string): void {
  if (path.startsWith('/session/')) keep(shelf, BACK, path);
}

/** Where somebody was who left by the exit in this tab, once. */
export function wayBack(shelf: Shelf = tabShelf()): string | undefined {
  const path = read(shelf, BACK);
  keep(shelf, BACK, undefined);
  return path;
}

function keep(shelf: Shelf, key: string, value: string | undefined): void {
  try {
    if (value === undefined) shelf.removeItem(key);
    else shelf.setItem(key, value);
  } catch {
    // Without storage one leaves to the empty page, and comes back by the first page.
  }
}

function read(shelf: Shelf, key: string): string | undefined {
  try {
    return shelf.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
