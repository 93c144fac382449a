// How long to wait before the next try: longer each time, up to half a minute, and by chance ("full jitter"), so that
// five hundred browsers do not all come back in the same second after a restart.

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

export class Backoff {
  readonly #random: () => number;
  #tries = 0;

  /** `random` gives numbers from 0 up to 1. */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Milliseconds to wait now. */
  next(): number {
    const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#tries);
    this.#tries = Math.min(this.#tries + 1, 10);
    return Math.round(this.#random() * most);
  }

  /** The connection has proved good. */
  reset(): void {
    this.#tries = 0;
  }
}
