// How far somebody has read in each channel, for "3 new messages". It stays in this tab, for this person.
import { SvelteMap } from 'svelte/reactivity';
import type { At, PersonId } from '$protocol';
import { OwnShelf, type Shelf } from './shelf.ts';

export class Reading {
  readonly #kept: OwnShelf;
  readonly #marks = new SvelteMap<string, At>();

  constructor(shelf: Shelf, session: string, person: () => PersonId | undefined) {
    this.#kept = new OwnShelf(shelf, 'read', session, person);
  }

  /** The moment of the newest message looked at; 0 when there is none. */
  since(place: string): At {
    return this.#marks.get(place) ?? (Number(this.#kept.get(place) ?? 0) || 0);
  }

  seen(place: string, at: At): void {
    if (at <= this.since(place)) return;
    this.#marks.set(place, at);
    this.#kept.set(place, String(at));
  }
}
