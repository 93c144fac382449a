import { describe, expect, test, vi } from 'vitest';
import type { Command, CommandId, Outcome } from '$protocol';
import { newId, Outbox } from './outbox.ts';
import { memoryShelf, type Shelf } from './shelf.ts';

const LIMITS = { unanswered: 8, frameBytes: 16_384 };
const KEPT: Outcome = { t: 'kept' };
const words = { tooLong: 'too long', tooMany: 'too many', notSent: 'not sent' };
const say = (text: string): Command => ({
  about: 'chat',
  ask: { t: 'post', channel: { t: 'main' }, words: text },
});
const text = (command: Command): string =>
  command.about === 'chat' && command.ask.t === 'post' ? command.ask.words : '';

function outbox(shelf: Shelf = memoryShelf(), onold = vi.fn()) {
  const box = new Outbox({ shelf, session: 'day', words, onold });
  const sent: { id: CommandId; command: Command }[] = [];
  const open = () => box.open((item) => sent.push(item));
  return { box, sent, open, shelf, onold, texts: () => sent.map(({ command }) => text(command)) };
}

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
  const { box, open, sent, texts } = outbox();
  open();
  for (let n = 1; n <= 10; n += 1) void box.ask(say(String(n)));
  expect(sent).toHaveLength(8);
  box.answered(sent[3]!.id, KEPT);
  expect(texts().at(-1)).toBe('9');
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
    expect(after.texts()).toEqual(['two', 'three']);
    expect(after.sent[0]!.id).toBe(before.sent[1]!.id);
    after.box.answered(after.sent[0]!.id, KEPT);
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

  test('when the page has stopped, whoever waits is told', async () => {
    const { box } = outbox();
    const asked = box.ask(say('one'));
    box.stop();
    expect(await asked).toMatchObject({ t: 'refused', refusal: { sentence: 'not sent' } });
  });
});
