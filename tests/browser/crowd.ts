// People without a window of their own: ordinary clients of the socket, all of them in one page. They cost next to
// nothing, so a story can have a whole cohort, and staff can say in one line what a story need not show.
import {
  type APIRequestContext,
  type Browser,
  type Cookie,
  expect,
  type Page,
  request,
} from '@playwright/test';
import type { Command, Entry, FromServer, Outcome, PlanRequest } from '../../protocol/typescript/index.ts';
import type { Programme, Someone } from './cast.ts';
import type { Server } from './server.ts';

const PROTO = 1;
const BEAT_MS = 5_000;
const SHORTEST_NOTICE = 5;

/** What the page keeps of each of them. */
interface Line {
  socket: WebSocket;
  frames: string[];
  beat: ReturnType<typeof setInterval>;
}
declare global {
  interface Window {
    lines: Record<string, Line>;
  }
}

export class Crowd {
  private constructor(
    private readonly page: Page,
    private readonly server: Server,
    private readonly programme: Programme,
    private readonly session: string,
  ) {}

  static async gathers(
    browser: Browser,
    server: Server,
    programme: Programme,
    session: string = programme.session,
  ): Promise<Crowd> {
    const page = await (await browser.newContext()).newPage();
    // Any address of the server will do: the socket looks at where the page is from.
    await page.goto(`${server.url}/favicon.svg`);
    await page.evaluate(() => {
      window.lines = {};
    });
    return new Crowd(page, server, programme, session);
  }

  /** By their personal link, as everybody; or once more, after they were gone. */
  async comesIn(...names: readonly string[]): Promise<void> {
    const origin = this.server.url;
    for (const name of names) {
      const calls = await request.newContext({ extraHTTPHeaders: { origin } });
      await this.#enters(calls, name);
      const ticket = await this.#ticket(calls, name);
      await this.#begins(name, ticket, (await calls.storageState()).cookies);
      await calls.dispose();
    }
  }

  /** Somebody who has a window, as one more tab of it: a browser of its own would have to be let in first. */
  async joins({ name, context }: Someone): Promise<void> {
    const ticket = await this.#ticket(context.request, name);
    await this.#begins(name, ticket, await context.cookies());
  }

  /** With their pass in the page's hands, as long as it takes to open the socket: a ticket alone is not enough. */
  async #begins(name: string, ticket: string, cookies: Cookie[]): Promise<void> {
    await this.page.context().clearCookies();
    await this.page.context().addCookies(cookies);
    await this.page.evaluate(begin, { name, ticket, proto: PROTO, beat: BEAT_MS });
    await expect.poll(() => this.received(name, '{"t":"live"}'), name).toBe(true);
  }

  async #enters(calls: APIRequestContext, name: string): Promise<void> {
    const secret = this.programme.links[name]?.split('#')[1] ?? '';
    const entered = await calls.post(`${this.server.url}/api/door/enter`, { data: { secret } });
    expect(entered.ok(), `${name} at the door: ${entered.status()}`).toBe(true);
  }

  async #ticket(calls: APIRequestContext, name: string): Promise<string> {
    const url = `${this.server.url}/api/session/${this.session}/ticket`;
    const answer = await calls.post(url, { data: {}, headers: { origin: this.server.url } });
    expect(answer.ok(), `${name}'s ticket: ${answer.status()}`).toBe(true);
    return ((await answer.json()) as { ticket: string }).ticket;
  }

  async frames(name: string): Promise<string[]> {
    return this.page.evaluate((who) => window.lines[who]?.frames ?? [], name);
  }

  async received(name: string, text: string): Promise<boolean> {
    return (await this.frames(name)).some((frame) => frame.includes(text));
  }

  /** Asks and waits for the answer; a story that wants a refusal looks at what comes back. */
  async asks(name: string, command: Command): Promise<Outcome> {
    const id = crypto.randomUUID();
    const frame = JSON.stringify({ t: 'ask', id, command });
    await this.page.evaluate(({ who, text }) => window.lines[who]?.socket.send(text), {
      who: name,
      text: frame,
    });
    let outcome: Outcome | undefined;
    await expect
      .poll(
        async () => {
          const said = (await this.frames(name)).map((text) => JSON.parse(text) as FromServer);
          const answer = said.find((each) => each.t === 'answer' && each.id === id);
          if (answer?.t === 'answer') outcome = answer.result;
          return outcome !== undefined;
        },
        { message: `${name} is answered`, intervals: [20, 50, 100] },
      )
      .toBe(true);
    return outcome as Outcome;
  }

  /** Asks for what must not be refused. */
  async does(name: string, command: Command): Promise<void> {
    expect(await this.asks(name, command), `${name}: ${JSON.stringify(command)}`).toMatchObject({
      t: 'kept',
    });
  }

  /** The newest entry under a key, in whatever topic, as this person was told of it. */
  async entry<K extends Entry['t']>(
    name: string,
    kind: K,
    key: string = kind,
  ): Promise<Extract<Entry, { t: K }> | undefined> {
    const said = (await this.frames(name)).map((text) => JSON.parse(text) as FromServer).reverse();
    for (const frame of said) {
      const entries = frame.t === 'snapshot' ? frame.entries : frame.t === 'update' ? frame.set : undefined;
      const entry = entries?.[key];
      if (entry?.t === kind) return entry as Extract<Entry, { t: K }>;
    }
    return undefined;
  }

  /** Plans rooms and opens them with the shortest notice. */
  async opensRooms(name: string, request: PlanRequest): Promise<void> {
    await this.does(name, { about: 'rooms', ask: { t: 'plan', request } });
    await this.opensPlan(name);
  }

  /** Opens the plan as it is. */
  async opensPlan(name: string): Promise<void> {
    await expect.poll(() => this.entry(name, 'plan'), 'the plan').toBeDefined();
    const version = (await this.entry(name, 'plan'))?.version ?? 0;
    await this.does(name, {
      about: 'rooms',
      ask: { t: 'open', version, noticeSeconds: SHORTEST_NOTICE },
    });
  }

  /** The line is gone without a word, as when a battery is empty. */
  async drops(...names: readonly string[]): Promise<void> {
    await this.page.evaluate(
      (all) =>
        all.forEach((name) => {
          clearInterval(window.lines[name]?.beat);
          window.lines[name]?.socket.close();
        }),
      names,
    );
  }
}

/** Runs in the page. */
function begin({ name, ticket, proto, beat }: { name: string; ticket: string; proto: number; beat: number }) {
  const socket = new WebSocket(`${location.origin.replace('http', 'ws')}/live`);
  const frames: string[] = [];
  const ping = () => socket.send(JSON.stringify({ t: 'ping', sent: Date.now() }));
  socket.addEventListener('open', () => socket.send(JSON.stringify({ t: 'hello', proto, ticket })));
  socket.addEventListener('message', ({ data }) => {
    if (!String(data).startsWith('{"t":"pong"')) frames.push(String(data));
  });
  window.lines[name] = { socket, frames, beat: setInterval(ping, beat) };
}
