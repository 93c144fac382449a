// The server's time, as well as this browser can know it.
//
// A clock on the wall of a trainee's laptop may be hours off, and may jump when the laptop wakes. So we never ask it:
// time passes by the browser's steady clock, and where it starts comes from the server, from the answer that came back
// quickest (the shorter the way, the smaller the possible error).
//
// A steady clock stands still while some laptops sleep. So a new line begins afresh, and what the server says wins over
// a quicker answer from before whenever the two cannot both be true.
import type { At } from '$protocol';

/** A reading older than this gives way to a new one even if that took longer: steady clocks drift too. */
const STALE_MS = 5 * 60_000;

export interface Clock {
  /** The moment it is on the server, in milliseconds since 1970. */
  now(): At;
}

export class ServerClock implements Clock {
  readonly #steady: () => number;
  #offset: number | undefined;
  #roundTrip = Number.POSITIVE_INFINITY;
  #readAt = 0;

  /** `steady` counts milliseconds and never jumps; `performance.now` in a browser. */
  constructor(steady: () => number = () => performance.now()) {
    this.#steady = steady;
  }

  /** Whether the server has told the time at all. */
  get known(): boolean {
    return this.#offset !== undefined;
  }

  /** Milliseconds of the quickest recent way to the server and back; undefined before the first. */
  get roundTripMs(): number | undefined {
    return Number.isFinite(this.#roundTrip) ? Math.round(this.#roundTrip) : undefined;
  }

  now(): At {
    // Before the server has spoken there is nothing better than the wall.
    return this.#offset === undefined ? Date.now() : Math.round(this.#steady() + this.#offset);
  }

  /** The reading that goes out with a question, to be handed to `heard` with its answer. */
  mark(): number {
    return this.#steady();
  }

  /** A new line, perhaps after a sleep: the next answer counts, however long it took. */
  begin(): void {
    this.#roundTrip = Number.POSITIVE_INFINITY;
  }

  /** The server said `now` in answer to a question that went out at `mark`. */
  heard(now: At, mark: number): void {
    const arrived = this.#steady();
    const roundTrip = Math.max(0, arrived - mark);
    const stale = arrived - this.#readAt > STALE_MS;
    const offset = now + roundTrip / 2 - arrived;
    // Each reading is off by half its way at most; further apart, something has jumped since the earlier one.
    const jumped = Math.abs(offset - (this.#offset ?? offset)) > (roundTrip + this.#roundTrip) / 2;
    if (this.#offset !== undefined && !stale && !jumped && roundTrip > this.#roundTrip) return;
    this.#offset = offset;
    this.#roundTrip = roundTrip;
    this.#readAt = arrived;
  }
}
