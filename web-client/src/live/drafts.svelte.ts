// What somebody has begun to write, kept until it is sent.
// It outlives moves, refusals, lost connections and reloads; it stays in this tab and is gone when the tab closes, and
// when the person leaves by the exit, unless they have chosen otherwise.
import type { RoomId, RoundId } from '$protocol';
import { SvelteMap } from 'svelte/reactivity';
import { emptyOf, keysOf, type Shelf } from './shelf.ts';

const DRAFTS = 'draft/';

/** Where words stand that more than one place must find; a chat's stand under its channel. */
export const BOXES = {
  flag: 'flag',
  feedback: 'feedback',
  hand: 'hand',
  help: (room: RoomId) => `help:${room}`,
  answer: (round: RoundId) => `round:${round}`,
  shareBack: (room: RoomId) => `share:${room}`,
};

/** Nothing that was begun is left on the shelf, of no session. */
export const forgetDrafts = (shelf: Shelf): void => emptyOf(shelf, DRAFTS);

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

  /** Puts words back where they were written, before whatever has been begun since. */
  giveBack(place: string, words: string): void {
    const begun = this.get(place);
    this.set(place, begun === '' ? words : `${words}\n${begun}`);
  }

  /** Gives back all that an earlier page has put under places that begin so; what follows names where it belongs. */
  bringBack(beginning: string): void {
    for (const key of keysOf(this.#shelf, this.#key(beginning))) {
      const place = key.slice(this.#key(beginning).length);
      this.giveBack(place, this.get(`${beginning}${place}`));
      this.set(`${beginning}${place}`, '');
    }
  }

  #key(place: string): string {
    return `${DRAFTS}${this.#owner}/${place}`;
  }

  #read(place: string): string {
    try {
      return this.#shelf.getItem(this.#key(place)) ?? '';
    } catch {
      return '';
    }
  }
}
