// A server in the palm of a hand, for tests and for looking at screens: topics that are filled by the call,
// and commands that wait for the answer one gives them. Never part of the built product.
import type {
  Channel,
  Command,
  Entry,
  MessageEntry,
  Outcome,
  PersonEntry,
  RoundEntry,
  SessionEntry,
  Topic,
} from '$protocol';
import type { OnWait } from '../src/live/outbox.ts';
import { LiveSession } from '../src/live/session.svelte.ts';
import { memoryShelf, type Shelf } from '../src/live/shelf.ts';

/** A Saturday morning at ten, in London. */
export const MORNING = Date.UTC(2026, 10, 21, 10, 0);

export class Feed {
  readonly #topics = new Map<Topic, Map<string, Entry>>();
  readonly #watchers = new Set<(topic: Topic) => void>();
  readonly asked: Command[] = [];
  readonly #waiting: ((outcome: Outcome) => void)[] = [];
  readonly #onwait: OnWait[] = [];

  names = (): Iterable<Topic> => this.#topics.keys();
  entries = (topic: Topic): ReadonlyMap<string, Entry> => this.#topics.get(topic) ?? new Map();
  watch = (changed: (topic: Topic) => void): (() => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };
  send = (command: Command, onwait: OnWait): Promise<Outcome> => {
    this.asked.push(command);
    this.#onwait.push(onwait);
    return new Promise((answer) => this.#waiting.push(answer));
  };

  show(topic: Topic, key: string, entry: Entry): void {
    const entries = this.#topics.get(topic) ?? new Map<string, Entry>();
    this.#topics.set(topic, entries.set(key, entry));
    this.#tell(topic);
  }
  take(topic: Topic, key: string): void {
    this.#topics.get(topic)?.delete(key);
    this.#tell(topic);
  }
  close(topic: Topic): void {
    this.#topics.delete(topic);
    this.#tell(topic);
  }
  #tell(topic: Topic): void {
    this.#watchers.forEach((changed) => changed(topic));
  }

  /** Answers the oldest command that waits, and lets the page take it in. */
  async keep(): Promise<void> {
    await this.#answer({ t: 'kept' });
  }
  async refuse(sentence: string): Promise<void> {
    await this.#answer({ t: 'refused', refusal: { code: 'not_now', sentence } });
  }
  /** The newest command is not with the server: it waits in the page for its turn. */
  async putOff(): Promise<void> {
    this.#onwait.at(-1)?.(true);
    await new Promise((done) => setTimeout(done));
  }
  takeBack = (command: Command): { mayHaveArrived: boolean } | undefined =>
    this.asked.includes(command) ? { mayHaveArrived: false } : undefined;
  async #answer(outcome: Outcome): Promise<void> {
    this.#waiting.shift()?.(outcome);
    await new Promise((done) => setTimeout(done));
  }
}

/** A session as one person sees it, over a feed. */
export function sessionOver(feed: Feed, me: string, shelf: Shelf = memoryShelf()): LiveSession {
  const session = new LiveSession('day', {
    topics: feed,
    send: feed.send,
    takeBack: feed.takeBack,
    clock: { now: () => MORNING },
    shelf,
  });
  session.welcomed(me, session.limits);
  session.ready = true;
  return session;
}

export const person = (id: string, name: string, more: Partial<PersonEntry> = {}): Entry => ({
  t: 'person',
  id,
  name,
  pronouns: '',
  role: 'trainee',
  link: 'live',
  presence: 'here',
  ...more,
});

export const message = (
  id: string,
  author: string,
  said: string,
  more: Partial<MessageEntry> = {},
): Entry => ({
  t: 'message',
  id,
  channel: { t: 'main' } as Channel,
  author,
  at: MORNING,
  words: said,
  reactions: [],
  pinned: false,
  edited: false,
  state: 'shown',
  ...more,
});

export const me = (id: string, name: string, more: Partial<Extract<Entry, { t: 'me' }>> = {}): Entry => ({
  t: 'me',
  id,
  name,
  role: 'trainee',
  admitted: true,
  takingPart: {
    voice: 'voice',
    cameraOff: false,
    dontCallOnMe: false,
    sharedSpace: false,
    captions: false,
    largerText: false,
    words: '',
    audience: 'facilitators',
  },
  optedOut: false,
  buddies: [],
  buddiesToday: [],
  buddiesNew: false,
  pairingAsked: false,
  lobbyChat: false,
  held: false,
  techChecked: false,
  checkedOut: false,
  feedbackAsked: true,
  feedbackGiven: false,
  ...more,
});

export const round = (more: Partial<RoundEntry> = {}): Entry => ({
  t: 'round',
  id: 'round',
  purpose: 'check_in',
  kind: 'in_turn',
  prompt: 'How are you arriving today?',
  scale: 'one_word',
  state: 'running',
  order: ['asha', 'bo', 'chen'],
  turn: 'bo',
  turnSince: MORNING,
  standings: { asha: 'shared', bo: 'waiting', chen: 'waiting' },
  ...more,
});

export const day = (more: Partial<SessionEntry> = {}): Entry => ({
  t: 'session',
  id: 'day',
  title: 'Listening well',
  programme: 'Peer support, autumn group',
  timeZone: 'Europe/London',
  phase: 'live',
  opensAt: MORNING - 15 * 60_000,
  startsAt: MORNING,
  rehearsal: false,
  ...more,
});
