import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Command, CommandId, Outcome } from '$protocol';
import { newId, Outbox } from './outbox.ts';
import { memoryShelf, type Shelf } from './shelf.ts';

const LIMITS = { unanswered: 8, frameBytes: 16_384 };
const KEPT: Outcome = { t: 'kept' };
const words = {
  tooLong: 'too long',
  tooMany: 'too many',
  notSent: 'not sent',
  takenBack: 'taken back',
  unsure: 'unsure',
};
const say = (text: string): Command => ({
  about: 'chat',
  ask: { t: 'post', channel: { t: 'main' }, words: text },
});
const TOO_FAST: Outcome = { t: 'refused', refusal: { code: 'too_fast', sentence: 'One moment.' } };
const FAULT: Outcome = { t: 'refused', refusal: { code: 'fault', sentence: 'Nothing was done.' } };
const raiseHand: Command = { about: 'people', ask: { t: 'raise_hand', way: 'voice', words: '' } };
const text = (command: Command): string =>
  command.about === 'chat' && command.ask.t === 'post' ? command.ask.words : '';

function outbox(shelf: Shelf = memoryShelf(), onold = vi.fn()) {
  const box = new Outbox({ shelf, session: 'day', words, onold, random: () => 0.5 });
  const sent: { id: CommandId; command: Command }[] = [];
  const open = () => box.open((item) => sent.push(item));
  return { box, sent, open, shelf, onold, texts: () => sent.map(({ command }) => text(command)) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('ASK1: an answer comes when it is kept', () => {
  test('what is asked while the line is down goes out when it is up, in order', async () => {
    const { box, open, sent, texts } = outbox();
    box.welcomed('bo', LIMITS);
    const one = box.ask(say('one'));
    void box.ask(say('two'));
    expect(sent).toEqual([]);
    open();
    expect(texts()).toEqual(['one', 'two']);
    expect(box.size).toBe(2);
    box.answered(sent[0]!.id, KEPT);
    expect(await one).toEqual(KEPT);
    expect(box.size).toBe(1);
  });

  test('a refusal comes with its reason', async () => {
    const { box, open, sent } = outbox();
    open();
    const asked = box.ask(say('one'));
    const refusal: Outcome = { t: 'refused', refusal: { code: 'not_now', sentence: 'The chat is paused.' } };
    box.answered(sent[0]!.id, refusal);
    expect(await asked).toEqual(refusal);
  });
});

describe('ASK2: the same id again', () => {
  test('what had no answer when the line was lost goes out again under its own id', () => {
    const { box, open, sent } = outbox();
    open();
    void box.ask(say('one'));
    void box.ask(say('two'));
    box.answered(sent[0]!.id, KEPT);
    box.shut();
    open();
    expect(sent).toHaveLength(3);
    expect(sent[2]).toEqual(sent[1]);
  });

  test('ids are 128 random bits', () => {
    const ids = new Set(Array.from({ length: 1_000 }, newId));
    expect(ids.size).toBe(1_000);
    expect([...ids][0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

test('ASK4: at most eight are unanswered; the ninth goes when one is answered', () => {
  const { box, open, sent } = outbox();
  open();
  for (let n = 1; n <= 10; n += 1) void box.ask(raiseHand);
  expect(sent).toHaveLength(8);
  box.answered(sent[3]!.id, KEPT);
  expect(sent).toHaveLength(9);
});

describe('a reload of the page', () => {
  test('keeps what was not answered, under the same ids, before what comes after', () => {
    const before = outbox();
    before.box.welcomed('bo', LIMITS);
    before.open();
    void before.box.ask(say('one'));
    void before.box.ask(say('two'));
    before.box.answered(before.sent[0]!.id, KEPT);

    const after = outbox(before.shelf);
    void after.box.ask(say('three'));
    after.box.welcomed('bo', LIMITS);
    after.open();
    expect(after.sent[0]!.id).toBe(before.sent[1]!.id);
    after.box.answered(after.sent[0]!.id, KEPT);
    expect(after.texts()).toEqual(['two', 'three']);
    expect(after.onold).toHaveBeenCalledExactlyOnceWith(say('two'), KEPT);
  });

  test('as somebody else sends nothing of the person before', () => {
    const before = outbox();
    before.box.welcomed('bo', LIMITS);
    void before.box.ask(say('one'));
    const after = outbox(before.shelf);
    after.box.welcomed('cy', LIMITS);
    after.open();
    expect(after.sent).toEqual([]);
  });

  test('a shelf that is full or broken stops nobody', () => {
    const shelf: Shelf = {
      getItem: () => '{ not json',
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => undefined,
      key: () => null,
      length: 0,
    };
    const { box, open, texts } = outbox(shelf);
    box.welcomed('bo', LIMITS);
    open();
    void box.ask(say('one'));
    expect(texts()).toEqual(['one']);
  });
});

describe('what cannot be sent', () => {
  test('a text over the frame is told at once and costs nothing', async () => {
    const { box, open, sent } = outbox();
    open();
    const outcome = await box.ask(say('💛'.repeat(5_000)));
    expect(outcome).toEqual({ t: 'refused', refusal: { code: 'mend', sentence: 'too long' } });
    expect(sent).toEqual([]);
    expect(box.size).toBe(0);
  });

  test('what the server could not read is not sent again', async () => {
    const { box, open, sent } = outbox();
    open();
    const asked = box.ask(say('one'));
    box.unreadable();
    box.shut();
    open();
    expect(await asked).toMatchObject({ t: 'refused' });
    expect(sent).toHaveLength(1);
  });

  test('when the page has stopped, whoever waits hears that it is not certain, and the next page sends it', async () => {
    const before = outbox();
    before.box.welcomed('bo', LIMITS);
    before.open();
    const asked = before.box.ask(say('one'));
    before.box.stop(false);
    expect(await asked).toMatchObject({ t: 'refused', refusal: { sentence: 'unsure' } });
    expect(await before.box.ask(say('two'))).toMatchObject({ refusal: { sentence: 'not sent' } });

    const after = outbox(before.shelf);
    after.box.welcomed('bo', LIMITS);
    after.open();
    expect(after.sent).toEqual(before.sent);
  });

  test('whoever is removed leaves nothing to be sent', async () => {
    const before = outbox();
    before.box.welcomed('bo', LIMITS);
    const asked = before.box.ask(say('one'));
    before.box.stop(true);
    expect(await asked).toMatchObject({ t: 'refused', refusal: { sentence: 'not sent' } });
    expect(before.shelf.length).toBe(0);
  });
});

describe('ASK4: a refusal that is no answer', () => {
  test('of a message that went out before is not believed: it goes out again under its own id', async () => {
    const { box, open, sent } = outbox();
    open();
    const asked = box.ask(say('one'));
    box.shut();
    open();
    box.answered(sent[1]!.id, TOO_FAST);
    expect(box.size).toBe(1);
    await pass(3_000);
    expect(sent).toHaveLength(3);
    expect(sent[2]).toEqual(sent[0]);
    box.answered(sent[2]!.id, KEPT);
    expect(await asked).toEqual(KEPT);
  });

  test('of the first try is tried again by itself, and later messages do not overtake it', async () => {
    const { box, open, sent, texts } = outbox();
    open();
    const waits = vi.fn();
    void box.ask(say('one'), waits);
    box.answered(sent[0]!.id, TOO_FAST);
    void box.ask(say('two'));
    void box.ask(raiseHand);
    expect(texts()).toEqual(['one', '']);
    expect(waits.mock.calls).toEqual([[false], [true]]);
    await pass(3_000);
    expect(texts()).toEqual(['one', '', 'one']);
    box.answered(sent[2]!.id, KEPT);
    await pass(3_000);
    expect(texts()).toEqual(['one', '', 'one', 'two']);
    expect(sent[2]!.id).toBe(sent[0]!.id);
  });

  test('a fault says nothing of an earlier try; the next welcome asks again', async () => {
    const { box, open, sent } = outbox();
    open();
    const asked = box.ask(say('one'));
    box.shut();
    open();
    box.answered(sent[1]!.id, FAULT);
    box.shut();
    open();
    expect(sent[2]).toEqual(sent[0]);
    box.answered(sent[2]!.id, KEPT);
    expect(await asked).toEqual(KEPT);
  });

  test('a fault at the first try is an answer: nothing was done', async () => {
    const { box, open, sent } = outbox();
    open();
    const asked = box.ask(say('one'));
    box.answered(sent[0]!.id, FAULT);
    expect(await asked).toEqual(FAULT);
  });

  test('twenty messages written offline arrive at the pace of the server, each once and in order', async () => {
    const { box, open, sent, texts } = outbox();
    const all = Array.from({ length: 20 }, (_, n) => String(n));
    const asked = all.map((words) => box.ask(say(words)));
    // A server like ours: a burst of five, then one a second.
    let [left, countedAt, answered] = [5, performance.now(), 0];
    open();
    for (let n = 0; n < 400; n += 1) {
      for (const { id } of sent.slice(answered)) {
        left = Math.min(5, left + (performance.now() - countedAt) / 1_000);
        countedAt = performance.now();
        box.answered(id, left >= 1 ? KEPT : TOO_FAST);
        if (left >= 1) left -= 1;
        answered += 1;
      }
      await pass(100);
    }
    expect(texts()).toEqual(all);
    expect(await Promise.all(asked)).toEqual(all.map(() => KEPT));
  });

  test('what waits can be taken back, what is with the server cannot', async () => {
    const { box, open, sent } = outbox();
    open();
    const one = say('one');
    const asked = box.ask(one);
    expect(box.takeBack(one)).toBeUndefined();
    box.answered(sent[0]!.id, TOO_FAST);
    expect(box.takeBack(one)).toEqual({ mayHaveArrived: false });
    expect(await asked).toMatchObject({ t: 'refused', refusal: { sentence: 'taken back' } });
    await pass(60_000);
    expect(sent).toHaveLength(1);
  });

  test('whoever takes back what had no answer is told that it may have arrived', () => {
    const { box, open } = outbox();
    open();
    const one = say('one');
    void box.ask(one);
    box.shut();
    expect(box.takeBack(one)).toEqual({ mayHaveArrived: true });
  });
});
