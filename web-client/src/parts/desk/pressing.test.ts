import { expect, test } from 'vitest';
import { FakeDesk, refused } from './fake.ts';
import { Pressing } from './pressing.svelte.ts';

const start = { about: 'day', ask: { t: 'start' } } as const;

test('a refusal stands beside its control until the next press', async () => {
  const desk = new FakeDesk();
  desk.answers = [refused('The doors are not open yet.')];
  const pressing = new Pressing(desk);
  expect(await pressing.ask(start)).toBe(false);
  expect(pressing.refusal).toBe('The doors are not open yet.');
  expect(await pressing.ask(start)).toBe(true);
  expect([pressing.refusal, pressing.busy]).toEqual(['', false]);
});

test('a double press asks once', async () => {
  const desk = new FakeDesk();
  const pressing = new Pressing(desk);
  const both = [pressing.ask(start), pressing.ask(start)];
  expect(await Promise.all(both)).toEqual([true, false]);
  expect(desk.asked).toHaveLength(1);
});
