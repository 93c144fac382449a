// Short news at the edge of the page: "Message sent", with the way back.
//
// What can be undone stays ten seconds, and as long as a person points at it or has the focus in it: the clock then
// stands still. What went wrong stays until it is put away.
import { announcer as ours, type Announcer } from '../announcer/announcer.svelte.ts';
import type { Tone } from '../badge/Badge.svelte';

const STAYS_MS = 10_000;
const MOST_AT_ONCE = 3;

export interface NewNotice {
  words: string;
  tone?: Tone;
  undo?: () => void;
  /** What can be done about it, and what that is called. */
  way?: { label: string; go: () => void };
  /** Stays until put away. Always so for `urgent`. */
  stays?: boolean;
}

export interface Notice extends NewNotice {
  readonly id: number;
}

export class Notices {
  list = $state<Notice[]>([]);
  readonly #announcer: Announcer;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #next = 1;
  #held = false;

  constructor(announcer: Announcer = ours) {
    this.#announcer = announcer;
  }

  show(notice: NewNotice): void {
    // The same once more is no news: many messages refused for one reason are told in one notice.
    if (this.list.some(({ words }) => stays(notice) && words === notice.words)) return;
    const id = this.#next++;
    const passing = this.list.filter((one) => !stays(one));
    const gone = new Set(passing.slice(0, Math.max(0, this.list.length + 1 - MOST_AT_ONCE)));
    this.list = [...this.list.filter((one) => !gone.has(one)), { ...notice, id }];
    this.#announcer.say(notice.words);
    if (!this.#held) this.#wait(id);
  }

  /** Somebody points at the notices or has the focus in them: none goes away meanwhile. */
  hold(): void {
    this.#held = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Each gets its whole time again. */
  letGo(): void {
    this.#held = false;
    for (const { id } of this.list) this.#wait(id);
  }

  putAway(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  undo(notice: Notice): void {
    this.putAway(notice.id);
    notice.undo?.();
  }

  go(notice: Notice): void {
    this.putAway(notice.id);
    notice.way?.go();
  }

  #wait(id: number): void {
    const notice = this.list.find((notice) => notice.id === id);
    if (!notice || stays(notice)) return;
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.putAway(id), STAYS_MS),
    );
  }
}

/** Whether only a person puts it away: newer ones do not push it off either. */
const stays = ({ stays, tone }: NewNotice): boolean => stays === true || tone === 'urgent';

/** The ones of this page. */
export const notices = new Notices();
