// A person's own part in the round that runs: what they may do now, what they have begun, what became of it.
import type { Audience, RoundCommand, RoundEntry, Standing } from '$protocol';
import type { Asking } from '$live/asking.svelte.ts';
import { BOXES } from '$live/drafts.svelte.ts';
import type { LiveSession } from '$live/session.svelte.ts';
import { letters } from '../field/graphemes.ts';
import { hasSteps } from './scales.ts';

interface Begun {
  value?: number;
  words: string;
  audience?: Audience;
}

export class MyPart {
  readonly #session: LiveSession;
  asking = $state.raw<Asking>();
  /** Somebody who has answered or passed opens the form again. */
  changing = $state(false);
  /** Pressed "Answer" with nothing in it. */
  missing = $state(false);

  constructor(session: LiveSession) {
    this.#session = session;
  }

  get round(): RoundEntry | undefined {
    return this.#session.round;
  }
  get standing(): Standing | undefined {
    return this.round?.standings[this.#session.meId];
  }
  get asked(): boolean {
    return this.standing !== undefined;
  }
  get myTurn(): boolean {
    return this.round?.kind === 'in_turn' && this.round.turn === this.#session.meId;
  }
  /** Has answered or passed, and is not changing it. */
  get done(): boolean {
    const standing = this.standing;
    return standing === 'shared' || standing === 'passed' || standing === 'done';
  }
  get open(): boolean {
    return this.asked && this.round?.state !== 'ended';
  }
  get formShown(): boolean {
    return this.open && (!this.done || this.changing);
  }
  /** In turn, an answer can be given from one's turn on; in the other kinds at any time. */
  get mayAnswer(): boolean {
    return this.round?.kind !== 'in_turn' || this.myTurn || this.done;
  }
  /** How many come before this person's turn; undefined when that cannot be said. */
  get before(): number | undefined {
    const { round } = this;
    const me = this.#session.meId;
    if (!round?.turn || this.standing !== 'waiting') return undefined;
    const [now, mine] = [round.order.indexOf(round.turn), round.order.indexOf(me)];
    if (now < 0 || mine <= now) return undefined;
    return round.order.slice(now, mine).filter((id) => round.standings[id] === 'waiting').length;
  }

  // --- What has been begun; kept like every other draft -------------------------------------------------------

  get #place(): string {
    return BOXES.answer(this.round?.id ?? '');
  }
  get begun(): Begun {
    try {
      const kept: Begun = JSON.parse(this.#session.drafts.get(this.#place));
      return kept;
    } catch {
      // Nothing begun: start from the answer given before, if there is one.
      const { myAnswer } = this.#session;
      return myAnswer && !myAnswer.passed
        ? { value: myAnswer.value, words: myAnswer.words, audience: myAnswer.audience }
        : { words: '' };
    }
  }
  #begin(more: Partial<Begun>): void {
    this.missing = false;
    this.#session.drafts.set(this.#place, JSON.stringify({ ...this.begun, ...more }));
  }
  get value(): number | undefined {
    return this.begun.value;
  }
  set value(value: number | undefined) {
    this.#begin({ value });
  }
  get words(): string {
    return this.begun.words;
  }
  set words(words: string) {
    this.#begin({ words });
  }
  /** Everyone unless chosen otherwise: in a round people sit together; but a quiet one is never for everyone. */
  get audience(): Audience {
    return this.round?.kind === 'quiet' ? 'facilitators' : (this.begun.audience ?? 'group');
  }
  set audience(audience: Audience) {
    this.#begin({ audience });
  }

  // --- Acting -------------------------------------------------------------------------------------------------

  async answer(): Promise<void> {
    const { round } = this;
    if (!round || this.asking?.sending) return;
    const words = this.words.trim();
    const stepped = hasSteps(round.scale);
    this.missing = stepped ? this.value === undefined && words === '' : words === '';
    if (this.missing || letters(words) > this.#session.limits.noteLetters) return;
    const value = stepped && this.value !== undefined ? { value: this.value } : {};
    await this.#ask({ t: 'answer', round: round.id, ...value, words, audience: this.audience });
  }
  async pass(): Promise<void> {
    if (this.round) await this.#ask({ t: 'pass', round: this.round.id });
  }
  async later(): Promise<void> {
    if (this.round) await this.#ask({ t: 'later', round: this.round.id });
  }
  optOut(on: boolean): void {
    this.asking = this.#session.ask({ about: 'rounds', ask: { t: 'opt_out', on } });
  }

  async #ask(ask: Extract<RoundCommand, { t: 'answer' | 'pass' | 'later' }>): Promise<void> {
    if (this.asking?.sending) return;
    const place = this.#place;
    this.missing = false;
    this.asking = this.#session.ask({ about: 'rounds', ask });
    if (!(await this.asking.done)) return;
    this.changing = false;
    if (ask.t === 'answer') this.#session.drafts.set(place, '');
  }
}
