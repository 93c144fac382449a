// What a person asked for and the server has not answered yet.
//
// Each command has an id that is never used for another one, so sending it again can do no harm (ASK2): after a lost
// connection everything unanswered goes out again, in the order it was asked. It is also kept over a reload of the
// page. It is called done only when the server says that it is kept (ASK1).
//
// Two refusals are no answer to what was asked. `too_fast` says to come back in a moment; and `fault` says that this
// try did nothing, which tells nothing of an earlier one whose answer was lost. Both wait here and go out again under
// the same id, until the server has decided or the person takes them back.
import type { Command, CommandId, Outcome, PersonId, Refusal } from '$protocol';
import { Backoff } from './backoff.ts';
import { Pace, saysSomething } from './pace.ts';
import { OwnShelf, type Shelf } from './shelf.ts';

/** The least time until what was put off is tried again; it grows from there, by chance. */
const PUT_OFF_MS = 1_000;
/** What came too fast is never tried later than this: slow mode says when it may go, and then it should. */
const LONGEST_TOO_FAST_MS = 5_000;

/** Nobody types that much while offline; a program gone wrong might. */
const MOST_WAITING = 200;

interface Item {
  id: CommandId;
  command: Command;
}

/** Told whenever it begins or ends to wait in the page instead of being with the server. */
export type OnWait = (waits: boolean) => void;

interface Waiting extends Item {
  sent: boolean;
  /** Whether an earlier try may have been kept: its answer was lost. */
  inDoubt: boolean;
  /** Why it was put off, and the moment from which it is tried again. */
  putOff?: { code: 'too_fast' | 'fault'; until: number };
  /** Whether a page before this one asked for it; then its answer is told to whoever sees to such. */
  old: boolean;
  settle: (outcome: Outcome) => void;
  onwait: OnWait;
}

/** Under which name the commands are kept, in their order. */
const WAITING = 'waiting';

/** Sentences for what is refused here, before it reaches the server. */
export interface OutboxWords {
  tooLong: string;
  tooMany: string;
  notSent: string;
  takenBack: string;
  unsure: string;
}

export interface OutboxSources {
  shelf: Shelf;
  session: string;
  words: OutboxWords;
  /** An answer to something that was asked before the page was loaded again. */
  onold?: (command: Command, outcome: Outcome) => void;
  /** Something from before the page was loaded again waits here; `answer` tells what becomes of it, as for `ask`. */
  onback?: (command: Command, answer: (onwait: OnWait) => Promise<Outcome>) => void;
  /** After every change of how many are waiting. */
  onchange?: () => void;
  /** From 0 up to 1. */
  random?: () => number;
}

