// What a person has chosen for this device alone. Everything is off until chosen, and nothing of it is sent.
import { deviceShelf, type Shelf } from './shelf.ts';

export type Choice =
  /** What one has begun to write outlives the exit. */
  | 'keepDrafts'
  /** The tab says that there is something new. */
  | 'markTab'
  /** The device says so while the tab is hidden. */
  | 'notify';

const KEY = 'chosen';

export class Choices {
  readonly #shelf: Shelf;
  #chosen = $state.raw<ReadonlySet<string>>(new Set());

  constructor(shelf: Shelf = deviceShelf()) {
    this.#shelf = shelf;
    this.#chosen = this.#read();
  }

  has(choice: Choice): boolean {
    return this.#chosen.has(choice);
  }

  set(choice: Choice, on: boolean): void {
    const others = [...this.#chosen].filter((chosen) => chosen !== choice);
    this.#chosen = new Set(on ? [...others, choice] : others);
    try {
      if (this.#chosen.size === 0) this.#shelf.removeItem(KEY);
      else this.#shelf.setItem(KEY, [...this.#chosen].join(' '));
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  #read(): ReadonlySet<string> {
    try {
      return new Set((this.#shelf.getItem(KEY) ?? '').split(' ').filter(Boolean));
    } catch {
      return new Set();
    }
  }
}
