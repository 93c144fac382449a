import { expect, test } from 'vitest';
import { ServerClock } from './clock.ts';

/** A steady clock that the test moves by hand. */
function hand(): { steady: () => number; pass: (ms: number) => void } {
  let time = 1_000;
  return { steady: () => time, pass: (ms) => void (time += ms) };
}

test('half of the way there and back is taken off', () => {
  const { steady, pass } = hand();
  const clock = new ServerClock(steady);
  expect(clock.known).toBe(false);
  const mark = clock.mark();
  pass(200);
  clock.heard(50_000, mark);
  expect(clock.now()).toBe(50_100);
  expect(clock.roundTripMs).toBe(200);
  pass(1_000);
  expect(clock.now()).toBe(51_100);
});

test('a slower answer does not make the clock worse, a quicker one makes it better', () => {
  const { steady, pass } = hand();
  const clock = new ServerClock(steady);
  const ask = (now: number, way: number) => {
    const mark = clock.mark();
    pass(way);
    clock.heard(now, mark);
  };
  ask(50_000, 100);
  const before = clock.now();
  ask(50_300, 900);
  expect(clock.now()).toBe(before + 900);
  ask(50_960, 20);
  expect(clock.now()).toBe(50_970);
});

test('after a sleep in which the steady clock stood still, the clock follows the server at once', () => {
  const { steady, pass } = hand();
  const clock = new ServerClock(steady);
  const ask = (now: number, way: number) => {
    const mark = clock.mark();
    pass(way);
    clock.heard(now, mark);
  };
  ask(50_000, 20);
  const twoHours = 2 * 3_600_000;
  ask(50_000 + twoHours, 900);
  expect(clock.now()).toBe(50_450 + twoHours);
});

test('a new line counts even where it was slower by no more than could be an error', () => {
  const { steady, pass } = hand();
  const clock = new ServerClock(steady);
  clock.heard(50_000, clock.mark());
  const mark = clock.mark();
  pass(400);
  clock.begin();
  clock.heard(50_300, mark);
  expect(clock.now()).toBe(50_500);
  expect(clock.roundTripMs).toBe(400);
});

test('an old reading gives way even to a slower answer', () => {
  const { steady, pass } = hand();
  const clock = new ServerClock(steady);
  clock.heard(50_000, clock.mark());
  pass(6 * 60_000);
  const mark = clock.mark();
  pass(400);
  clock.heard(1_000_000, mark);
  expect(clock.now()).toBe(1_000_200);
});
