// The people of a day: a programme made through the API, and for each person a browser of their own with a record of
// every frame that reached it. What nobody else may receive is looked for in these records, not on the screen.
import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import type {
  FromServer,
  NewPerson,
  PersonId,
  ProgrammeCommand,
  ProgrammeView,
  Role,
  RoundEntry,
  SessionId,
  SessionPlan,
} from '../../protocol/typescript/index.ts';
import { en as words } from '../../web-client/src/words/en/index.ts';
import type { Server } from './server.ts';

export { words };

export const OWNER = { name: 'Olive', passphrase: 'correct horse battery' };
export const TRAINEES = ['Asha', 'Ben', 'Chi', 'Dan', 'Eve', 'Flo', 'Gus'] as const;
/** Two pairs and a group of three. */
export const BUDDIES = [
  ['Asha', 'Ben'],
  ['Chi', 'Dan'],
  ['Eve', 'Flo', 'Gus'],
] as const;

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1366, height: 860 };
const MINUTE = 60_000;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Who is on the roster besides Fay and Sol. */
export interface Roster {
  trainees: readonly string[];
  buddies: readonly (readonly string[])[];
  /** Who has an address on the roster. */
  emails?: readonly string[];
}

const USUAL: Roster = { trainees: TRAINEES, buddies: BUDDIES };

export interface Programme {
  id: string;
  session: SessionId;
  knockLink: string;
  /** By name. */
  ids: Record<string, PersonId>;
  links: Record<string, string>;
  /** Changes the programme, as its organiser. */
  organise(command: ProgrammeCommand): Promise<ProgrammeView>;
}

const person = (name: string, role: Role, emails: readonly string[] = []): NewPerson => ({
  name,
  role,
  email: emails.includes(name) ? `${name.toLowerCase()}@example.org` : '',
  pronouns: '',
  needs: '',
});

/** The first owner opens the printed link and has an account. */
export async function founds(page: Page, server: Server): Promise<void> {
  await page.goto(server.ownerLink ?? '');
  await page.getByLabel(words.organiser.owner.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.owner.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.owner.done }).click();
  await expect(page.getByRole('heading', { name: words.organiser.home.title })).toBeVisible();
}

/** Makes the owner unless they are signed in already, the programme, everybody's link, the buddies and a session whose doors are open. */
export async function prepare(
  browser: Browser,
  server: Server,
  { trainees, buddies, emails }: Roster = USUAL,
  signedIn?: BrowserContext,
): Promise<Programme> {
  const organiser = signedIn ?? (await browser.newContext());
  const call = async <Answer>(path: string, data: unknown): Promise<Answer> => {
    const answer = await organiser.request.post(server.url + path, { data, headers: { origin: server.url } });
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
    return (await answer.json()) as Answer;
  };
  if (!signedIn) await call('/api/staff/first', { secret: server.ownerLink?.split('#')[1], ...OWNER });
  // Facilitators and their links want it.
  await call('/api/staff/step-up', { passphrase: OWNER.passphrase });
  const { id } = await call<{ id: string }>('/api/programmes', {
    name: 'Peer support, spring',
    timeZone: 'Europe/London',
  });
  const organise = (command: ProgrammeCommand) => call<ProgrammeView>(`/api/programmes/${id}`, command);
  const { people } = await organise({
    t: 'add_people',
    people: [
      person('Fay', 'facilitator'),
      person('Sol', 'support'),
      ...trainees.map((name) => person(name, 'trainee', emails)),
    ],
  });
  const ids = Object.fromEntries(people.map((each) => [each.name, each.id]));
  await organise({ t: 'set_buddies', buddies: buddies.map((group) => group.map((name) => ids[name] ?? '')) });
  const { sessions } = await organise({ t: 'schedule', plan: plan() });
  const issued = await call<{ person: PersonId; link: string }[]>(`/api/programmes/${id}/links`, {
    people: people.map((each) => each.id),
  });
  const row = sessions[0];
  if (!row) throw new Error('The session was not planned.');
  const linkOf = (of: PersonId) => issued.find((each) => each.person === of)?.link ?? '';
  return {
    id,
    organise,
    session: row.id,
    knockLink: row.knockLink,
    ids,
    links: Object.fromEntries(people.map((each) => [each.name, linkOf(each.id)])),
  };
}

