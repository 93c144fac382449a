// "Exit this page": for somebody who is overlooked at home, or has had enough at once (TRUST 3).
//
// First the whole page is covered, without waiting for any network; then the browser goes to another address, in the
// place of this page in the tab's history. The server hears of a lost connection and of nothing else (EXIT1).
import { getContext, setContext } from 'svelte';
import { tabShelf, type Shelf } from '$live/shelf.ts';
import { words } from '$words';
import { keepWayBack, keepWayOut, wayOut } from './way-back.ts';

/** An empty page of ours that names nothing of ours (EXIT2). */
export const ELSEWHERE = '/elsewhere';
const CONTEXT = Symbol('exit');

/** What leaving needs of the browser. */
export interface Way {
  document: Document;
  shelf: Shelf;
  path: () => string;
  replace: (address: string) => void;
}

const browser = (): Way => ({
  document,
  shelf: tabShelf(),
  path: () => location.pathname,
  replace: (address) => location.replace(address),
});

export class Exit {
  readonly #way: Way;
  /** Called before the page is gone: what must not be left behind in this tab. */
  onleave: () => void = () => undefined;

  constructor(way: Way = browser()) {
    this.#way = way;
  }

  /** Where it leads, as the programme has chosen. */
  set to(address: string | undefined) {
    keepWayOut(this.#way.shelf, address);
  }

  leave(): void {
    cover(this.#way.document);
    this.onleave();
    keepWayBack(this.#way.shelf, this.#way.path());
    this.#way.replace(wayOut(this.#way.shelf) ?? ELSEWHERE);
  }
}

/** Everything goes at once: what is seen, what is heard, the name and the picture of the tab. */
function cover(page: Document): void {
  page.title = words.exit.coverTitle;
  page.querySelectorAll('link[rel="icon"]').forEach((icon) => icon.remove());
  page.body.replaceChildren();
}

/** Gives the exit to everything on the page: a dialog in front of it must have one, too. */
export const provideExit = (exit: Exit): Exit => setContext(CONTEXT, exit);

/** Nothing on the pages of staff. */
export const useExit = (): Exit | undefined => getContext<Exit | undefined>(CONTEXT);
