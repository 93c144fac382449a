// A person's own feedback: what has been begun, what is on its way, and that it was sent. What was sent is not shown
// again: the server does not know any more which one it was.
import type { FeedbackForm, FeedbackScale, FeedbackText } from '$protocol';
import type { Asking } from '$live/asking.svelte.ts';
import { BOXES } from '$live/drafts.svelte.ts';
import type { LiveSession } from '$live/session.svelte.ts';
import { letters } from '../field/graphemes.ts';

export class MyFeedback {
  readonly #session: LiveSession;
  asking = $state.raw<Asking>();
  /** Pressed "Send" with nothing in it, or with too much. */
  wrong = $state<'nothing' | 'too_long'>();

  constructor(session: LiveSession) {
    this.#session = session;
  }

  /** It can be filled in now. */
  get open(): boolean {
    const { feedback, me } = this.#session;
    return (feedback?.open ?? false) && (me?.feedbackAsked ?? false) && !this.given;
  }
  get given(): boolean {
    return this.#session.me?.feedbackGiven ?? false;
  }

  get #begun(): FeedbackForm {
    try {
      return JSON.parse(this.#session.drafts.get(BOXES.feedback)) as FeedbackForm;
    } catch {
      return { scales: {}, texts: {} };
    }
  }
  #begin(form: FeedbackForm): void {
    this.wrong = undefined;
    this.#session.drafts.set(BOXES.feedback, JSON.stringify(form));
  }

  /** The step that is marked, or 0. */
  mark(scale: FeedbackScale): number {
    return this.#begun.scales[scale] ?? 0;
  }
  setMark(scale: FeedbackScale, step: number): void {
    const { scales, texts } = this.#begun;
    const marked = Object.entries({ ...scales, [scale]: step }).filter(([, step]) => step > 0);
    this.#begin({ scales: Object.fromEntries(marked), texts });
  }
  words(text: FeedbackText): string {
    return this.#begun.texts[text] ?? '';
  }
  setWords(text: FeedbackText, words: string): void {
    const { scales, texts } = this.#begun;
    this.#begin({ scales, texts: { ...texts, [text]: words } });
  }

  /** Words that were begun and can no longer be sent, as the form is closed. */
  get left(): string[] {
    return Object.values(this.#begun.texts).filter((words) => (words ?? '').trim() !== '');
  }
  /** Something was begun, or was on its way, when the form closed. */
  get unsent(): boolean {
    if (this.given || this.open || this.#session.feedback === undefined) return false;
    const begun = this.left.length + Object.keys(this.#begun.scales).length > 0;
    return begun || this.asking?.state === 'refused';
  }
  /** What was begun in another tab, or before the page came back, has no use any more. */
  forget(): void {
    this.#session.drafts.set(BOXES.feedback, '');
  }

  /** True when it is kept. */
  async send(): Promise<boolean> {
    if (this.asking?.sending) return false;
    const { scales, texts } = this.#begun;
    const written = Object.entries(texts)
      .map(([text, words]) => [text, (words ?? '').trim()] as const)
      .filter(([, words]) => words !== '');
    const { noteLetters } = this.#session.limits;
    if (written.length + Object.keys(scales).length === 0) this.wrong = 'nothing';
    else if (written.some(([, words]) => letters(words) > noteLetters)) this.wrong = 'too_long';
    else this.wrong = undefined;
    if (this.wrong) return false;
    const form: FeedbackForm = { scales, texts: Object.fromEntries(written) };
    this.asking = this.#session.ask({ about: 'feedback', ask: { t: 'answer', form } });
    const kept = await this.asking.done;
    if (kept) this.#session.drafts.set(BOXES.feedback, '');
    return kept;
  }
}
