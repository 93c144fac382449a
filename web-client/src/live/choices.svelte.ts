// What a person has chosen for this device alone. Everything is off until chosen, and nothing of it is sent. On a device
// that people share nobody is bound by what another one has chosen.
import type { PersonId } from '$protocol';
import { deviceShelf, type Shelf } from './shelf.ts';

export type Choice =
  /** What one has begun to write outlives the exit. */
  | 'keepDrafts'
  /** The tab says that there is something new. */
  | 'markTab'
  /** The device says so while the tab is hidden. */
  | 'notify';

const keyOf = (person: PersonId): string => `chosen/${person}`;

export class Choices {
  readonly #shelf: Shelf;
  /** Nobody, until it is known who is here. */
  #person: PersonId | undefined;
  #chosen = $state.raw<ReadonlySet<string>>(new Set());

  constructor(shelf: Shelf = deviceShelf()) {
    this.#shelf = shelf;
  }

  /** It is known who is here. */
  belongTo(person: PersonId): void {
    if (person === this.#person) return;
    this.#person = person;
    this.#chosen = this.#read(person);
  }

  has(choice: Choice): boolean {
    return this.#chosen.has(choice);
  }

  /** Whether a person has chosen it, who need not be the one who is here. */
  isOf(person: PersonId, choice: Choice): boolean {
    return person === this.#person ? this.has(choice) : this.#read(person).has(choice);
  }

  set(choice: Choice, on: boolean): void {
    if (this.#person === undefined) return;
    const others = [...this.#chosen].filter((chosen) => chosen !== choice);
    this.#chosen = new Set(on ? [...others, choice] : others);
    try {
      if (this.#chosen.size === 0) this.#shelf.removeItem(keyOf(this.#person));
      else this.#shelf.setItem(keyOf(this.#person), [...this.#chosen].join(' '));
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  #read(person: PersonId): ReadonlySet<string> {
    try {
      return new Set((this.#shelf.getItem(keyOf(person)) ?? '').split(' ').filter(Boolean));
    } catch {
      return new Set();
    }
  }
}