export class Outbox {
  readonly #sources: OutboxSources;
  readonly #kept: OwnShelf;
  readonly #waiting = new Map<CommandId, Waiting>();
  #send: ((item: Item) => void) | undefined;
  #me: PersonId | undefined;
  #unanswered = 8;
  #frameBytes = 16_384;
  #stopped = false;
  readonly #pace: Pace;
  readonly #backoff: Backoff;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(sources: OutboxSources) {
    this.#sources = sources;
    this.#kept = new OwnShelf(sources.shelf, 'outbox', sources.session, () => this.#me);
    this.#pace = new Pace(steady);
    this.#backoff = new Backoff(sources.random);
  }

  /** How many have no answer yet. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Asks for something; settles with the server's answer, however long that takes. Never rejects. */
  ask(command: Command, onwait: OnWait = () => undefined): Promise<Outcome> {
    const { words } = this.#sources;
    if (this.#stopped) return Promise.resolve(refused('fault', words.notSent));
    if (this.#waiting.size >= MOST_WAITING) return Promise.resolve(refused('too_fast', words.tooMany));
    if (new TextEncoder().encode(JSON.stringify(command)).length > this.#frameBytes - FRAME_AROUND_BYTES) {
      return Promise.resolve(refused('mend', words.tooLong));
    }
    const id = newId();
    return new Promise((settle) => {
      const item: Waiting = { id, command, sent: false, inDoubt: false, old: false, settle, onwait };
      this.#waiting.set(id, item);
      this.#changed();
      this.#flush();
      if (!item.sent) onwait(true);
    });
  }

  /**
   * Takes back what waits here: it is not sent (again). Says whether it may have arrived already; undefined when it
   * is with the server now, or answered.
   */
  takeBack(command: Command): { mayHaveArrived: boolean } | undefined {
    const item = [...this.#waiting.values()].find((one) => one.command === command);
    if (!item || item.sent) return undefined;
    item.old = false;
    this.#settle(item, refused('fault', this.#sources.words.takenBack));
    this.#flush();
    return { mayHaveArrived: item.inDoubt };
  }

  /** The server has said who we are and what it takes. Brings back what this person asked before a reload. */
  welcomed(me: PersonId, limits: { unanswered: number; frameBytes: number }): void {
    this.#unanswered = limits.unanswered;
    this.#frameBytes = limits.frameBytes;
    if (this.#me === me) return;
    this.#me = me;
    this.#restore();
  }

  /** The connection is good: everything unanswered goes out, the oldest first. */
  open(send: (item: Item) => void): void {
    this.#send = send;
    for (const { putOff } of this.#waiting.values()) if (putOff) putOff.until = 0;
    this.#flush();
  }

  /** The connection is gone; what was sent may or may not have arrived. */
  shut(): void {
    this.#send = undefined;
    clearTimeout(this.#timer);
    for (const item of this.#waiting.values()) {
      if (!item.sent) continue;
      [item.sent, item.inDoubt] = [false, true];
      item.onwait(true);
    }
  }

  answered(id: CommandId, outcome: Outcome): void {
    const item = this.#waiting.get(id);
    if (!item) return;
    const again = outcome.t === 'refused' && putsOff(item, outcome.refusal.code);
    if (again) this.#putOff(item, again);
    else this.#settle(item, outcome);
    if (outcome.t === 'kept') this.#backoff.reset();
    this.#flush();
  }

  #putOff(item: Waiting, code: 'too_fast' | 'fault'): void {
    if (code === 'too_fast' && saysSomething(item.command)) this.#pace.empty();
    item.sent = false;
    const more = Math.min(this.#backoff.next(), code === 'too_fast' ? LONGEST_TOO_FAST_MS : Infinity);
    item.putOff = { code, until: steady() + PUT_OFF_MS + more };
    item.onwait(true);
  }

  /** The server could not read what was sent last; sending it again would only end the same way (4002). */
  unreadable(): void {
    const last = [...this.#waiting.values()].filter(({ sent }) => sent).at(-1);
    if (last) this.#settle(last, refused('mend', this.#sources.words.notSent));
  }

  /**
   * Nothing will come back any more: the page has stopped. Whoever waits is told that it is not certain. What waits
   * stays on the shelf for the page that comes next; whoever is removed leaves nothing.
   */
  stop(removed: boolean): void {
    this.shut();
    this.#stopped = true;
    const { notSent, unsure } = this.#sources.words;
    const waiting = [...this.#waiting.values()];
    if (removed) return waiting.forEach((item) => this.#settle(item, refused('fault', notSent)));
    this.#me = undefined;
    this.#waiting.clear();
    for (const { settle } of waiting) settle(refused('fault', unsure));
  }

  #settle(item: Waiting, outcome: Outcome): void {
    this.#waiting.delete(item.id);
    this.#changed();
    item.settle(outcome);
    if (item.old) this.#sources.onold?.(item.command, outcome);
  }

  /** Sends what may go now, each person's messages in the order they were written, and looks again for the rest. */
  #flush(): void {
    clearTimeout(this.#timer);
    if (!this.#send) return;
    const now = steady();
    let free = this.#unanswered - [...this.#waiting.values()].filter(({ sent }) => sent).length;
    let next = Number.POSITIVE_INFINITY;
    /** Lanes in which nothing may overtake what waits. Messages have their own, so that no flag waits behind them. */
    const held = new Set<boolean>();
    for (const item of this.#waiting.values()) {
      const lane = saysSomething(item.command);
      if (!item.sent && free > 0 && !held.has(lane)) {
        const wait = Math.max((item.putOff?.until ?? 0) - now, lane ? this.#pace.waitMs : 0);
        if (wait > 0) next = Math.min(next, wait);
        else {
          this.#goes(item);
          free -= 1;
        }
      }
      if (holdsOthers(item, lane)) held.add(lane);
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#flush(), next);
  }

  #goes(item: Waiting): void {
    item.sent = true;
    if (saysSomething(item.command)) this.#pace.spend();
    item.onwait(false);
    this.#send?.({ id: item.id, command: item.command });
  }

  #changed(): void {
    this.#store();
    this.#sources.onchange?.();
  }

  #store(): void {
    const items = [...this.#waiting.values()].map(({ id, command }) => ({ id, command }));
    this.#kept.set(WAITING, items.length === 0 ? undefined : JSON.stringify(items));
  }

  /** Puts what an earlier page asked before what this one has asked meanwhile. */
  #restore(): void {
    const now = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { id, command } of this.#read()) {
      const [settle, onwait] = [() => undefined, () => undefined];
      const item: Waiting = { id, command, sent: false, inDoubt: true, old: true, settle, onwait };
      this.#waiting.set(id, item);
      this.#sources.onback?.(command, (onwait) => {
        item.onwait = onwait;
        onwait(true);
        return new Promise((settle) => (item.settle = settle));
      });
    }
    for (const item of now) this.#waiting.set(item.id, item);
    this.#changed();
  }

  #read(): Item[] {
    try {
      return JSON.parse(this.#kept.get(WAITING) ?? '[]') as Item[];
    } catch {
      return [];
    }
  }
}

/** The frame around a command: its tag, id and braces. */
const FRAME_AROUND_BYTES = 128;

const steady = (): number => performance.now();

/** Which refusal says nothing final of this command; see the head of this file. */
function putsOff({ inDoubt }: Waiting, code: Refusal['code']): 'too_fast' | 'fault' | undefined {
  if (code === 'too_fast') return code;
  return code === 'fault' && inDoubt ? code : undefined;
}

/** What may be put off is answered before later ones go, or they would overtake it. */
function holdsOthers({ sent, inDoubt, putOff }: Waiting, message: boolean): boolean {
  return message ? !sent || inDoubt || putOff !== undefined : putOff?.code === 'too_fast';
}

function refused(code: 'too_fast' | 'mend' | 'fault', sentence: string): Outcome {
  return { t: 'refused', refusal: { code, sentence } };
}

/** 128 random bits as a UUID. `crypto.randomUUID` exists only on secure pages; a hall's own network may not be one. */
export function newId(): CommandId {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
