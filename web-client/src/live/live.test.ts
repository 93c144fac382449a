// A session from the page's side, over a line that the test holds.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CLOSE, type Entry, type FromServer } from '$protocol';
import { mainChat } from './channel.ts';
import { FakeLine } from './fake-line.ts';
import { Live } from './live.svelte.ts';
import { memoryShelf, type Shelf } from './shelf.ts';

const person = (id: string, name: string): Entry => ({
  t: 'person',
  id,
  name,
  pronouns: '',
  role: 'trainee',
  link: 'live',
  presence: 'here',
});
const group = (n: number, ...people: [string, string][]): FromServer => ({
  t: 'snapshot',
  topic: 'group',
  n,
  entries: Object.fromEntries(people.map(([id, name]) => [`person/${id}`, person(id, name)])),
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function open(shelf = memoryShelf(), onold = vi.fn(), me = 'bo') {
  const line = new FakeLine();
  line.me = me;
  const live = new Live('day', { shelf, surroundings: line.surroundings, onold });
  live.start();
  await pass(0);
  return { line, live, shelf, names: () => live.session.people.map(({ name }) => name) };
}

const asked = (line: FakeLine) => line.socket.heard.flatMap((frame) => (frame.t === 'ask' ? [frame] : []));

describe('what the server tells', () => {
  test('is shown, step by step, and the clock is the server’s', async () => {
    const { line, live, names } = await open();
    expect(live.session.ready).toBe(false);
    line.welcome([group(1, ['ana', 'Ana'])], 'epoch-1', 5_000_000);
    expect(live.session.ready).toBe(true);
    expect(names()).toEqual(['Ana']);
    line.say({ t: 'update', topic: 'group', n: 2, at: 0, set: { 'person/bo': person('bo', 'Bo') } });
    expect(names()).toEqual(['Ana', 'Bo']);
    expect(live.session.meId).toBe('bo');
    expect(live.clock.now()).toBe(5_000_000);
  });

  test('after a gap the hello names how far we got, and the screen stays as it was meanwhile', async () => {
    const { line, names } = await open();
    line.welcome([group(1, ['ana', 'Ana'])]);
    line.say({ t: 'update', topic: 'group', n: 3, at: 0, set: {} });
    expect(names()).toEqual(['Ana']);
    await pass(1_000);
    line.welcome([{ t: 'update', topic: 'group', n: 2, at: 0, set: { 'person/bo': person('bo', 'Bo') } }]);
    expect(line.socket.heard[0]).toMatchObject({
      t: 'hello',
      resume: { epoch: 'epoch-1', topics: { group: 1 } },
    });
    expect(names()).toEqual(['Ana', 'Bo']);
  });
});

describe('TOPIC6: a weak line', () => {
  const part = (id: string, name: string, more = true): FromServer => ({
    t: 'snapshot',
    topic: 'group',
    n: 9,
    entries: { [`person/${id}`]: person(id, name) },
    ...(more ? { more } : {}),
  });

  test('that carries a part of a large snapshot in time, and no pong for a minute, is not given up', async () => {
    const { line, live, names } = await open();
    line.welcome([group(1, ['ana', 'Ana'])]);
    line.end(1006);
    await pass(1_000);
    line.begin('epoch-2');
    for (let number = 0; number < 8; number++) {
      await pass(8_000);
      line.say(part(`p${number}`, `Person ${number}`));
    }
    expect([line.sockets.length, live.standing.state, names()]).toEqual([2, 'reconnecting', ['Ana']]);
    line.say(part('bo', 'Bo', false), { t: 'live' });
    expect([live.standing.state, names().length, line.socket.closedBy]).toEqual(['live', 9, undefined]);
  });

  test('that breaks between two parts begins again from what was known, and the screen stays as it was', async () => {
    const { line, names } = await open();
    line.welcome([group(1, ['ana', 'Ana'])]);
    line.end(1006);
    await pass(1_000);
    line.begin();
    line.say(part('bo', 'Bo'));
    line.end(1006);
    await pass(2_000);
    line.welcome([part('cy', 'Cy', false)]);
    expect(line.socket.heard[0]).toMatchObject({ resume: { epoch: 'epoch-1', topics: { group: 1 } } });
    expect(names()).toEqual(['Cy']);
  });
});

describe('what a person asks', () => {
  test('while the line is down is counted, goes out when it is back, and only once takes effect', async () => {
    const { line, live } = await open();
    line.welcome();
    line.end(1006);
    const post = live.session.post(mainChat, 'Morning');
    expect([live.standing.state, live.unsent, live.session.connected]).toEqual(['reconnecting', 1, false]);
    await pass(1_000);
    line.welcome();
    const first = asked(line)[0]!;
    line.end(1006);
    await pass(2_000);
    line.welcome();
    expect(asked(line)).toEqual([first]);
    line.say({ t: 'answer', id: first.id, result: { t: 'kept' } });
    await pass(0);
    expect([post.asking.state, live.unsent]).toEqual(['kept', 0]);
  });

  test('survives a reload of the page', async () => {
    const before = await open();
    before.line.welcome();
    before.live.session.post(mainChat, 'Morning');
    const id = asked(before.line)[0]!.id;
    before.live.close();

    const after = await open(before.shelf);
    after.line.welcome();
    expect(asked(after.line)[0]).toMatchObject({ id, command: { ask: { words: 'Morning' } } });
  });

  test('survives a reload of the page in sight: it stands in the chat until it is kept', async () => {
    const before = await open();
    before.line.welcome();
    before.live.session.post(mainChat, 'Morning');
    before.live.close();

    const { line, live } = await open(before.shelf);
    line.welcome();
    const waiting = () =>
      live.session.waiting(mainChat, []).map(({ words, asking }) => [words, asking.state]);
    expect(waiting()).toEqual([['Morning', 'sending']]);
    line.say({ t: 'answer', id: asked(line)[0]!.id, result: { t: 'kept' } });
    await pass(0);
    expect(waiting()).toEqual([]);
  });

  test('before a reload can still be taken back after it, into its box, once and without a notice', async () => {
    const before = await open();
    before.line.welcome();
    before.live.session.post(mainChat, 'Morning');
    before.live.close();

    const onold = vi.fn();
    const { line, live } = await open(before.shelf, onold);
    line.welcome();
    const [post] = live.session.waiting(mainChat, []);
    const refusal = { code: 'too_fast', sentence: 'The chat is in slow mode.' } as const;
    line.say({ t: 'answer', id: asked(line)[0]!.id, result: { t: 'refused', refusal } });
    expect(post!.asking.waits).toBe(true);
    expect(live.session.takeBack(post!)).toEqual({ mayHaveArrived: true });
    await pass(0);
    expect([live.session.drafts.get('main'), live.unsent]).toEqual(['Morning', 0]);
    expect(live.session.waiting(mainChat, [])).toEqual([]);
    expect(onold).not.toHaveBeenCalled();
  });
});

describe('the end', () => {
  test('of an old page keeps what had no answer, and the next page sends it under the same id', async () => {
    const before = await open();
    before.line.welcome();
    before.live.session.post(mainChat, 'Morning');
    const [first] = asked(before.line);
    before.line.end(CLOSE.RELOAD);
    await pass(0);
    expect([before.live.standing.state, before.live.unsent]).toEqual(['stopped', 1]);

    const after = await open(before.shelf);
    after.line.welcome();
    expect(asked(after.line)).toEqual([first]);
    expect(after.live.session.drafts.get('main')).toBe('');
  });

  test('loses no words of a message that was refused: they are back in their box', async () => {
    const before = await open();
    before.line.welcome();
    before.live.session.post(mainChat, 'Morning');
    const refusal = { code: 'not_now', sentence: 'The chat is paused.' } as const;
    before.line.say({ t: 'answer', id: asked(before.line)[0]!.id, result: { t: 'refused', refusal } });
    await pass(0);
    before.line.end(CLOSE.RELOAD);

    const after = await open(before.shelf);
    after.line.welcome();
    expect(after.live.session.drafts.get('main')).toBe('Morning');
  });

  test('whoever is removed keeps nothing on the screen, and is told why', async () => {
    const { line, live, names } = await open();
    line.welcome([group(1, ['ana', 'Ana'])]);
    const post = live.session.post(mainChat, 'Morning');
    line.end(CLOSE.REMOVED, 'You were asked to leave.');
    await pass(0);
    expect(live.standing).toEqual({ state: 'stopped', sentence: 'You were asked to leave.', reload: false });
    expect(names()).toEqual([]);
    expect(post.asking.state).toBe('refused');
  });
});

describe('on a computer that people share', () => {
  const opensAs = (me: string, shelf = memoryShelf()) => open(shelf, vi.fn(), me);
  const everything = (shelf: Shelf) =>
    Array.from({ length: shelf.length }, (_, place) => shelf.key(place) ?? '')
      .map((key) => `${key}: ${shelf.getItem(key)}`)
      .join('\n');

  /** Asha has begun a flag, has a refused message, one on its way, and has read something. */
  async function ashaWrites() {
    const asha = await opensAs('asha');
    asha.line.welcome([group(1, ['asha', 'Asha'])]);
    const { session } = asha.live;
    session.drafts.set('flag', 'It is too much');
    session.post(mainChat, 'I refuse to');
    const refusal = { code: 'not_now', sentence: 'The chat is paused.' } as const;
    asha.line.say({ t: 'answer', id: asked(asha.line)[0]!.id, result: { t: 'refused', refusal } });
    await pass(0);
    session.post(mainChat, 'On its way');
    session.reading.seen('thread:asha', 5);
    return asha;
  }

  test('the next one finds nothing of the person before, in no box and not in the tab', async () => {
    const asha = await ashaWrites();
    asha.live.close();
    expect(everything(asha.shelf)).toContain('It is too much');

    const ben = await opensAs('ben', asha.shelf);
    const { session } = ben.live;
    expect([session.drafts.get('flag'), session.drafts.get('main')]).toEqual(['', '']);
    ben.line.welcome([group(1, ['ben', 'Ben'])]);
    expect([session.drafts.get('flag'), session.drafts.get('main')]).toEqual(['', '']);
    expect([session.reading.since('thread:asha'), session.waiting(mainChat, []), asked(ben.line)]).toEqual([
      0,
      [],
      [],
    ]);
    expect(everything(ben.shelf)).toBe('');
    session.drafts.set('flag', 'Mine');
    const again = await opensAs('asha', ben.shelf);
    again.line.welcome();
    expect([again.live.session.drafts.get('flag'), everything(ben.shelf)]).toEqual(['', '']);
  });

  test('nor is anything left of another session, or of whom it cannot be told', async () => {
    const { shelf } = await ashaWrites();
    shelf.setItem('draft/asha/yesterday/flag', 'It was too much');
    shelf.setItem('draft/day/flag', 'From an earlier version');
    shelf.setItem('exit/to', '/elsewhere');
    const ben = await opensAs('ben', shelf);
    ben.line.welcome();
    expect(everything(shelf)).toBe('exit/to: /elsewhere');
  });

  test('a page that finds somebody else welcomed in it shows nothing more and begins anew', async () => {
    const { line, live, names, shelf } = await ashaWrites();
    line.end(1006);
    line.me = 'ben';
    await pass(1_000);
    line.welcome([group(1, ['ben', 'Ben'])]);
    expect(line.reloads).toBe(1);
    expect([names(), live.session.waiting(mainChat, []), live.session.drafts.get('flag')]).toEqual([
      [],
      [],
      '',
    ]);
    expect(asked(line)).toEqual([]);
    live.session.drafts.set('flag', 'one more letter');
    expect(everything(shelf)).toBe('');
    await pass(60_000);
    expect(line.sockets).toHaveLength(2);
  });

  test('whoever is removed leaves nothing in the tab, whatever was on its way', async () => {
    const { line, live, shelf } = await ashaWrites();
    line.end(CLOSE.REMOVED);
    await pass(0);
    expect([everything(shelf), live.session.drafts.get('flag')]).toEqual(['', '']);
    live.session.drafts.set('flag', 'one more letter');
    expect(everything(shelf)).toBe('');
  });

  test('one’s own words stay through a lost line, a restart of the server, sleep and a reload', async () => {
    const { line, live, shelf } = await ashaWrites();
    const begun = ({ session } = live) => [session.drafts.get('flag'), session.drafts.get('main')];
    line.end(1006);
    await pass(1_000);
    line.welcome();
    expect(begun()).toEqual(['It is too much', '']);
    line.end(CLOSE.RECONNECT);
    await pass(1_000);
    line.welcome([group(1, ['asha', 'Asha'])], 'epoch-2');
    await pass(2 * 60 * 60_000);
    line.wake();
    await pass(60_000);
    expect(begun()).toEqual(['It is too much', '']);
    expect(live.session.posts.refused(mainChat).map(({ words }) => words)).toEqual(['I refuse to']);
    live.close();

    const after = await opensAs('asha', shelf);
    after.line.welcome();
    expect(begun(after.live)).toEqual(['It is too much', 'I refuse to']);
    expect(after.live.session.reading.since('thread:asha')).toBe(5);
    expect(asked(after.line)).toMatchObject([{ command: { ask: { words: 'On its way' } } }]);
    expect(line.reloads + after.line.reloads).toBe(0);
  });
});
