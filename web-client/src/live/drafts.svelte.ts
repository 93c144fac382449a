// What somebody has begun to write, kept until it is sent.
// It outlives moves, refusals, lost connections and reloads; it stays in this tab and is gone when the tab closes.
import { SvelteMap } from 'svelte/reactivity';
import type { Shelf } from './shelf.ts';

export class Drafts {
  readonly #shelf: Shelf;
  readonly #owner: string;
  readonly #texts = new SvelteMap<string, string>();

  /** `owner` keeps people and sessions apart that share a tab one after the other. */
  constructor(shelf: Shelf, owner: string) {
    this.#shelf = shelf;
    this.#owner = owner;
  }

  get(place: string): string {
    return this.#texts.get(place) ?? this.#read(place);
  }

  set(place: string, text: string): void {
    this.#texts.set(place, text);
    try {
      if (text === '') this.#shelf.removeItem(this.#key(place));
      else this.#shelf.setItem(this.#key(place), text);
    } catch {
      // A full or forbidden shelf must not stop anybody from writing; the text is still in memory.
    }
  }

  #key(place: string): string {
    return `draft/${this.#owner}/${place}`;
  }

  #read(place: string): string {
    try {
      return this.#shelf.getItem(this.#key(place)) ?? '';
    } catch {
      return '';
    }
  }
}
