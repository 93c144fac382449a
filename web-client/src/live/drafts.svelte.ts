// What somebody has begun to write, kept until it is sent.
// It outlives moves, refusals, lost connections and reloads; it stays in this tab and is gone when the tab closes, when
// somebody else comes in here, when the person is removed, and when they leave by the exit, unless they have chosen
// otherwise.
import type { PersonId, RoomId, RoundId } from '$protocol';
import { SvelteMap } from 'svelte/reactivity';
import { OwnShelf, type Shelf } from './shelf.ts';

/** Where words stand that more than one place must find; a chat's stand under its channel. */
export const BOXES = {
  flag: 'flag',
  feedback: 'feedback',
  hand: 'hand',
  help: (room: RoomId) => `help:${room}`,
  answer: (round: RoundId) => `round:${round}`,
  shareBack: (room: RoomId) => `share:${room}`,
};

export class Drafts {
  readonly #kept: OwnShelf;
  readonly #texts = new SvelteMap<string, string>();

  /** `person` is known from the welcome on; there is nothing to be read before. */
  constructor(shelf: Shelf, session: string, person: () => PersonId | undefined) {
    this.#kept = new OwnShelf(shelf, 'draft', session, person);
  }

  get(place: string): string {
    return this.#texts.get(place) ?? this.#kept.get(place) ?? '';
  }

  set(place: string, text: string): void {
    this.#texts.set(place, text);
    this.#kept.set(place, text === '' ? undefined : text);
  }

  /** Puts words back where they were written, before whatever has been begun since. */
  giveBack(place: string, words: string): void {
    const begun = this.get(place);
    this.set(place, begun === '' ? words : `${words}\n${begun}`);
  }

  /** Gives back all that an earlier page has put under places that begin so; what follows names where it belongs. */
  bringBack(beginning: string): void {
    for (const place of this.#kept.names(beginning)) {
      this.giveBack(place, this.get(`${beginning}${place}`));
      this.set(`${beginning}${place}`, '');
    }
  }

  /** Nothing of this person in this session is left, here or in the tab. */
  forget(): void {
    for (const place of [...this.#texts.keys(), ...this.#kept.names('')]) this.set(place, '');
  }
}
