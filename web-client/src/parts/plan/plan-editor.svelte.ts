// Staff move people about in a plan faster than answers come back, and two of them may do it at once.
//
// So each change is kept as a function and shown at once; changes are sent one after the other, always on top of the
// newest version of the plan (ROOM1). When somebody else was quicker ("stale"), the change is made again on what they
// left; only a change that is refused for another reason is given up, with the sentence that says why.
import type { Command, Outcome, PersonId, PlanEntry, PlannedRoom } from '$protocol';
import type { PlanChange } from './plan-moves.ts';

/** Somebody else being quicker three times in a row means that two people should talk to each other. */
const STALE_TRIES = 3;

export class PlanEditor {
  /** Why the last change was not kept. */
  refusal = $state('');
  #pending = $state<PlanChange[]>([]);
  #sending = false;
  readonly #plan: () => PlanEntry | undefined;
  readonly #ask: (command: Command) => Promise<Outcome>;

  /** `plan` reads the newest plan the server has shown. */
  constructor(plan: () => PlanEntry | undefined, ask: (command: Command) => Promise<Outcome>) {
    this.#plan = plan;
    this.#ask = ask;
  }

  /** The rooms as this person means them: the server's, with the changes on their way. */
  get rooms(): PlannedRoom[] {
    return this.#pending.reduce<PlannedRoom[]>(
      (rooms, change) => change(rooms),
      [...(this.#plan()?.rooms ?? [])],
    );
  }

  /** People who are in no room, among those the server knows of. */
  get unplaced(): PersonId[] {
    const plan = this.#plan();
    if (!plan) return [];
    const placed = new Set(this.rooms.flatMap(({ people }) => people));
    const known = [...plan.unplaced, ...plan.rooms.flatMap(({ people }) => people)];
    return known.filter((person) => !placed.has(person));
  }

  /** Changes are still on their way; opening should wait for them. */
  get busy(): boolean {
    return this.#pending.length > 0;
  }

  async change(change: PlanChange): Promise<void> {
    this.#pending.push(change);
    this.refusal = '';
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#pending.length > 0) await this.#sendFirst();
    } finally {
      this.#sending = false;
    }
  }

  async #sendFirst(): Promise<void> {
    const [change] = this.#pending;
    for (let tried = 1; change; tried++) {
      const plan = this.#plan();
      if (!plan) break;
      const rooms = change(plan.rooms);
      const outcome = await this.#ask({
        about: 'rooms',
        ask: { t: 'edit_plan', version: plan.version, rooms },
      });
      if (outcome.t === 'kept') break;
      const newer = outcome.refusal.code === 'stale' && this.#plan()?.version !== plan.version;
      if (newer && tried < STALE_TRIES) continue;
      this.refusal = outcome.refusal.sentence;
      break;
    }
    this.#pending.shift();
  }
}
