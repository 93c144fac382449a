import { describe, expect, test } from 'vitest';
import type { Entry } from '$protocol';
import { Topics } from './topics.ts';

const hands = (...people: string[]): Entry => ({
  t: 'hands',
  order: 'first_come',
  queue: people.map((person) => ({ person, way: 'voice', at: 0 })),
});

function withGroup(): Topics {
  const topics = new Topics();
  topics.welcomed('epoch-1');
  topics.snapshot({
    t: 'snapshot',
    topic: 'group',
    n: 4,
    entries: { hands: hands('ana'), 'notice/x': hands() },
  });
  topics.live();
  return topics;
}

describe('TOPIC3: snapshot and updates', () => {
  test('an update sets and takes away by key', () => {
    const topics = withGroup();
    const step = {
      t: 'update' as const,
      topic: 'group',
      n: 5,
      at: 0,
      set: { hands: hands('ana', 'bo') },
      gone: ['notice/x'],
    };
    expect(topics.update(step)).toBe(true);
    expect([...topics.entries('group')]).toEqual([['hands', hands('ana', 'bo')]]);
  });

  test('a step that is missing is noticed, one that comes again changes nothing', () => {
    const topics = withGroup();
    expect(topics.update({ t: 'update', topic: 'group', n: 6, at: 0, set: { hands: hands('cy') } })).toBe(
      false,
    );
    expect(topics.update({ t: 'update', topic: 'group', n: 4, at: 0, set: { hands: hands('cy') } })).toBe(
      true,
    );
    expect(topics.entries('group').get('hands')).toEqual(hands('ana'));
    expect(topics.update({ t: 'update', topic: 'staff', n: 1, at: 0 })).toBe(false);
  });

  test('whoever watches is told which topic changed', () => {
    const topics = withGroup();
    const changed: string[] = [];
    const stop = topics.watch((topic) => changed.push(topic));
    topics.update({ t: 'update', topic: 'group', n: 5, at: 0 });
    topics.close('group');
    stop();
    topics.snapshot({ t: 'snapshot', topic: 'group', n: 1, entries: {} });
    expect(changed).toEqual(['group', 'group']);
  });
});

test('TOPIC4: a topic that is closed is forgotten altogether', () => {
  const topics = withGroup();
  topics.close('group');
  expect([...topics.names()]).toEqual([]);
  expect(topics.entries('group').size).toBe(0);
  expect(topics.resume()).toEqual({ epoch: 'epoch-1', topics: {} });
});

describe('HELLO4 and HELLO5: coming back', () => {
  test('the hello names the last number of each topic', () => {
    const topics = withGroup();
    topics.update({ t: 'update', topic: 'group', n: 5, at: 0 });
    expect(topics.resume()).toEqual({ epoch: 'epoch-1', topics: { group: 5 } });
    expect(new Topics().resume()).toBeUndefined();
  });

  test('in the same epoch what is not told anew stays', () => {
    const topics = withGroup();
    topics.welcomed('epoch-1');
    topics.live();
    expect(topics.entries('group').size).toBe(2);
  });

  test('HELLO5: when the line breaks before a new epoch has told everything, old numbers are not taken for new', () => {
    const topics = withGroup();
    topics.welcomed('epoch-2');
    topics.snapshot({ t: 'snapshot', topic: 'person:bo', n: 0, entries: {} });
    expect(topics.entries('group').size).toBe(2);
    expect(topics.resume()).toEqual({ epoch: 'epoch-2', topics: { 'person:bo': 0 } });

    topics.welcomed('epoch-2');
    topics.live();
    expect([...topics.names()]).toEqual(['person:bo']);
  });

  test('in another epoch what is not told anew is forgotten, but not before the end of the hello', () => {
    const topics = withGroup();
    topics.welcomed('epoch-2');
    expect(topics.entries('group').size).toBe(2);
    topics.snapshot({ t: 'snapshot', topic: 'person:bo', n: 1, entries: {} });
    topics.live();
    expect([...topics.names()]).toEqual(['person:bo']);
  });
});

describe('TOPIC6: a snapshot in parts', () => {
  const part = (entries: Record<string, Entry>, more = true) => ({
    t: 'snapshot' as const,
    topic: 'group',
    n: 9,
    entries,
    ...(more ? { more } : {}),
  });

  test('shows nothing before the last part, and then all of it in the place of what was there', () => {
    const topics = withGroup();
    const told: string[] = [];
    topics.watch((topic) => told.push(topic));
    topics.welcomed('epoch-1');
    expect(topics.snapshot(part({ hands: hands('cy') }))).toBe(true);
    expect(topics.snapshot(part({ 'notice/y': hands() }))).toBe(true);
    expect([...topics.entries('group').keys()]).toEqual(['hands', 'notice/x']);
    expect([topics.entries('group').get('hands'), told]).toEqual([hands('ana'), []]);

    expect(topics.snapshot(part({ 'notice/z': hands() }, false))).toBe(true);
    expect([...topics.entries('group').keys()]).toEqual(['hands', 'notice/y', 'notice/z']);
    expect([topics.entries('group').get('hands'), told]).toEqual([hands('cy'), ['group']]);
    expect([topics.live(), topics.resume()?.topics]).toEqual([true, { group: 9 }]);
  });

  test('that breaks off leaves the topic as it was, with the number it had, and nothing for the next one', () => {
    const topics = withGroup();
    topics.welcomed('epoch-1');
    topics.snapshot(part({ 'notice/y': hands() }));
    expect(topics.resume()).toEqual({ epoch: 'epoch-1', topics: { group: 4 } });

    topics.welcomed('epoch-1');
    topics.snapshot(part({ hands: hands('cy') }, false));
    expect([...topics.entries('group').keys()]).toEqual(['hands']);
  });

  test('HELLO5: of a new epoch has no number before its last part', () => {
    const topics = withGroup();
    topics.welcomed('epoch-2');
    topics.snapshot(part({ hands: hands('cy') }));
    expect(topics.resume()).toEqual({ epoch: 'epoch-2', topics: {} });
    expect(topics.entries('group').size).toBe(2);
  });

  test.each([
    ['another step', (topics: Topics) => topics.update({ t: 'update', topic: 'group', n: 5, at: 0 })],
    ['a topic that closes', (topics: Topics) => topics.close('staff')],
    ['the end of the hello', (topics: Topics) => topics.live()],
    ['another topic', (topics: Topics) => topics.snapshot({ ...part({}), topic: 'staff' })],
    ['another number', (topics: Topics) => topics.snapshot({ ...part({}), n: 10 })],
  ])('is not whole when %s comes in between, and that is noticed', (_, comes) => {
    const topics = withGroup();
    topics.snapshot(part({}));
    expect(comes(topics)).toBe(false);
  });
});
