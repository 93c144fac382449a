import { describe, expect, test } from 'vitest';
import type { Command, Entry, MessageEntry, Outcome, PersonEntry, Topic } from '$protocol';
import { mainChat, roomChat } from './channel.ts';
import { memoryShelf } from './shelf.ts';
import { LiveSession } from './session.svelte.ts';

const MORNING = 1_763_800_000_000;

/** A server in the palm of a hand: topics that a test fills, and answers that it gives. */
class Feed {
  readonly #topics = new Map<Topic, Map<string, Entry>>();
  readonly #watchers = new Set<(topic: Topic) => void>();
  readonly asked: Command[] = [];
  readonly answers: ((outcome: Outcome) => void)[] = [];

  names = () => this.#topics.keys();
  entries = (topic: Topic) => this.#topics.get(topic) ?? new Map<string, Entry>();
  watch = (changed: (topic: Topic) => void) => {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  };
  send = (command: Command) => {
    this.asked.push(command);
    return new Promise<Outcome>((answer) => this.answers.push(answer));
  };

  show(topic: Topic, key: string, entry: Entry): void {
    const entries = this.#topics.get(topic) ?? new Map<string, Entry>();
    this.#topics.set(topic, entries.set(key, entry));
    this.#watchers.forEach((changed) => changed(topic));
  }
  close(topic: Topic): void {
    this.#topics.delete(topic);
    this.#watchers.forEach((changed) => changed(topic));
  }
}

function asBo() {
  const feed = new Feed();
  const shelf = memoryShelf();
  const session = new LiveSession('day', { topics: feed, send: feed.send, now: () => MORNING, shelf });
  session.welcomed('bo', session.limits);
  return { feed, session, shelf };
}

const person = (id: string, name: string, more: Partial<PersonEntry> = {}): Entry => ({
  t: 'person',
  id,
  name,
  pronouns: '',
  role: 'trainee',
  link: 'live',
  presence: 'here',
  ...more,
});
const message = (id: string, more: Partial<MessageEntry> = {}): Entry => ({
  t: 'message',
  id,
  channel: mainChat,
  author: 'asha',
  at: MORNING,
  words: `words of ${id}`,
  reactions: [],
  pinned: false,
  edited: false,
  state: 'shown',
  ...more,
});
const settled = () => new Promise((done) => setTimeout(done));

describe('people', () => {
  test('stand in the same order whoever drops out: staff first, then by name', () => {
    const { feed, session } = asBo();
    feed.show('group', 'person/zoe', person('zoe', 'Zoë'));
    feed.show('group', 'person/asha', person('asha', 'asha'));
    feed.show('group', 'person/mia', person('mia', 'Mia', { role: 'facilitator' }));
    expect(session.people.map(({ name }) => name)).toEqual(['Mia', 'asha', 'Zoë']);
    feed.show('group', 'person/asha', person('asha', 'asha', { link: 'dropped' }));
    expect(session.people.map(({ name }) => name)).toEqual(['Mia', 'asha', 'Zoë']);
    expect(session.name('zoe')).toBe('Zoë');
  });

  test('of whom nothing may be seen have no name', () => {
    expect(asBo().session.names(['nobody'])).toEqual([]);
  });
});

