// Raising a flag: two presses from anywhere, with as much or as little beside it as the person wishes.
import type { FlagKind, MessageEntry, MyFlagEntry, PersonId } from '$protocol';
import type { Asking } from '$live/asking.svelte.ts';
import type { LiveSession } from '$live/session.svelte.ts';
import { BOXES } from '$live/drafts.svelte.ts';
import { letters } from '../field/graphemes.ts';

export class Flagging {
  readonly session: LiveSession;
  open = $state(false);
  /** The message meant, when the dialog was opened from one. */
  message = $state.raw<MessageEntry>();
  about = $state<PersonId>('');
  /** Whether what can be said besides is in sight: words that were kept must be seen before they go out. */
  more = $state(false);
  asking = $state.raw<Asking>();
  /** What was just sent, for the words that thank for it. */
  sent = $state<FlagKind>();

  constructor(session: LiveSession) {
    this.session = session;
  }

  /** Opens the dialog; from a message, the flag is about that message. */
  begin(message?: MessageEntry, about: PersonId = ''): void {
    this.message = message;
    this.about = about;
    this.more = about !== '' || this.words !== '';
    this.asking = undefined;
    this.sent = undefined;
    this.open = true;
  }

  get words(): string {
    return this.session.drafts.get(BOXES.flag);
  }
  set words(words: string) {
    this.session.drafts.set(BOXES.flag, words);
  }

  /** Flags not yet looked after or taken back. */
  get live(): MyFlagEntry[] {
    return this.session.myFlags.filter(({ state }) => state === 'open' || state === 'claimed');
  }

  /** Flags that nobody has come to as they should have (FLAG7), the latest first. */
  get waiting(): MyFlagEntry[] {
    return this.session.myFlags.filter(({ kind, waits }) => kind !== 'technical' && waits);
  }

  async send(kind: FlagKind, about: PersonId = this.about): Promise<void> {
    const words = this.words.trim();
    if (this.asking?.sending || letters(words) > this.session.limits.noteLetters) return;
    this.asking = this.session.ask({
      about: 'flags',
      ask: {
        t: 'raise',
        kind,
        words,
        ...(about === '' ? {} : { about }),
        ...(this.message ? { message: this.message.id } : {}),
      },
    });
    if (!(await this.asking.done)) return;
    this.words = '';
    this.message = undefined;
    this.about = '';
    this.sent = kind;
  }

  async withdraw(flag: MyFlagEntry): Promise<void> {
    this.asking = this.session.ask({ about: 'flags', ask: { t: 'withdraw', flag: flag.id } });
    await this.asking.done;
  }
}
