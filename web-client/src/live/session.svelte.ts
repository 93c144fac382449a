// One live session as the consoles see it: the topics a person may read, turned into the things they know by name.
//
// Nothing here is a second truth. Every value is worked out from the topics' entries at the moment it is read, and
// Svelte remembers which topic it came from; so an entry that the server takes away is gone from the screen as well.
import { SvelteMap } from 'svelte/reactivity';
import type {
  AnswerEntry,
  At,
  Channel,
  Command,
  Companion,
  Entry,
  Limits,
  MessageEntry,
  MessageId,
  MyFlagEntry,
  NoticeEntry,
  Outcome,
  PersonEntry,
  PersonId,
  RoomEntry,
  ShareBackEntry,
  Topic,
} from '$protocol';
import { Asking } from './asking.svelte.ts';
import { carries, channelKey, mainChat, roomChat, techOf, threadOf } from './channel.ts';
import type { Clock } from './clock.ts';
import { Drafts } from './drafts.svelte.ts';
import { byId, byPerson, idsOf, inTime, mergedMessages } from './merge.ts';
import type { OnWait } from './outbox.ts';
import { inOrder } from './people.ts';
import { Posts, type Post } from './posts.svelte.ts';
import { Reading } from './reading.svelte.ts';
import type { Shelf } from './shelf.ts';

/** What the model needs of the topics store: what each topic shows, and a word when one changes. */
export interface TopicsSource {
  names(): Iterable<Topic>;
  entries(topic: Topic): ReadonlyMap<string, Entry>;
  watch(changed: (topic: Topic) => void): () => void;
}

export interface SessionSources {
  topics: TopicsSource;
  /** Sends a command and settles with the server's answer; never rejects. */
  send(command: Command, onwait: OnWait): Promise<Outcome>;
  /** Takes back what waits in this page; undefined when it does not (any more). */
  takeBack?(command: Command): { mayHaveArrived: boolean } | undefined;
  /** Server time, as well as this browser knows it. */
  clock: Clock;
  shelf: Shelf;
}

type EntryOf<T extends Entry['t']> = Extract<Entry, { t: T }>;

/** Before the place of a draft: words of messages that were refused, until their author has decided. */
const REFUSED = 'refused:';

/** Until the welcome has told us the real ones. */
const LIMITS_BEFORE_WELCOME: Limits = {
  messageLetters: 2000,
  noteLetters: 1000,
  nameLetters: 60,
  unanswered: 8,
  frameBytes: 16_384,
};

export class LiveSession {
  readonly #sources: SessionSources;
  /** How often each topic has changed: what Svelte watches instead of copies of every entry. */
  readonly #changes = new SvelteMap<Topic, number>();
  readonly posts = new Posts();
  readonly drafts: Drafts;
  readonly reading: Reading;
  readonly clock: Clock;
  readonly unwatch: () => void;

  meId = $state<PersonId>('');
  /** For whom this tab keeps what they have begun: nobody before the welcome, nor once they are removed. */
  #keeper = $state<PersonId>();
  limits = $state.raw<Limits>(LIMITS_BEFORE_WELCOME);
  /** Whether what is sent now can arrive. */
  connected = $state(true);
  /** Why nothing new can be kept at present, in the server's words (LOG5). */
  trouble = $state<string | undefined>();
  /** True from the first `live`: what is shown is then complete. */
  ready = $state(false);

