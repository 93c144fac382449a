// The golden frames, as the server's tests keep them in protocol/examples: the browser understands what the server
// says, and says what the server understands.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CLOSE, type FromBrowser, type FromServer, PROTO } from '$protocol';
import { mainChat } from './channel.ts';
import { FakeLine } from './fake-line.ts';
import { Live } from './live.svelte.ts';
import { memoryShelf } from './shelf.ts';

function example<Frame extends FromServer | FromBrowser>(name: string): Frame {
  const file = join(import.meta.dirname, '../../../protocol/examples', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Frame;
}

/** The names of everything in a frame; a frame of the same shape has the same. */
function shape(frame: unknown): unknown {
  if (typeof frame !== 'object' || frame === null) return typeof frame;
  return Object.fromEntries(
    Object.entries(frame)
      .sort()
      .map(([key, value]) => [key, shape(value)]),
  );
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function asha() {
  const line = new FakeLine();
  const live = new Live('day', { shelf: memoryShelf(), surroundings: line.surroundings });
  live.start();
  await pass(0);
  line.socket.events.opened();
  return { line, live };
}

test('what the server says is understood', async () => {
  const { line, live } = await asha();
  line.say(example('welcome'), example('snapshot-part'), example('snapshot'), example('live'));
  expect(live.standing.state).toBe('live');
  expect(live.session.messages(mainChat).map(({ words }) => words)).toEqual(['Good morning']);
  expect(live.session.people.map(({ name }) => name)).toEqual(['Asha']);
  line.say(example('update'), example('pong'), example('closed'));
  expect(live.session.messages(mainChat).map(({ words }) => words)).toEqual(['Good morning']);
  // LOG5: until the next welcome.
  line.say(example('trouble'));
  expect(live.trouble).toBe('Just now nothing new can be saved.');
  line.say(example('welcome'));
  expect(live.trouble).toBeUndefined();
  line.say(example('bye'));
  line.socket.events.closed(CLOSE.SLOW);
  expect(live.standing.state).toBe('reconnecting');
});

test('what the browser says is of the shape that the server understands', async () => {
  const { line, live } = await asha();
  const [hello] = line.socket.heard;
  expect(shape(hello)).toEqual(shape(example('hello')));
  expect(example('hello')).toMatchObject({ proto: PROTO });
  line.say(example('welcome'), example('snapshot'), example('live'));
  live.session.post(mainChat, 'Good morning');
  const ask = line.socket.heard.find(({ t }) => t === 'ask');
  expect(shape(ask)).toEqual(shape(example('ask')));
  await pass(10_000);
  const ping = line.socket.heard.find(({ t }) => t === 'ping');
  expect(shape(ping)).toEqual(shape(example('ping')));
});
