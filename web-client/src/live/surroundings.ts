// What the connection needs of the browser, so that tests can stand in for it.
import type { Refusal, TabId, Ticket } from '$protocol';
import { newId } from './outbox.ts';

/** One socket. */
export interface Wire {
  send(text: string): void;
  close(code: number): void;
}

export interface WireEvents {
  opened(): void;
  heard(text: string): void;
  closed(code: number): void;
}

export type TicketAnswer =
  | { t: 'ticket'; ticket: string }
  /** The server could not be reached or is busy; or it says why it cannot let anybody in at present. */
  | { t: 'later'; sentence?: string }
  /** This person may not come in, or must sign in again. */
  | { t: 'stop'; sentence: string };

export interface Surroundings {
  /** Which load of the page this is: a new socket of it takes the place of its last one (TAB1). */
  readonly tab?: TabId;
  ticket(): Promise<TicketAnswer>;
  open(events: WireEvents): Wire;
  /** Whether the browser believes that there is a network. */
  online(): boolean;
  /** Calls back when the network is back or the person looks at the page again; gives back how to stop. */
  listen(wake: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
  /** Begins the page anew; nothing in its memory is left. */
  reload(): void;
}

/** A ticket that takes longer is not worth waiting for. */
const TICKET_MS = 10_000;

/** The real browser. `turnedAway` is said when the server refuses without words of its own. */
export function browserSurroundings(session: string, turnedAway: string): Surroundings {
  return {
    tab: newId(),
    ticket: () => askForTicket(session, turnedAway),
    open: openSocket,
    online: () => navigator.onLine,
    random: Math.random,
    reload: () => location.reload(),
    listen(wake) {
      const seen = () => document.visibilityState === 'visible' && wake();
      window.addEventListener('online', wake);
      window.addEventListener('pageshow', seen);
      document.addEventListener('visibilitychange', seen);
      return () => {
        window.removeEventListener('online', wake);
        window.removeEventListener('pageshow', seen);
        document.removeEventListener('visibilitychange', seen);
      };
    },
  };
}

async function askForTicket(session: string, turnedAway: string): Promise<TicketAnswer> {
  try {
    const response = await fetch(`/api/session/${encodeURIComponent(session)}/ticket`, {
      method: 'POST',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TICKET_MS),
    });
    if (response.ok) return { t: 'ticket', ticket: ((await response.json()) as Ticket).ticket };
    if (response.status === 429 || response.status === 408) return { t: 'later' };
    const refusal = (await response.json().catch(() => undefined)) as Partial<Refusal> | undefined;
    if (response.status >= 500)
      return { t: 'later', ...(refusal?.sentence ? { sentence: refusal.sentence } : {}) };
    return { t: 'stop', sentence: refusal?.sentence ?? turnedAway };
  } catch {
    return { t: 'later' };
  }
}

function openSocket(events: WireEvents): Wire {
  const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
  socket.addEventListener('open', () => events.opened());
  socket.addEventListener('close', ({ code }) => events.closed(code));
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') events.heard(data);
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code) => socket.close(code),
  };
}
