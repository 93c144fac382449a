// The other end of the line, held by a test: tickets, sockets, the network, and the person who looks away and back.
import type { FromBrowser, FromServer } from '$protocol';
import type { Surroundings, TicketAnswer, WireEvents } from './surroundings.ts';

interface FakeSocket {
  events: WireEvents;
  heard: FromBrowser[];
  /** The code with which the browser closed it, if it did. */
  closedBy?: number;
}

export const LIMITS = {
  messageLetters: 2_000,
  noteLetters: 1_000,
  nameLetters: 60,
  unanswered: 8,
  frameBytes: 16_384,
};

export class FakeLine {
  readonly sockets: FakeSocket[] = [];
  tickets = 0;
  reloads = 0;
  /** Whom the server takes this browser for. */
  me = 'bo';
  /** What the next tickets are; a function, so that it can change on the way. */
  ticket: () => TicketAnswer = () => ({ t: 'ticket', ticket: `ticket-${this.tickets}` });
  network = true;
  chance = 0.5;
  #wake: (() => void) | undefined;

  readonly surroundings: Surroundings = {
    ticket: async () => {
      this.tickets += 1;
      return this.ticket();
    },
    open: (events) => {
      const socket: FakeSocket = { events, heard: [] };
      this.sockets.push(socket);
      return {
        send: (text) => void socket.heard.push(JSON.parse(text) as FromBrowser),
        close: (code) => void (socket.closedBy = code),
      };
    },
    online: () => this.network,
    random: () => this.chance,
    reload: () => void (this.reloads += 1),
    listen: (wake) => {
      this.#wake = wake;
      return () => (this.#wake = undefined);
    },
  };

  /** The network is back, or the person looks at the page again. */
  wake(): void {
    this.#wake?.();
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('nobody has opened a socket');
    return socket;
  }

  say(...frames: FromServer[]): void {
    for (const frame of frames) this.socket.events.heard(JSON.stringify(frame));
  }

  /** Answers the hello in full. */
  welcome(frames: FromServer[] = [], epoch = 'epoch-1', now = 1_000_000): void {
    this.begin(epoch, now);
    this.say(...frames, { t: 'live' });
  }

  /** Begins to answer the hello. */
  begin(epoch = 'epoch-1', now = 1_000_000): void {
    this.socket.events.opened();
    this.say({ t: 'welcome', session: 'day', me: this.me, epoch, now, beatSeconds: 5, limits: LIMITS });
  }

  /** The server, or the network, ends it. */
  end(code: number, sentence?: string, afterMs?: number): void {
    if (sentence !== undefined)
      this.say({ t: 'bye', code, sentence, ...(afterMs === undefined ? {} : { afterMs }) });
    this.socket.events.closed(code);
  }
}
