// What a screen reader is told without being asked.
//
// Twenty-five people can send as many messages in a minute. Read aloud one by one they drown the call and the person's
// own typing. So everything polite goes through here: at most one message in five seconds, things of one kind summed
// up ("3 new messages"), and the oldest left out when there is too much. Assertive is for being moved, being removed,
// being cut off, and help that is coming; it is said at once.

const PAUSE_MS = 5_000;
const CLEAR_MS = 4_000;
const MOST_KINDS = 4;

/** Something that may come several times before it is said; the last one's words are used for all. */
export interface Summary {
  /** Things of the same kind are counted together. */
  kind: string;
  say: (count: number) => string;
}

interface Waiting {
  count: number;
  say: (count: number) => string;
}

export class Announcer {
  /** What the two live regions hold now. */
  polite = $state('');
  assertive = $state('');
  readonly #waiting = new Map<string, Waiting>();
  #nextAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Says something when there is a pause. A plain sentence takes the place of the last plain sentence not yet said. */
  say(what: string | Summary): void {
    const { kind, say } = typeof what === 'string' ? { kind: 'sentence', say: () => what } : what;
    const count = (this.#waiting.get(kind)?.count ?? 0) + 1;
    this.#waiting.delete(kind);
    this.#waiting.set(kind, { count, say });
    const oldest = this.#waiting.keys().next().value;
    if (this.#waiting.size > MOST_KINDS && oldest !== undefined) this.#waiting.delete(oldest);
    this.#schedule();
  }

  /** Says something at once, over whatever is being read. */
  interrupt(sentence: string): void {
    // The same words twice are two messages; an invisible mark makes the second one heard.
    this.assertive = this.assertive === sentence ? `${sentence}\u200b` : sentence;
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#speak(), Math.max(0, this.#nextAt - performance.now()));
  }

  #speak(): void {
    this.#timer = undefined;
    const sentences = [...this.#waiting.values()].map(({ say, count }) => say(count));
    this.#waiting.clear();
    this.#nextAt = performance.now() + PAUSE_MS;
    this.polite = sentences.join(' ');
    // Emptied again, so that nobody finds old news while reading through the page.
    setTimeout(() => {
      if (!this.#waiting.size) this.polite = '';
    }, CLEAR_MS);
  }
}

/** The one of this page. */
export const announcer = new Announcer();
