// The desk of a staff member over the live session. What the server shows in two topics stands on it once.
import type { At, Command, Entry, Outcome } from '$protocol';
import type { LiveSession } from '$live/session.svelte.ts';
import type { Desk, Kind, Of } from './desk.ts';

/** Later ones win: the facilitators' copy of a plan or a proposal says more than the one for all staff. */
const TOPICS = ['group', 'staff', 'facilitators'];
const TICK_MS = 1_000;

export class SessionDesk implements Desk {
  now = $state<At>(0);
  readonly #session: LiveSession;

  constructor(session: LiveSession) {
    this.#session = session;
    this.now = session.clock.now();
  }

  /** Lets the time go by; gives back how to stop it. */
  start(): () => void {
    const timer = setInterval(() => (this.now = this.#session.clock.now()), TICK_MS);
    return () => clearInterval(timer);
  }

  get clock() {
    return this.#session.clock;
  }

  get me() {
    return this.#session.meId;
  }

  get facilitates(): boolean {
    return this.#session.me?.role === 'facilitator';
  }

  all<K extends Kind>(kind: K): Of<K>[] {
    const found = new Map<string, Entry>();
    for (const topic of TOPICS)
      for (const [key, entry] of this.#session.entries(topic)) if (entry.t === kind) found.set(key, entry);
    return [...found.values()] as Of<K>[];
  }

  one<K extends Kind>(kind: K, key: string): Of<K> | undefined {
    for (const topic of [...TOPICS].reverse()) {
      const entry = this.#session.one(topic, key, kind);
      if (entry) return entry;
    }
    return undefined;
  }

  async ask(command: Command): Promise<Outcome> {
    const asking = this.#session.ask(command);
    await asking.done;
    return asking.refusal ? { t: 'refused', refusal: asking.refusal } : { t: 'kept' };
  }
}
