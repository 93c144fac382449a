import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CLOSE, type FromServer } from '$protocol';
import { ServerClock } from './clock.ts';
import { Connection, type Standing } from './connection.ts';
import { FakeLine } from './fake-line.ts';

const words = {
  removed: 'removed',
  over: 'over',
  otherTab: 'other tab',
  signedOut: 'signed out',
  reload: 'reload',
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function connect(line = new FakeLine()) {
  const states: Standing['state'][] = [];
  const frames: FromServer[] = [];
  const lost: number[] = [];
  const clock = new ServerClock(() => performance.now() + heldBack);
  let lossless = true;
  let heldBack = 0;
  const connection = new Connection(line.surroundings, clock, words, {
    standing: ({ state }) => states.push(state),
    resume: () => (frames.length ? { epoch: 'epoch-1', topics: { group: 4 } } : undefined),
    frame: (frame) => {
      frames.push(frame);
      return lossless;
    },
    lost: (code) => lost.push(code),
  });
  connection.start();
  return {
    line,
    connection,
    states,
    frames,
    lost,
    clock,
    loseFrames: (lose: boolean) => (lossless = !lose),
    holdBack: (ms: number) => (heldBack += ms),
  };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Lets the server answer each ping, as a healthy one does, for some time. */
async function healthy(line: FakeLine, ms: number): Promise<void> {
  let answered = line.socket.heard.length;
  for (let passed = 0; passed < ms; passed += 500) {
    await pass(500);
    for (const frame of line.socket.heard.slice(answered)) {
      if (frame.t === 'ping') line.say({ t: 'pong', sent: frame.sent, now: 1_000_000 + passed });
    }
    answered = line.socket.heard.length;
  }
}

describe('getting the line', () => {
  test('HELLO1: a ticket by POST, then the hello as the first frame', async () => {
    const { line, states } = connect();
    await pass(0);
    line.welcome();
    expect(line.socket.heard).toEqual([{ t: 'hello', proto: 1, ticket: 'ticket-1' }]);
    expect(states).toEqual(['live']);
  });

  test('each try has a ticket of its own, and names how far we got', async () => {
    const { line } = connect();
    await pass(0);
    line.welcome();
    line.end(1006);
    await pass(1_000);
    line.welcome();
    expect(line.socket.heard[0]).toEqual({
      t: 'hello',
      proto: 1,
      ticket: 'ticket-2',
      resume: { epoch: 'epoch-1', topics: { group: 4 } },
    });
  });

  test('LOG3: when the server says why nobody can come in, the page says so until it can', async () => {
    const line = new FakeLine();
    const sentence = 'This session cannot be shown.';
    line.ticket = () => ({ t: 'later', sentence });
    const { connection } = connect(line);
    await pass(0);
    expect(connection.standing).toEqual({ state: 'reconnecting', sentence });
    line.ticket = () => ({ t: 'later' });
    await pass(40_000);
    expect(connection.standing).toEqual({ state: 'reconnecting' });
  });

  test('a server that cannot be reached is asked again, less and less often', async () => {
    const line = new FakeLine();
    line.chance = 0.999;
    line.ticket = () => ({ t: 'later' });
    const { states } = connect(line);
    await pass(60_000);
    expect(line.tickets).toBe(6);
    expect(states).toEqual(['reconnecting']);
    await pass(300_000);
    expect(line.tickets).toBeLessThanOrEqual(17);
  });

  test('whoever may not come in is told and does not knock on', async () => {
    const line = new FakeLine();
    line.ticket = () => ({ t: 'stop', sentence: 'Please open your personal link again.' });
    const { connection } = connect(line);
    await pass(120_000);
    expect(connection.standing).toEqual({
      state: 'stopped',
      sentence: 'Please open your personal link again.',
      reload: false,
    });
    expect(line.tickets).toBe(1);
  });

  test('a socket that opens and stays silent is given up', async () => {
    const { line } = connect();
    await pass(0);
    line.socket.events.opened();
    await pass(10_000);
    expect(line.sockets[0]?.closedBy).toBe(CLOSE.RECONNECT);
    await pass(1_000);
    expect(line.sockets).toHaveLength(2);
  });
});

describe('FRAME2: silence', () => {
  test('a ping goes out each beat, and pongs keep the line', async () => {
    const { line, states, clock } = connect();
    await pass(0);
    line.welcome();
    await healthy(line, 60_000);
    expect(states).toEqual(['live']);
    expect(line.socket.heard.filter(({ t }) => t === 'ping').length).toBeGreaterThan(9);
    expect(clock.known).toBe(true);
  });

  test('after two beats without a word the line is given up and another one taken', async () => {
    const { line, states } = connect();
    await pass(0);
    line.welcome();
    await pass(16_000);
    expect(states).toEqual(['live', 'reconnecting']);
    expect(line.sockets).toHaveLength(2);
  });

  test('a page whose timers were held back asks first, and stays when there is an answer', async () => {
    const { line, states, holdBack } = connect();
    await pass(0);
    line.welcome();
    await healthy(line, 10_000);
    holdBack(60_000);
    await healthy(line, 20_000);
    expect(states).toEqual(['live']);
    expect(line.sockets).toHaveLength(1);
  });
});

describe('coming back', () => {
  test('at once when the network is back', async () => {
    const line = new FakeLine();
    line.chance = 0.999;
    const { states } = connect(line);
    await pass(0);
    line.welcome();
    line.network = false;
    line.end(1006);
    await pass(1_100);
    expect(states.at(-1)).toBe('offline');
    line.network = true;
    line.wake();
    await pass(0);
    line.welcome();
    expect(states).toEqual(['live', 'reconnecting', 'offline', 'reconnecting', 'live']);
  });

  test('CLOSE3: at its own moment after a planned restart', async () => {
    const line = new FakeLine();
    line.chance = 0;
    const { states } = connect(line);
    await pass(0);
    line.welcome();
    line.end(4000, 'Back in a moment.', 1_500);
    await pass(1_400);
    expect(line.sockets).toHaveLength(1);
    await pass(200);
    line.welcome();
    expect(states).toEqual(['live', 'reconnecting', 'live']);
  });

  test('a browser that wrongly says offline is not believed for ever', async () => {
    const line = new FakeLine();
    line.network = false;
    connect(line);
    await pass(500);
    line.network = true;
    await pass(1_000);
    expect(line.sockets).toHaveLength(1);
  });

  test('an old line must prove itself when the person looks again', async () => {
    const { line, states } = connect();
    await pass(0);
    line.welcome();
    line.wake();
    expect(line.socket.heard.at(-1)?.t).toBe('ping');
    await pass(3_500);
    expect(states.at(-1)).toBe('reconnecting');
    await pass(1_000);
    expect(line.sockets).toHaveLength(2);
  });

  test('looking again while a try is under way does not begin another', async () => {
    const { line } = connect();
    line.wake();
    line.wake();
    await pass(0);
    expect(line.tickets).toBe(1);
  });

  test('what comes late from an earlier line is not heard', async () => {
    const { line, frames } = connect();
    await pass(0);
    line.welcome();
    const first = line.socket;
    line.end(1006);
    await pass(1_000);
    line.welcome();
    const before = frames.length;
    first.events.heard(JSON.stringify({ t: 'closed', topic: 'group' }));
    first.events.closed(CLOSE.REMOVED);
    expect(frames).toHaveLength(before);
  });

  test('a gap in a good line is mended at once; a line that begins with a gap does not go round and round', async () => {
    const { line, loseFrames } = connect();
    await pass(0);
    line.welcome();
    await healthy(line, 12_000);
    loseFrames(true);
    line.say({ t: 'update', topic: 'group', n: 9, at: 0 });
    await pass(0);
    expect(line.sockets).toHaveLength(2);
    for (let n = 0; n < 30; n += 1) {
      if (line.socket.closedBy === undefined) line.welcome();
      await pass(1_000);
    }
    expect(line.sockets.length).toBeLessThan(10);
  });
});

describe('CLOSE1: what close codes say', () => {
  test.each([
    [CLOSE.RELOAD, undefined, { sentence: 'reload', reload: true }],
    [CLOSE.REMOVED, undefined, { sentence: 'removed', reload: false }],
    [CLOSE.OVER, 'Thank you for today.', { sentence: 'Thank you for today.', reload: false }],
    [CLOSE.OTHER_TAB, undefined, { sentence: 'other tab', reload: true }],
    [CLOSE.SIGNED_OUT, undefined, { sentence: 'signed out', reload: false, signIn: true }],
  ])('%i stops', async (code, sentence, why) => {
    const { line, connection } = connect();
    await pass(0);
    line.welcome();
    line.end(code, sentence);
    await pass(120_000);
    line.wake();
    await pass(0);
    expect(connection.standing).toEqual({ state: 'stopped', ...why });
    expect(line.sockets).toHaveLength(1);
  });

  test.each([CLOSE.RECONNECT, CLOSE.TICKET, CLOSE.SLOW, CLOSE.UNREADABLE, 1001, 1006, 1011])(
    '%i comes back with a new ticket',
    async (code) => {
      const { line, lost } = connect();
      await pass(0);
      line.welcome();
      line.end(code);
      await pass(1_000);
      expect(line.tickets).toBe(2);
      expect(lost).toEqual([code]);
    },
  );
});

test('a frame of a kind we do not know, or that is no frame, is passed over', async () => {
  const { line, frames, states } = connect();
  await pass(0);
  line.welcome();
  const before = frames.length;
  line.socket.events.heard('{"t":"weather","sun":true}');
  line.socket.events.heard('not json');
  line.socket.events.heard('null');
  expect(frames).toHaveLength(before);
  expect(states).toEqual(['live']);
});

test('put away, it stays away', async () => {
  const { line, connection } = connect();
  await pass(0);
  line.welcome();
  connection.close();
  expect(line.socket.closedBy).toBe(1000);
  await pass(120_000);
  expect(line.sockets).toHaveLength(1);
});
