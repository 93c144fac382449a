import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watch } from './watch.ts';

class Line {
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  close = vi.fn();
}

const lines: Line[] = [];
const open = () => {
  const line = new Line();
  lines.push(line);
  return line as unknown as WebSocket;
};
const me = (status: number) => vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}', { status })));

describe('watching whether one is still signed in', () => {
  beforeEach(() => {
    lines.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('tells at once when the server says so', () => {
    const out = vi.fn();
    watch(out, open);
    lines[0]?.onclose?.({ code: 4010 });
    expect(out).toHaveBeenCalledOnce();
  });

  it('comes back after a restart and goes on watching', async () => {
    me(200);
    const out = vi.fn();
    watch(out, open);
    lines[0]?.onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect([lines.length, out.mock.calls.length]).toEqual([2, 0]);
  });

  it('finds out when it happened while the line was down', async () => {
    me(404);
    const out = vi.fn();
    watch(out, open);
    lines[0]?.onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect([lines.length, out.mock.calls.length]).toEqual([1, 1]);
  });

  it('tells nobody after it was ended', () => {
    const out = vi.fn();
    watch(out, open)();
    lines[0]?.onclose?.({ code: 4010 });
    expect(out).not.toHaveBeenCalled();
  });
});