  constructor(session: string, sources: SessionSources) {
    this.#sources = sources;
    this.clock = sources.clock;
    this.drafts = new Drafts(sources.shelf, session, () => this.#keeper);
    this.reading = new Reading(sources.shelf, session, () => this.#keeper);
    for (const topic of sources.topics.names()) this.#changes.set(topic, 0);
    this.unwatch = sources.topics.watch((topic) =>
      this.#changes.set(topic, (this.#changes.get(topic) ?? 0) + 1),
    );
  }

  welcomed(me: PersonId, limits: Limits): void {
    this.limits = limits;
    if (this.meId === me) return;
    this.meId = me;
    this.#keeper = me;
    this.drafts.bringBack(REFUSED);
  }

  /** The page has stopped: what still waits is kept elsewhere. Of whoever is out of here for good nothing is. */
  stopped(forGood: boolean): void {
    if (forGood) {
      this.drafts.forget();
      this.#keeper = undefined;
    }
    this.posts.forget();
  }

  now(): At {
    return this.clock.now();
  }

  // --- Reading topics ---------------------------------------------------------------------------------------

  /** The entry under a key of a topic, if it is of that kind. */
  one<T extends Entry['t']>(topic: Topic, key: string, kind: T): EntryOf<T> | undefined {
    const entry = this.#entries(topic).get(key);
    return entry?.t === kind ? (entry as EntryOf<T>) : undefined;
  }

  /** All entries of a kind in a topic. */
  all<T extends Entry['t']>(topic: Topic, kind: T): EntryOf<T>[] {
    return [...this.#entries(topic).values()].filter((entry): entry is EntryOf<T> => entry.t === kind);
  }

  /** All that a topic shows, by key. */
  entries(topic: Topic): ReadonlyMap<string, Entry> {
    return this.#entries(topic);
  }

  #entries(topic: Topic): ReadonlyMap<string, Entry> {
    this.#changes.get(topic);
    return this.#sources.topics.entries(topic);
  }

  #topics(): Topic[] {
    return [...this.#changes.keys()];
  }

  readonly own: Topic = $derived(`person:${this.meId}`);

  // --- The day ----------------------------------------------------------------------------------------------

  readonly me = $derived(this.one(this.own, 'me', 'me'));
  readonly isStaff = $derived(this.me?.role === 'facilitator' || this.me?.role === 'support');
  /** For somebody who has knocked, title and phase only, from their own topic. */
  readonly session = $derived(
    this.one('group', 'session', 'session') ?? this.one(this.own, 'session', 'session'),
  );
  readonly agenda = $derived(this.one('group', 'agenda', 'agenda'));
  readonly currentItem = $derived(this.agenda?.items.find(({ id }) => id === this.agenda?.current));
  readonly nextItem = $derived.by(() => {
    const items = this.agenda?.items ?? [];
    const at = items.findIndex(({ id }) => id === this.agenda?.current);
    return at < 0 && this.agenda?.current ? undefined : items[at + 1];
  });

  // --- People -----------------------------------------------------------------------------------------------

  readonly people: PersonEntry[] = $derived(inOrder(this.all('group', 'person')));
  readonly #byId = $derived(byId(this.people));
  readonly facilitators = $derived(this.people.filter(({ role }) => role === 'facilitator'));
  readonly trainees = $derived(this.people.filter(({ role }) => role === 'trainee'));
  readonly hands = $derived(this.one('group', 'hands', 'hands')?.queue ?? []);
  readonly myHand = $derived(this.hands.find(({ person }) => person === this.meId));

  person(id: PersonId | undefined): PersonEntry | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** The name, or an empty text for somebody who is not (or no longer) to be seen. */
  name(id: PersonId | undefined): string {
    return this.person(id)?.name ?? (id === this.meId ? (this.me?.name ?? '') : '');
  }

  names(ids: readonly PersonId[]): string[] {
    return ids.map((id) => this.name(id)).filter((name) => name !== '');
  }

  // --- Rounds -----------------------------------------------------------------------------------------------

  readonly round = $derived(this.one('group', 'round', 'round'));
  /** Answers of the present round that this person may read, by who gave them. One's own wins over the shared copy. */
  readonly answers: ReadonlyMap<PersonId, AnswerEntry> = $derived.by(() => {
    const read = ['group', 'facilitators', this.own].flatMap((topic) => this.all(topic, 'answer'));
    return byPerson(read.filter(({ round }) => round === this.round?.id));
  });
  readonly myAnswer = $derived(this.answers.get(this.meId));

  // --- Feedback ---------------------------------------------------------------------------------------------

  readonly feedback = $derived(this.one('group', 'feedback', 'feedback'));

  // --- Breakout rooms ---------------------------------------------------------------------------------------

  readonly breakout = $derived(this.one('group', 'breakout', 'breakout'));

  /** Interpreters, supporters and assistants of a person. */
  companionsOf(person: PersonId): Companion[] {
    const all = this.one('group', 'companions', 'companions')?.companions ?? [];
    return all.filter((companion) => companion.with.includes(person));
  }
  readonly rooms: RoomEntry[] = $derived(
    this.all('group', 'room').sort((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true })),
  );
  readonly myRoom = $derived(this.rooms.find(({ people }) => people.includes(this.meId)));
  readonly inside = $derived(this.myRoom && this.insideOf(this.myRoom.id));
  readonly shareBacks: ShareBackEntry[] = $derived(this.all('group', 'share_back'));
  readonly move = $derived(this.one(this.own, 'move', 'move'));
  readonly offer = $derived(this.one(this.own, 'offer', 'offer'));

  /** What a room shows to those in it, and to staff. */
  insideOf(room: string) {
    return (
      this.one(`room:${room}`, `inside/${room}`, 'inside') ?? this.one('staff', `inside/${room}`, 'inside')
    );
  }

  // --- Notices and flags ------------------------------------------------------------------------------------

  /** Notices to everybody, to one's room and to oneself, oldest first. */
  readonly notices: NoticeEntry[] = $derived.by(() => {
    const topics = ['group', this.own, ...this.#topics().filter((topic) => topic.startsWith('room:'))];
    return inTime(topics.flatMap((topic) => this.all(topic, 'notice')));
  });
  /** Contacts for a crisis, and where the exit leads; for somebody at the door the latter alone. */
  readonly safety = $derived(this.one('group', 'safety', 'safety') ?? this.one(this.own, 'safety', 'safety'));
  readonly myFlags: MyFlagEntry[] = $derived(this.all(this.own, 'my_flag').sort((a, b) => b.at - a.at));

  // --- Chat -------------------------------------------------------------------------------------------------

  readonly chatRules = $derived(this.one('group', 'chat_rules', 'chat_rules'));

  /** The channels this person may write in now. */
  readonly myChannels: Channel[] = $derived.by(() => {
    const rooms = this.myRoom && this.inside ? [roomChat(this.myRoom.id)] : [];
    return [mainChat, ...rooms, threadOf(this.meId), techOf(this.meId)];
  });

  /**
   * All messages of a channel that this person may read, in the order of their moment and then their id.
   * The copies in one's own topic (held, hidden with its reason) know more than the group's and win.
   */
  messages(channel: Channel): MessageEntry[] {
    const topics = [...this.#topics().filter((topic) => carries(topic, channel)), 'facilitators', this.own];
    return mergedMessages(
      channel,
      topics.flatMap((topic) => this.all(topic, 'message')),
    );
  }

  /** Own messages of the channel that are on their way, or that were refused. */
  waiting(channel: Channel, messages: readonly MessageEntry[]): Post[] {
    return this.posts.waiting(
      channel,
      messages.filter(({ author }) => author === this.meId),
    );
  }

  /** Messages by others that came after what was last looked at. */
  unread(channel: Channel): number {
    const since = this.reading.since(channelKey(channel));
    return this.messages(channel).filter(
      (message) => message.at > since && message.author !== this.meId && message.state === 'shown',
    ).length;
  }

  /** Writes a message; it stands in the list at once, marked as on its way. */
  post(channel: Channel, words: string, replyTo?: MessageId): Post {
    const mine = this.messages(channel).filter(({ author }) => author === this.meId);
    const command: Command = {
      about: 'chat',
      ask: { t: 'post', channel, words, ...(replyTo === undefined ? {} : { replyTo }) },
    };
    const asking = this.ask(command);
    void asking.done.then(() => this.#noteRefused(channel));
    return this.posts.add({ channel, words, replyTo, at: this.now(), command, asking, before: idsOf(mine) });
  }

  /** A message from before the page was loaded again still waits; it stands in the list until it is answered. */
  comesBack(command: Command, answer: (onwait: OnWait) => Promise<Outcome>): void {
    if (command.about !== 'chat' || command.ask.t !== 'post') return;
    const { channel, words, replyTo } = command.ask;
    const asking = new Asking(answer);
    const post = { channel, words, replyTo, at: this.now(), command, asking, before: new Set<MessageId>() };
    const added = this.posts.add(post);
    void asking.done.then(() => this.posts.drop(added));
  }

  /** The author has decided what becomes of a message that did not go out. */
  drop(post: Post): void {
    this.posts.drop(post);
    this.#noteRefused(post.channel);
  }

  /**
   * Puts the words of a message that waits here back where they were written. False when it is on its way to the
   * server just now; otherwise whether it may have arrived already.
   */
  takeBack(post: Post): false | { mayHaveArrived: boolean } {
    const taken = this.#sources.takeBack?.(post.command);
    if (!taken) return false;
    this.backToDraft(post);
    return taken;
  }

  /** Puts the words of a message back where they were written. */
  backToDraft(post: Post): void {
    this.drafts.giveBack(channelKey(post.channel), post.words);
    this.drop(post);
  }

  /** Words of refused messages outlive the page, like every draft. */
  #noteRefused(channel: Channel): void {
    const said = this.posts.refused(channel).map(({ words }) => words);
    this.drafts.set(`${REFUSED}${channelKey(channel)}`, said.join('\n'));
  }

  // --- Asking -----------------------------------------------------------------------------------------------

  ask(command: Command): Asking {
    return new Asking((onwait) => this.#sources.send(command, onwait));
  }
}
