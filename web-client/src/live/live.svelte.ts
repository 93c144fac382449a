// A session that is open in this page: the connection, what it told us and what we asked, put together.
//
// Consoles make one of these, start it, and read `session` (what there is), `standing` (how the line is) and `unsent`.
import { CLOSE, type Command, type FromServer, type Outcome, type SessionId } from '$protocol';
import { words } from '$words';
import { ServerClock } from './clock.ts';
import { Connection, type Standing } from './connection.ts';
import { Outbox } from './outbox.ts';
import { LiveSession } from './session.svelte.ts';
import { keepOnlyOf, tabShelf, type Shelf } from './shelf.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import { Topics } from './topics.ts';

type Welcome = Extract<FromServer, { t: 'welcome' }>;

export interface LiveOptions {
  shelf?: Shelf;
  surroundings?: Surroundings;
  /** The answer to something that was asked before the page was loaded again. */
  onold?: (command: Command, outcome: Outcome) => void;
}

export class Live {
  readonly clock = new ServerClock();
  readonly session: LiveSession;
  standing = $state.raw<Standing>({ state: 'connecting' });
  /** What the server has not answered yet. */
  unsent = $state(0);
  /** The quickest recent way to the server and back, in milliseconds; for the tech check. */
  roundTripMs = $state<number | undefined>();
  readonly #shelf: Shelf;
  readonly #around: Surroundings;
  readonly #topics = new Topics();
  readonly #outbox: Outbox;
  readonly #connection: Connection;
  #removed = false;

  constructor(session: SessionId, options: LiveOptions = {}) {
    const shelf = options.shelf ?? tabShelf();
    this.#shelf = shelf;
    const said = words.common.connection;
    this.#outbox = new Outbox({
      shelf,
      session,
      words: said.outbox,
      onback: (command, answer) => this.session.comesBack(command, answer),
      onchange: () => (this.unsent = this.#outbox.size),
      ...(options.onold ? { onold: options.onold } : {}),
    });
    this.session = new LiveSession(session, {
      topics: this.#topics,
      send: (command, onwait) => this.#outbox.ask(command, onwait),
      takeBack: (command) => this.#outbox.takeBack(command),
      clock: this.clock,
      shelf,
    });
    this.#around = options.surroundings ?? browserSurroundings(session, said.turnedAway);
    this.#connection = new Connection(this.#around, this.clock, said.ended, {
      standing: (standing) => this.#stand(standing),
      resume: () => this.#topics.resume(),
      frame: (frame) => this.#frame(frame),
      lost: (code) => this.#lost(code),
    });
  }

  /** Why nothing new can be kept at present, in the server's words (LOG5). */
  get trouble(): string | undefined {
    return this.session.trouble;
  }

  start(): void {
    this.#connection.start();
  }

  /** Tries at once instead of waiting. */
  retry(): void {
    this.#connection.wake();
  }

  close(): void {
    this.#connection.close();
    this.session.unwatch();
  }

  #frame(frame: FromServer): boolean {
    switch (frame.t) {
      case 'welcome':
        return this.#welcome(frame);
      case 'snapshot':
        return this.#topics.snapshot(frame);
      case 'update':
        return this.#topics.update(frame);
      case 'closed':
        return this.#topics.close(frame.topic);
      case 'live':
        if (!this.#topics.live()) return false;
        this.session.ready = true;
        this.#outbox.open(({ id, command }) => this.#connection.send({ t: 'ask', id, command }));
        return true;
      case 'answer':
        this.#outbox.answered(frame.id, frame.result);
        return true;
      case 'trouble':
        this.session.trouble = frame.sentence;
        return true;
      case 'pong':
      case 'bye':
        return true;
    }
  }

  #welcome({ me, epoch, limits }: Welcome): boolean {
    const before = this.session.meId;
    keepOnlyOf(this.#shelf, me);
    // Somebody else has come in by another tab of this browser: nothing on this page is theirs, so they get a new one.
    if (before !== '' && before !== me) {
      this.session.stopped(true);
      this.#topics.forget();
      this.close();
      this.#around.reload();
      return true;
    }
    this.session.trouble = undefined;
    this.#topics.welcomed(epoch);
    // What was asked before a reload goes back where it was written, which has to be known by then.
    this.session.welcomed(me, limits);
    this.#outbox.welcomed(me, limits);
    return true;
  }

  #lost(code: number): void {
    this.#removed = code === CLOSE.REMOVED;
    if (code === CLOSE.UNREADABLE) this.#outbox.unreadable();
    this.#outbox.shut();
  }

  #stand(standing: Standing): void {
    this.standing = standing;
    this.session.connected = standing.state === 'live';
    this.roundTripMs = this.clock.roundTripMs;
    if (standing.state !== 'stopped') return;
    // Removed or over: what was shown is no longer ours to show, and nothing more will be answered here.
    this.session.stopped(this.#removed);
    this.#outbox.stop(this.#removed);
    if (this.#removed) keepOnlyOf(this.#shelf);
    if (!standing.reload) this.#topics.forget();
  }
}
