// The line to the server: gets it, keeps it, notices when it is gone, and gets it again.
//
//   start ──> asking for a ticket ──> hello sent ──welcome, topics, live──> live
//                  ^        │               │                                │
//                  │        v               v                                v
//                waiting (longer each time; not at all when the network or the person is back)
//
//   stopped: removed, over, another tab, signed out, too old. Only a person can go on from there.
//
// It knows nothing of topics and commands: frames go to whoever made it. Nothing here is Svelte.
import { CLOSE, type FromBrowser, type FromServer, PROTO, type Resume } from '$protocol';
import { Backoff } from './backoff.ts';
import type { ServerClock } from './clock.ts';
import type { Surroundings, Wire } from './surroundings.ts';

/** From opening the socket to the welcome. The server itself waits five seconds for the hello. */
const WELCOME_MS = 10_000;
/** After the person looks at the page again, or the network is back: how long an old line has to prove itself. */
const PROOF_MS = 3_000;
/** A line that held this long was a good one; the next loss begins with a short wait again. */
const GOOD_MS = 10_000;
/** How often at most to look for a network that the browser says is not there. */
const LEAST_LOOK_MS = 1_000;
const BEAT_BEFORE_WELCOME_SECONDS = 10;

export type Standing =
  | { state: 'connecting' | 'live' | 'offline' }
  /** The server may have said why it cannot let anybody in at present. */
  | { state: 'reconnecting'; sentence?: string }
  | ({ state: 'stopped' } & Why);

/** Why nothing comes back by itself, and what helps. */
interface Why {
  sentence: string;
  reload: boolean;
  /** The account has been signed out here. */
  signIn?: true;
}

export interface ConnectionWords {
  removed: string;
  over: string;
  otherTab: string;
  signedOut: string;
  reload: string;
}

/** Those who hear what comes over the line. */
export interface Listener {
  standing(standing: Standing): void;
  /** What to name in the hello. */
  resume(): Resume | undefined;
  /** Every frame but pongs. False means that something was lost on the way: the line starts again. */
  frame(frame: FromServer): boolean;
  /** The line is gone; another one may come. */
  lost(code: number): void;
}

export class Connection {
  readonly #around: Surroundings;
  readonly #clock: ServerClock;
  readonly #words: ConnectionWords;
  readonly #listener: Listener;
  readonly #backoff: Backoff;
  #standing: Standing = { state: 'connecting' };
  #wire: Wire | undefined;
  /** Grows with every try, so that what comes late from an earlier one is known as such. */
  #try = 0;
  /** Whether nothing is under way but a wait for the next try. */
  #resting = false;
  /** Whether this line has held for a while. */
  #good = false;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #unlisten: (() => void) | undefined;
  #beatMs = BEAT_BEFORE_WELCOME_SECONDS * 1_000;
  /** How many frames came so far, and when the last one did. */
  #heard = 0;
  #heardAt = 0;
  #sentAt = 0;
  #ping: { sent: number; mark: number } | undefined;
  #helloMark = 0;
  #farewell: string | undefined;
  /** The moment to come back that the server gave before a planned restart (CLOSE3), in milliseconds from then. */
  #slotMs: number | undefined;

  constructor(around: Surroundings, clock: ServerClock, words: ConnectionWords, listener: Listener) {
    this.#around = around;
    this.#clock = clock;
    this.#words = words;
    this.#listener = listener;
    this.#backoff = new Backoff(() => around.random());
  }

  get standing(): Standing {
    return this.#standing;
  }

  start(): void {
    this.#unlisten ??= this.#around.listen(() => this.wake());
    void this.#connect();
  }

  /** Leaves for good, as when the page is put away. */
  close(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
    this.#cut(1000);
  }

  send(frame: FromBrowser): void {
    this.#sentAt = this.#clock.mark();
    this.#wire?.send(JSON.stringify(frame));
  }

  /** The network is back, or the person looks at the page again: no more waiting, and no trust in an old line. */
  wake(): void {
    if (this.#standing.state === 'stopped') return;
    if (this.#standing.state === 'live') this.#prove();
    else if (this.#resting) this.#again(0);
  }

  // --- Getting the line ------------------------------------------------------------------------------------

  async #connect(): Promise<void> {
    const attempt = ++this.#try;
    this.#resting = false;
    this.#clearTimers();
    if (!this.#around.online()) return this.#waitForNetwork();
    if (this.#standing.state === 'offline') this.#stand({ state: 'reconnecting' });
    const answer = await this.#around.ticket();
    if (attempt !== this.#try) return;
    if (answer.t === 'later') return this.#again(this.#backoff.next(), answer.sentence);
    if (answer.t === 'stop') return this.#stop({ sentence: answer.sentence, reload: false });
    this.#farewell = undefined;
    this.#slotMs = undefined;
    this.#good = false;
    this.#wire = this.#around.open({
      opened: () => attempt === this.#try && this.#hello(answer.ticket),
      heard: (text) => attempt === this.#try && this.#hear(text),
      closed: (code) => attempt === this.#try && this.#closed(code),
    });
    this.#after(WELCOME_MS, () => this.#drop());
  }

  #hello(ticket: string): void {
    const resume = this.#listener.resume();
    this.#helloMark = this.#clock.mark();
    const { tab } = this.#around;
    this.send({ t: 'hello', proto: PROTO, ticket, ...(resume ? { resume } : {}), ...(tab ? { tab } : {}) });
  }

  /** The browser says that there is no network. It may be wrong, so we still look from time to time. */
  #waitForNetwork(): void {
    this.#stand({ state: 'offline' });
    this.#rest(Math.max(this.#backoff.next(), LEAST_LOOK_MS));
  }

  #again(delayMs: number, sentence?: string): void {
    this.#try += 1;
    this.#clearTimers();
    this.#stand({ state: 'reconnecting', ...(sentence === undefined ? {} : { sentence }) });
    this.#rest(delayMs);
  }

