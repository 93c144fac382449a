import { describe, expect, test } from 'vitest';
import { Feed, MORNING, message, person, round, sessionOver } from '../../dev/feed.ts';
import { mainChat, roomChat } from './channel.ts';
import { memoryShelf } from './shelf.ts';

function asBo() {
  const feed = new Feed();
  const shelf = memoryShelf();
  return { feed, shelf, session: sessionOver(feed, 'bo', shelf) };
}

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
  test('the stints of a room are one conversation, in order of time and then id (CHAT2)', () => {
    const { feed, session } = asBo();
    const room = roomChat('fern');
    feed.show('talk:fern:2', 'message/c', message('c', 'asha', 'three', { channel: room, at: MORNING + 2 }));
    feed.show('talk:fern:1', 'message/b', message('b', 'asha', 'two', { channel: room, at: MORNING + 1 }));
    feed.show('talk:fern:2', 'message/a', message('a', 'asha', 'one', { channel: room, at: MORNING + 1 }));
    feed.show('talk:moss:1', 'message/x', message('x', 'asha', 'elsewhere', { channel: roomChat('moss') }));
    expect(session.messages(room).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('a topic that closes takes its messages with it (TOPIC4)', () => {
    const { feed, session } = asBo();
    feed.show('talk:fern:1', 'message/b', message('b', 'asha', 'hello', { channel: roomChat('fern') }));
    feed.close('talk:fern:1');
    expect(session.messages(roomChat('fern'))).toEqual([]);
  });

  test("the author's own copy of a hidden message tells why (CHAT5)", () => {
    const { feed, session } = asBo();
    const hidden = { state: 'hidden' } as const;
    feed.show('group', 'message/a', message('a', 'bo', '', hidden));
    feed.show('person:bo', 'message/a', message('a', 'bo', '', { ...hidden, reason: 'It named someone.' }));
    expect(session.messages(mainChat)).toMatchObject([{ id: 'a', reason: 'It named someone.' }]);
  });

  test('a message on its way stays in sight until it has come back, and is there once', async () => {
    const { feed, session } = asBo();
    session.post(mainChat, 'Morning');
    const waiting = () => session.waiting(mainChat, session.messages(mainChat));
    expect(waiting()).toHaveLength(1);
    await feed.keep();
    expect(waiting()).toHaveLength(1);
    feed.show('group', 'message/m', message('m', 'bo', 'Morning'));
    expect(waiting()).toHaveLength(0);
    expect(session.messages(mainChat)).toHaveLength(1);
  });

  test('a refused message stays with its reason until the author lets it go', async () => {
    const { feed, session } = asBo();
    const post = session.post(mainChat, 'Morning');
    await feed.refuse('The chat is paused.');
    expect(session.waiting(mainChat, [])[0]?.asking.sentence).toBe('The chat is paused.');
    session.posts.drop(post);
    expect(session.waiting(mainChat, [])).toEqual([]);
  });

  test('unread counts others and stops once read, also after a reload', () => {
    const { feed, session, shelf } = asBo();
    feed.show('group', 'message/a', message('a', 'asha', 'Morning'));
    feed.show('group', 'message/b', message('b', 'bo', 'Morning'));
    expect(session.unread(mainChat)).toBe(1);
    session.reading.seen('main', MORNING);
    expect(session.unread(mainChat)).toBe(0);
    expect(sessionOver(feed, 'bo', shelf).unread(mainChat)).toBe(0);
  });
});

describe('drafts', () => {
  test('outlive a reload and belong to their channel', () => {
    const { feed, session, shelf } = asBo();
    session.drafts.set('room:fern', 'I was about to say');
    const again = sessionOver(feed, 'bo', shelf);
    expect(again.drafts.get('room:fern')).toBe('I was about to say');
    expect(again.drafts.get('main')).toBe('');
  });
});

describe('rounds and the day', () => {
  test("one's own private answer is known to oneself", () => {
    const { feed, session } = asBo();
    feed.show('group', 'round', round());
    feed.show('person:bo', 'answer/round/bo', {
      t: 'answer',
      round: 'round',
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
