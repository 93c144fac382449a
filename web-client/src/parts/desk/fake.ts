// A desk on which tests lay entries by hand.
import type { Command, Entry, Outcome, PersonEntry } from '$protocol';
import { SvelteMap } from 'svelte/reactivity';
import { DESK, type Desk, type Kind, type Of } from './desk.ts';
import { WAYS, type Ways } from './ways.ts';

export const KEPT: Outcome = { t: 'kept' };

export function refused(sentence: string, code: 'stale' | 'not_now' | 'mend' = 'not_now'): Outcome {
  return { t: 'refused', refusal: { code, sentence } };
}

export class FakeDesk implements Desk {
  me = 'ruth';
  facilitates = true;
  now = 1_000_000;
  clock = { now: () => this.now };
  asked: Command[] = [];
  /** What the next commands are answered with; after that everything is kept. */
  answers: Outcome[] = [];
  readonly #entries = new SvelteMap<string, Entry>();

  constructor(entries: Record<string, Entry> = {}) {
    this.put(entries);
  }

  put(entries: Record<string, Entry>): this {
    for (const [key, entry] of Object.entries(entries)) this.#entries.set(key, entry);
    return this;
  }

  take(key: string): void {
    this.#entries.delete(key);
  }

  all<K extends Kind>(kind: K): Of<K>[] {
    return [...this.#entries.values()].filter((entry): entry is Of<K> => entry.t === kind);
  }

  one<K extends Kind>(kind: K, key: string): Of<K> | undefined {
    const entry = this.#entries.get(key);
    return entry?.t === kind ? (entry as Of<K>) : undefined;
  }

  async ask(command: Command): Promise<Outcome> {
    this.asked.push(command);
    return this.answers.shift() ?? KEPT;
  }
}

type Given = Partial<PersonEntry>;

/** A cast: `people({ bo: 'Bo', ruth: ['Ruth', { role: 'facilitator' }] })`. */
export function people(cast: Record<string, string | [string, Given]>): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(cast).map(([id, given]) => {
      const [name, more] = typeof given === 'string' ? [given, {}] : given;
      return [
        `person/${id}`,
        { t: 'person', id, name, pronouns: '', role: 'trainee', link: 'live', presence: 'here', ...more },
      ];
    }),
  );
}

/** The context that staff parts look for, for mounting one in a test. */
export function contextOf(desk: Desk, ways: Partial<Ways> = {}): Map<symbol, unknown> {
  const nowhere: Ways = { write: () => undefined, readRoom: () => undefined, showRooms: () => undefined };
  return new Map<symbol, unknown>([
    [DESK, desk],
    [WAYS, { ...nowhere, ...ways }],
  ]);
}
