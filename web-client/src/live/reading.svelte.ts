// How far somebody has read in each channel, for "3 new messages". It stays in this tab.
import { SvelteMap } from 'svelte/reactivity';
import type { At } from '$protocol';
import type { Shelf } from './shelf.ts';

export class Reading {
  readonly #shelf: Shelf;
  readonly #owner: string;
  readonly #marks = new SvelteMap<string, At>();

  constructor(shelf: Shelf, owner: string) {
    this.#shelf = shelf;
    this.#owner = owner;
  }

  /** The moment of the newest message looked at; 0 when there is none. */
  since(place: string): At {
    return this.#marks.get(place) ?? this.#read(place);
  }

  seen(place: string, at: At): void {
    if (at <= this.since(place)) return;
    this.#marks.set(place, at);
    try {
      this.#shelf.setItem(this.#key(place), String(at));
    } catch {
      // Without storage the mark is kept for as long as the page is open.
    }
  }

  #key(place: string): string {
    return `read/${this.#owner}/${place}`;
  }

  #read(place: string): At {
    try {
      return Number(this.#shelf.getItem(this.#key(place)) ?? 0) || 0;
    } catch {
      return 0;
    }
  }
}
