// What somebody writes for themselves alone (R33). It stays in this browser: no command carries it, and nothing here
// knows how to send it. It outlives the tab, until the person erases it.
import { deviceShelf, type Shelf } from '$live/shelf.ts';

export class PrivateNotes {
  readonly #shelf: Shelf;
  readonly #key: string;
  #text = $state('');
  /** The browser took no more: what is written is gone with the page. */
  full = $state(false);

  constructor(session: string, person: string, shelf: Shelf = deviceShelf()) {
    this.#shelf = shelf;
    this.#key = `notes/${session}/${person}`;
    try {
      this.#text = shelf.getItem(this.#key) ?? '';
    } catch {
      this.full = true;
    }
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    try {
      if (text === '') this.#shelf.removeItem(this.#key);
      else this.#shelf.setItem(this.#key, text);
      this.full = false;
    } catch {
      this.full = true;
    }
  }
}
