// Shift three times, and nothing else: the quick way out for hands on a keyboard.
//
// Somebody who types capitals presses Shift all day. A press counts only when it is alone: no other key, no pointer
// and no other modifier between down and up, and not held. Three such presses in a second and a half are meant.

const NEEDED = 3;
const WITHIN_MS = 1_500;
/** Longer is holding, to think or to choose a text. */
const HELD_MS = 600;

type Key = Pick<KeyboardEvent, 'type' | 'key' | 'repeat' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'>;

export class LoneShifts {
  #downAt: number | undefined;
  #presses: number[] = [];

  /** How many lone presses there have been in a row, this key taken in. */
  key(event: Key, now: number): number {
    if (event.type === 'keyup' && event.key === 'Shift') return this.#up(now);
    const alone =
      event.key === 'Shift' && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (event.type === 'keydown' && alone && !event.repeat && this.#downAt === undefined) {
      this.#downAt = now;
      return this.#presses.length;
    }
    // The other key of a capital may be let go after Shift.
    return event.type === 'keyup' ? this.#presses.length : this.reset();
  }

  /** Something else was done. */
  reset(): number {
    this.#downAt = undefined;
    this.#presses = [];
    return 0;
  }

  /** Whether that was enough to leave. */
  static isEnough(presses: number): boolean {
    return presses >= NEEDED;
  }

  #up(now: number): number {
    const down = this.#downAt;
    this.#downAt = undefined;
    if (down === undefined || now - down > HELD_MS) return this.reset();
    this.#presses = [...this.#presses.filter((at) => now - at <= WITHIN_MS), now];
    return this.#presses.length;
  }
}
