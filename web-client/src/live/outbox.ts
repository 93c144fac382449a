// What a person asked for and the server has not answered yet.
//
// Each command has an id that is never used for another one, so sending it again can do no harm (ASK2): after a lost
// connection everything unanswered goes out again, in the order it was asked. It is also kept over a reload of the
// page. It is called done only when the server says that it is kept (ASK1).
import type { Command, CommandId, Outcome, PersonId } from '$protocol';
import type { Shelf } from './shelf.ts';

/** Nobody types that much while offline; a program gone wrong might. */
const MOST_WAITING = 200;

interface Item {
  id: CommandId;
  command: Command;
}

interface Waiting extends Item {
  sent: boolean;
  /** Whether a page before this one asked for it; then nobody here waits for its answer. */
  old: boolean;
  settle: (outcome: Outcome) => void;
}

/** What is on the shelf: whose it is, and the commands in their order. */
interface Stored {
  me: PersonId;
  items: Item[];
}

/** Sentences for what is refused here, before it reaches the server. */
export interface OutboxWords {
  tooLong: string;
  tooMany: string;
  notSent: string;
}

export interface OutboxSources {
  shelf: Shelf;
  session: string;
  words: OutboxWords;
  /** An answer to something that was asked before the page was loaded again. */
  onold?: (command: Command, outcome: Outcome) => void;
  /** After every change of how many are waiting. */
  onchange?: () => void;
}

export class Outbox {
  readonly #sources: OutboxSources;
  readonly #waiting = new Map<CommandId, Waiting>();
  #send: ((item: Item) => void) | undefined;
  #me: PersonId | undefined;
  #unanswered = 8;
  #frameBytes = 16_384;

  constructor(sources: OutboxSources) {
    this.#sources = sources;
  }

  /** How many have no answer yet. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Asks for something; settles with the server's answer, however long that takes. Never rejects. */
  ask(command: Command): Promise<Outcome> {
    const { words } = this.#sources;
    if (this.#waiting.size >= MOST_WAITING) return Promise.resolve(refused('too_fast', words.tooMany));
    if (new TextEncoder().encode(JSON.stringify(command)).length > this.#frameBytes - FRAME_AROUND_BYTES) {
      return Promise.resolve(refused('mend', words.tooLong));
    }
    const id = newId();
    return new Promise((settle) => {
      this.#waiting.set(id, { id, command, sent: false, old: false, settle });
      this.#changed();
      this.#flush();
    });
  }

  /** The server has said who we are and what it takes. Brings back what this person asked before a reload. */
  welcomed(me: PersonId, limits: { unanswered: number; frameBytes: number }): void {
    this.#unanswered = limits.unanswered;
    this.#frameBytes = limits.frameBytes;
    if (this.#me === me) return;
    // Somebody else came into this tab: what the person before asked must not be done in another name.
    if (this.#me !== undefined) this.#giveUp();
    this.#me = me;
    this.#restore(me);
  }

  /** The connection is good: everything unanswered goes out, the oldest first. */
  open(send: (item: Item) => void): void {
    this.#send = send;
    this.#flush();
  }

  /** The connection is gone; what was sent may or may not have arrived. */
  shut(): void {
    this.#send = undefined;
    for (const item of this.#waiting.values()) item.sent = false;
  }

  answered(id: CommandId, outcome: Outcome): void {
    const item = this.#waiting.get(id);
    if (!item) return;
    this.#settle(item, outcome);
    this.#flush();
  }

  /** The server could not read what was sent last; sending it again would only end the same way (4002). */
  unreadable(): void {
    const last = [...this.#waiting.values()].filter(({ sent }) => sent).at(-1);
    if (last) this.#settle(last, refused('mend', this.#sources.words.notSent));
  }

  /** Nothing will come back any more: the page has stopped. */
  stop(): void {
    this.shut();
    this.#giveUp();
  }

  #giveUp(): void {
    const outcome = refused('fault', this.#sources.words.notSent);
    for (const item of [...this.#waiting.values()]) this.#settle(item, outcome);
  }

  #settle(item: Waiting, outcome: Outcome): void {
    this.#waiting.delete(item.id);
    this.#changed();
    item.settle(outcome);
    if (item.old) this.#sources.onold?.(item.command, outcome);
  }

  #flush(): void {
    if (!this.#send) return;
    let free = this.#unanswered - [...this.#waiting.values()].filter(({ sent }) => sent).length;
    for (const item of this.#waiting.values()) {
      if (free <= 0) return;
      if (item.sent) continue;
      item.sent = true;
      free -= 1;
      this.#send({ id: item.id, command: item.command });
    }
  }

  #changed(): void {
    this.#store();
    this.#sources.onchange?.();
  }

  get #key(): string {
    return `outbox/${this.#sources.session}`;
  }

  #store(): void {
    if (this.#me === undefined) return;
    try {
      const items = [...this.#waiting.values()].map(({ id, command }) => ({ id, command }));
      const stored: Stored = { me: this.#me, items };
      if (items.length === 0) this.#sources.shelf.removeItem(this.#key);
      else this.#sources.shelf.setItem(this.#key, JSON.stringify(stored));
    } catch {
      // A full or forbidden shelf only means that a reload would lose them; this page still has them.
    }
  }

  /** Puts what an earlier page asked before what this one has asked meanwhile. */
  #restore(me: PersonId): void {
    const now = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { id, command } of this.#read(me)) {
      this.#waiting.set(id, { id, command, sent: false, old: true, settle: () => undefined });
    }
    for (const item of now) this.#waiting.set(item.id, item);
    this.#changed();
  }

  #read(me: PersonId): Item[] {
    try {
      const stored = JSON.parse(this.#sources.shelf.getItem(this.#key) ?? 'null') as Stored | null;
      return stored?.me === me ? stored.items : [];
    } catch {
      return [];
    }
  }
}

/** The frame around a command: its tag, id and braces. */
const FRAME_AROUND_BYTES = 128;

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
