// How fast messages leave the page: as fast as the server takes them from one person (ASK4), so that many written
// while offline arrive one after the other instead of being refused.
import type { Command } from '$protocol';

const AT_ONCE = 5;
/** The server takes one a second; a little more, because the way there is not equally long each time. */
const EVERY_MS = 1_200;

/** Whether the server counts it as saying something. Changing a message is saying something, too. */
export const saysSomething = ({ about, ask }: Command): boolean =>
  about === 'chat' && (ask.t === 'post' || ask.t === 'edit');

export class Pace {
  readonly #steady: () => number;
  #left = AT_ONCE;
  #countedAt = 0;

  /** `steady` counts milliseconds. */
  constructor(steady: () => number) {
    this.#steady = steady;
  }

  /** Milliseconds until the next may go; 0 when it may go now. */
  get waitMs(): number {
    this.#count();
    return this.#left >= 1 ? 0 : Math.ceil((1 - this.#left) * EVERY_MS);
  }

  /** One goes. */
  spend(): void {
    this.#left -= 1;
  }

  /** The server has counted more than we have, from another tab perhaps. */
  empty(): void {
    this.#count();
    this.#left = Math.min(this.#left, 0);
  }

  #count(): void {
    const now = this.#steady();
    this.#left = Math.min(AT_ONCE, this.#left + (now - this.#countedAt) / EVERY_MS);
    this.#countedAt = now;
  }
}
