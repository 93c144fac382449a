// The form of "how I am taking part today": starts from what was said before, and keeps what is begun.
import type { Audience, TakingPart, Voice } from '$protocol';
import type { Asking } from '$live/asking.svelte.ts';
import type { LiveSession } from '$live/session.svelte.ts';
import { letters } from '$parts/field/graphemes.ts';
import { clockTime } from '$words/moments.ts';

export const SWITCHES = ['cameraOff', 'dontCallOnMe', 'sharedSpace', 'captions', 'largerText'] as const;

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

export class TakingPartForm {
  readonly #session: LiveSession;
  voice = $state<Voice>('voice');
  audience = $state<Audience>('facilitators');
  ticked = $state({
    cameraOff: false,
    dontCallOnMe: false,
    sharedSpace: false,
    captions: false,
    largerText: false,
  });
  leaving = $state(false);
  /** "15:30" in the session's time zone, as a time field has it. */
  leavingAt = $state('');
  words = $state('');
  asking = $state.raw<Asking>();

  constructor(session: LiveSession) {
    this.#session = session;
    const said = session.me?.takingPart;
    if (!said) return;
    this.voice = said.voice;
    this.audience = said.audience;
    for (const each of SWITCHES) this.ticked[each] = said[each];
    this.leaving = said.leavingAt !== undefined;
    this.leavingAt = said.leavingAt === undefined ? '' : clockTime(said.leavingAt, session.session?.timeZone);
    this.words = said.words;
  }

  get #said(): TakingPart {
    const leavingAt = this.leaving ? momentToday(this.leavingAt, this.#session) : undefined;
    return {
      voice: this.voice,
      ...this.ticked,
      ...(leavingAt === undefined ? {} : { leavingAt }),
      words: this.words.trim(),
      audience: this.audience,
    };
  }

  async save(): Promise<boolean> {
    if (this.asking?.sending || letters(this.words) > this.#session.limits.noteLetters) return false;
    this.asking = this.#session.ask({ about: 'people', ask: { t: 'take_part', how: this.#said } });
    return this.asking.done;
  }
}

/** The next moment at which the session's clocks show this time; undefined when none is given. */
export function momentToday(time: string, session: LiveSession): number | undefined {
  const asked = minutesOf(time);
  const now = session.now();
  const shown = minutesOf(clockTime(now, session.session?.timeZone));
  if (asked === undefined || shown === undefined) return undefined;
  const ahead = ((asked - shown) * MINUTE_MS + DAY_MS) % DAY_MS;
  return Math.floor(now / MINUTE_MS) * MINUTE_MS + ahead;
}

function minutesOf(time: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/u.exec(time) ?? [];
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