  #rest(delayMs: number): void {
    this.#resting = true;
    this.#after(delayMs, () => void this.#connect());
  }

  // --- Hearing ---------------------------------------------------------------------------------------------

  #hear(text: string): void {
    this.#heard += 1;
    this.#heardAt = this.#clock.mark();
    const frame = read(text);
    // A frame of a kind we do not know yet says nothing to us; the version was agreed in the hello.
    if (!frame) return;
    if (frame.t === 'pong') return this.#pong(frame);
    if (frame.t === 'bye') [this.#farewell, this.#slotMs] = [frame.sentence, frame.afterMs];
    if (frame.t === 'welcome') this.#welcome(frame);
    // A line that was good gets its gap mended at once; one that begins with a gap must not go round and round.
    if (!this.#listener.frame(frame)) return this.#drop(this.#good ? 0 : this.#backoff.next());
    if (frame.t === 'live') this.#live();
  }

  #welcome(frame: Extract<FromServer, { t: 'welcome' }>): void {
    this.#clearTimers();
    this.#clock.begin();
    this.#clock.heard(frame.now, this.#helloMark);
    this.#beatMs = Math.max(1, frame.beatSeconds) * 1_000;
    this.#beat(this.#heardAt);
  }

  #live(): void {
    this.#stand({ state: 'live' });
    this.#after(GOOD_MS, () => {
      this.#good = true;
      this.#backoff.reset();
    });
  }

  #pong({ sent, now }: Extract<FromServer, { t: 'pong' }>): void {
    if (this.#ping?.sent !== sent) return;
    this.#clock.heard(now, this.#ping.mark);
    this.#ping = undefined;
  }

  // --- Noticing silence ------------------------------------------------------------------------------------

  /** Once a beat: says something if nothing else was said, and notices when the other side has gone silent. */
  #beat(last: number): void {
    this.#after(this.#beatMs, () => {
      const now = this.#clock.mark();
      // A browser holds back the timers of a page that nobody looks at. Silence then proves nothing: ask first.
      const heldBack = now - last > 2 * this.#beatMs;
      if (!heldBack && now - this.#heardAt > 2 * this.#beatMs) return this.#drop();
      if (heldBack) this.#prove();
      else if (now - this.#sentAt >= this.#beatMs / 2) this.#sendPing();
      this.#beat(now);
    });
  }

  #sendPing(): void {
    const mark = this.#clock.mark();
    this.#ping = { sent: this.#clock.now(), mark };
    this.send({ t: 'ping', sent: this.#ping.sent });
  }

  /** Asks the other side to say something soon. */
  #prove(): void {
    const heard = this.#heard;
    this.#sendPing();
    this.#after(PROOF_MS, () => this.#heard === heard && this.#drop());
  }

  // --- Losing it -------------------------------------------------------------------------------------------

  #closed(code: number): void {
    this.#wire = undefined;
    this.#listener.lost(code);
    const words = this.#words;
    switch (code) {
      case CLOSE.RELOAD:
        return this.#stop({ sentence: this.#farewell ?? words.reload, reload: true });
      case CLOSE.REMOVED:
        return this.#stop({ sentence: this.#farewell ?? words.removed, reload: false });
      case CLOSE.OVER:
        return this.#stop({ sentence: this.#farewell ?? words.over, reload: false });
      case CLOSE.SIGNED_OUT:
        return this.#stop({ sentence: this.#farewell ?? words.signedOut, reload: false, signIn: true });
      case CLOSE.OTHER_TAB:
        return this.#stop({ sentence: this.#farewell ?? words.otherTab, reload: true });
      default:
        return this.#again(this.#slotMs ?? this.#backoff.next());
    }
  }

  /** Gives this line up and gets another one, after a while or at once. */
  #drop(delayMs = this.#backoff.next()): void {
    this.#cut(CLOSE.RECONNECT);
    this.#again(delayMs);
  }

  #cut(code: number): void {
    const wire = this.#wire;
    this.#try += 1;
    this.#wire = undefined;
    this.#clearTimers();
    if (!wire) return;
    wire.close(code);
    this.#listener.lost(code);
  }

  #stop(why: Why): void {
    this.#try += 1;
    this.#clearTimers();
    this.#unlisten?.();
    this.#unlisten = undefined;
    this.#stand({ state: 'stopped', ...why });
  }

  // --- Small things ----------------------------------------------------------------------------------------

  #stand(standing: Standing): void {
    const known = this.#standing;
    const news = standing.state !== known.state || sentenceOf(standing) !== sentenceOf(known);
    if (!news && standing.state !== 'stopped') return;
    this.#standing = standing;
    this.#listener.standing(standing);
  }

  #after(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, delayMs);
    this.#timers.add(timer);
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

const sentenceOf = (standing: Standing) => ('sentence' in standing ? standing.sentence : undefined);

const KINDS = new Set([
  'welcome',
  'snapshot',
  'update',
  'closed',
  'live',
  'answer',
  'pong',
  'trouble',
  'bye',
]);

function read(text: string): FromServer | undefined {
  try {
    const frame = JSON.parse(text) as { t?: unknown };
    return typeof frame.t === 'string' && KINDS.has(frame.t) ? (frame as FromServer) : undefined;
  } catch {
    return undefined;
  }
}