describe('chat', () => {
  test('the stints of a room are one conversation, in order of time and then id', () => {
    const { feed, session } = asBo();
    const room = roomChat('fern');
    feed.show('talk:fern:2', 'message/c', message('c', { channel: room, at: MORNING + 2 }));
    feed.show('talk:fern:1', 'message/b', message('b', { channel: room, at: MORNING + 1 }));
    feed.show('talk:fern:2', 'message/a', message('a', { channel: room, at: MORNING + 1 }));
    feed.show('talk:moss:1', 'message/x', message('x', { channel: roomChat('moss') }));
    expect(session.messages(room).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('a topic that closes takes its messages with it', () => {
    const { feed, session } = asBo();
    feed.show('talk:fern:1', 'message/b', message('b', { channel: roomChat('fern') }));
    feed.close('talk:fern:1');
    expect(session.messages(roomChat('fern'))).toEqual([]);
  });

  test("the author's own copy of a hidden message tells why", () => {
    const { feed, session } = asBo();
    feed.show('group', 'message/a', message('a', { author: 'bo', state: 'hidden', words: '' }));
    feed.show(
      'person:bo',
      'message/a',
      message('a', { author: 'bo', state: 'hidden', words: '', reason: 'It named someone.' }),
    );
    expect(session.messages(mainChat)).toMatchObject([{ id: 'a', reason: 'It named someone.' }]);
  });

  test('a message on its way stays in sight until it has come back, and is there once', async () => {
    const { feed, session } = asBo();
    session.post(mainChat, 'Morning');
    const waiting = () => session.waiting(mainChat, session.messages(mainChat));
    expect(waiting()).toHaveLength(1);
    feed.answers[0]?.({ t: 'kept' });
    await settled();
    expect(waiting()).toHaveLength(1);
    feed.show('group', 'message/m', message('m', { author: 'bo', words: 'Morning' }));
    expect(waiting()).toHaveLength(0);
    expect(session.messages(mainChat)).toHaveLength(1);
  });

  test('a refused message stays with its reason until the author lets it go', async () => {
    const { feed, session } = asBo();
    const post = session.post(mainChat, 'Morning');
    feed.answers[0]?.({ t: 'refused', refusal: { code: 'not_now', sentence: 'The chat is paused.' } });
    await settled();
    expect(session.waiting(mainChat, [])[0]?.asking.sentence).toBe('The chat is paused.');
    session.posts.drop(post);
    expect(session.waiting(mainChat, [])).toEqual([]);
  });

  test('unread counts others and stops once read, also after a reload', () => {
    const { feed, session, shelf } = asBo();
    feed.show('group', 'message/a', message('a'));
    feed.show('group', 'message/b', message('b', { author: 'bo' }));
    expect(session.unread(mainChat)).toBe(1);
    session.reading.seen('main', MORNING);
    expect(session.unread(mainChat)).toBe(0);
    const again = new LiveSession('day', { topics: feed, send: feed.send, now: () => MORNING, shelf });
    again.welcomed('bo', again.limits);
    expect(again.unread(mainChat)).toBe(0);
  });
});

describe('drafts', () => {
  test('outlive a reload and belong to their channel', () => {
    const { feed, session, shelf } = asBo();
    session.drafts.set('room:fern', 'I was about to say');
    const again = new LiveSession('day', { topics: feed, send: feed.send, now: () => MORNING, shelf });
    expect(again.drafts.get('room:fern')).toBe('I was about to say');
    expect(again.drafts.get('main')).toBe('');
  });
});

describe('rounds and the day', () => {
  test("one's own private answer is known to oneself", () => {
    const { feed, session } = asBo();
    feed.show('group', 'round', {
      t: 'round',
      id: 'r',
      purpose: 'check_in',
      kind: 'in_turn',
      prompt: 'How are you?',
      scale: 'one_word',
      state: 'running',
      order: ['bo'],
      turn: 'bo',
      standings: { bo: 'passed' },
    });
    feed.show('person:bo', 'answer/r/bo', {
      t: 'answer',
      round: 'r',
      person: 'bo',
      words: 'tired',
      audience: 'facilitators',
      passed: false,
    });
    expect(session.myAnswer?.words).toBe('tired');
  });

  test('the next item follows the present one, and the first one before the day begins', () => {
    const { feed, session } = asBo();
    const items = ['Welcome', 'Break'].map((title) => ({ id: title, title, minutes: 10, note: '' }));
    feed.show('group', 'agenda', { t: 'agenda', items });
    expect(session.nextItem?.title).toBe('Welcome');
    feed.show('group', 'agenda', { t: 'agenda', items, current: 'Welcome' });
    expect([session.currentItem?.title, session.nextItem?.title]).toEqual(['Welcome', 'Break']);
  });
});
