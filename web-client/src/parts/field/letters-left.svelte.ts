// How much room a text has left, and when to say so.
//
// A counter that speaks at every key drowns what a person is writing. So it is seen all the time once the text is
// more than half way, and heard only when typing rests.

const SEEN_FROM = 0.5;
const HEARD_FROM = 0.9;
const REST_MS = 1_500;

export class LettersLeft {
  readonly #words: () => number;
  readonly #limit: () => number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What the live region holds: the room left when typing last rested. */
  heard = $state<number | undefined>();

  constructor(count: () => number, limit: () => number | undefined) {
    this.#words = count;
    this.#limit = limit;
  }

  /** Negative when the text is too long; undefined when there is no limit or it is far away. */
  get seen(): number | undefined {
    const limit = this.#limit();
    return limit !== undefined && this.#words() >= limit * SEEN_FROM ? limit - this.#words() : undefined;
  }

  get tooLong(): boolean {
    const limit = this.#limit();
    return limit !== undefined && this.#words() > limit;
  }

  /** To be called at every change of the text; gives back how to stop waiting. */
  typed(): () => void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#speak(), REST_MS);
    return () => clearTimeout(this.#timer);
  }

  #speak(): void {
    const limit = this.#limit();
    const near = limit !== undefined && this.#words() >= limit * HEARD_FROM;
    this.heard = near ? limit - this.#words() : undefined;
  }
}
