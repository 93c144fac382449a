// A line on which an open page of staff learns at once that they have been signed out, wherever that was asked.
import { Backoff } from './backoff.ts';
import { get } from './calls.ts';

/** What the server closes the line with when somebody is signed out; see CLOSE1 in SPEC.md. */
const SIGNED_OUT = 4010;

/** Calls `out` once when this browser has been signed out. Gives a function that ends the watch. */
export function watch(out: () => void, open = () => new WebSocket(address())): () => void {
  const backoff = new Backoff();
  let line: WebSocket | undefined;
  let wait: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  function stop(): void {
    ended = true;
    clearTimeout(wait);
    line?.close();
  }

  function tell(): void {
    if (ended) return;
    stop();
    out();
  }

  function begin(): void {
    line = open();
    line.onopen = () => backoff.reset();
    line.onclose = ({ code }) => {
      if (ended) return;
      if (code === SIGNED_OUT) tell();
      else wait = setTimeout(() => void again(), backoff.next());
    };
  }

  /** While the line was down the same may have happened unheard. */
  async function again(): Promise<void> {
    const me = await get('/api/staff/me');
    if (!me.ok && me.status === 404) tell();
    else if (!ended) begin();
  }

  begin();
  return stop;
}

const address = () => new URL('/api/staff/watch', location.href.replace(/^http/, 'ws')).href;