/** A session that begins in ten minutes, so that its doors are open. */
export function plan(title = 'Listening well'): SessionPlan {
  const items = [
    { title: 'Check-in', minutes: 20, note: 'We say hello.' },
    { title: 'Buddy time', minutes: 30, note: '' },
    { title: 'Check-out', minutes: 15, note: '' },
  ];
  return {
    title,
    startsAt: Date.now() + 10 * MINUTE,
    leadMinutes: 15,
    callLink: 'https://call.example/room',
    agenda: items.map((item) => ({ id: NO_ID, ...item })),
  };
}

export class Someone {
  /** Every frame that reached this browser, as text, without the beats that only keep the line open. */
  readonly frames: string[] = [];
  /** What went wrong in the page; a good day has none. */
  readonly troubles: string[] = [];

  private constructor(
    readonly name: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const frame = payload.toString();
        if (!frame.startsWith('{"t":"pong"')) this.frames.push(frame);
      }),
    );
    page.on('pageerror', (error) => this.troubles.push(`${name}: ${error.message}`));
  }

  /** A new browser window, before any page. */
  static async opens(browser: Browser, name: string, phone = false): Promise<Someone> {
    const context = await browser.newContext({
      ...(phone ? { viewport: PHONE, hasTouch: true, isMobile: true } : { viewport: DESK }),
      reducedMotion: 'reduce',
    });
    return new Someone(name, context, await context.newPage());
  }

  /** Opens the personal link and comes in. */
  async comeIn(programme: Programme): Promise<void> {
    await this.page.goto(programme.links[this.name] ?? '');
    await this.page.getByRole('button', { name: words.trainee.door.comeIn(this.name) }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Listening well' })).toBeVisible();
    await this.connected();
  }

  /** The page without what is only said to screen readers, which says many things a second time. */
  get main(): Locator {
    return this.page.getByRole('main');
  }

  async connected(): Promise<void> {
    await expect(this.page.getByText(words.common.connection.live, { exact: true })).toBeAttached();
  }

  /** Chooses one of the parts or panels of the page. */
  async look(tab: string): Promise<void> {
    const found = this.page.getByRole('tab', { name: new RegExp(`^${tab}`) });
    // A wide page shows what happens now beside the other parts, and has no tab for it.
    if (tab === words.trainee.views.now && (await found.count()) === 0) return;
    await found.click();
    await expect(found).toHaveAttribute('aria-selected', 'true');
  }

  /** Opens a conversation by the name its button bears. */
  async openChat(place: string): Promise<void> {
    const chats = this.page.getByRole('group', { name: words.trainee.chats });
    if ((await chats.count()) === 0) await this.look(words.trainee.views.chat);
    await chats.getByRole('button', { name: new RegExp(`^${place}`) }).click();
  }

  async write(place: string, text: string): Promise<void> {
    await this.openChat(place);
    const field = this.page.getByRole('textbox', { name: words.chat.composerLabel(place) });
    await field.fill(text);
    await field.press('Enter');
    await expect(field).toHaveValue('');
    await this.reads(place, text);
  }

  /** The words stand in a conversation, and are the server's, not only on their way. */
  async reads(place: string, text: string): Promise<void> {
    await this.openChat(place);
    const list = this.page.getByRole('region', { name: words.chat.listLabel(place) });
    await expect(list.getByRole('listitem').filter({ hasText: text })).toBeVisible();
    await expect.poll(() => this.received(text)).toBe(true);
  }

  /** The round as this browser was last told of it. */
  lastRound(): RoundEntry | undefined {
    const said = this.frames.map((frame) => JSON.parse(frame) as FromServer).reverse();
    for (const frame of said) {
      const entries = frame.t === 'snapshot' ? frame.entries : frame.t === 'update' ? frame.set : undefined;
      const round = entries?.['round'];
      if (round?.t === 'round') return round;
    }
    return undefined;
  }

  /** Whether any byte of this text has reached the browser. */
  received(text: string): boolean {
    const inJson = JSON.stringify(text).slice(1, -1);
    return this.frames.some((frame) => frame.includes(inJson) || frame.includes(text));
  }
}
