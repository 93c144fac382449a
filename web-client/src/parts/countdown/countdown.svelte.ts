// How long until a moment on the server, seen every second and heard at most five times.
import type { Clock } from '$live/clock.ts';
import type { At } from '$protocol';

const SECOND_MS = 1_000;
/** Seconds left at which it is said aloud; five at most, whatever the length. */
const MILESTONES = [600, 300, 120, 60, 10];

export class CountdownBehaviour {
  readonly #until: () => At;
  readonly #clock: Clock;
  readonly #onmilestone: (secondsLeft: number) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastSeen = Number.POSITIVE_INFINITY;
  /** Whole seconds, rounded up, so that "1" is shown during the last second; never below zero. */
  secondsLeft = $state(0);

  constructor(until: () => At, clock: Clock, onmilestone: (secondsLeft: number) => void) {
    this.#until = until;
    this.#clock = clock;
    this.#onmilestone = onmilestone;
  }

  /** Starts over, as when the time was extended; gives back how to stop. */
  start(): () => void {
    this.#lastSeen = Number.POSITIVE_INFINITY;
    this.#look();
    return () => clearTimeout(this.#timer);
  }

  #look(): void {
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#until() - this.#clock.now());
    const seconds = Math.ceil(left / SECOND_MS);
    this.secondsLeft = seconds;
    this.#speak(seconds);
    // The next look comes when the shown second ends, so that all screens change together.
    if (left > 0) this.#timer = setTimeout(() => this.#look(), left - (seconds - 1) * SECOND_MS);
  }

  /** A mark that was crossed is said, once. After a sleep several may be crossed: only the last is still true. */
  #speak(seconds: number): void {
    const crossed = MILESTONES.filter((mark) => seconds <= mark && this.#lastSeen > mark);
    const first = this.#lastSeen === Number.POSITIVE_INFINITY;
    this.#lastSeen = seconds;
    if (first || seconds === 0 || crossed.length === 0) return;
    this.#onmilestone(seconds);
  }
}

/** "4:05", or "1:04:05" from an hour on. */
export function figures(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
