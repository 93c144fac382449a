// Everybody of one day together: who is in which window, and what each part of the day asks of several of them.
import { type Browser, expect, type Page, type TestInfo } from '@playwright/test';
import type { PersonId } from '../../protocol/typescript/index.ts';
import { expectAccessible } from './accessibility.ts';
import { prepare, type Programme, type Roster, Someone, TRAINEES, words } from './cast.ts';
import type { Server } from './server.ts';

export type TraineeName = (typeof TRAINEES)[number];
type Look = 'light' | 'dark' | 'narrow';

const PHONES: readonly TraineeName[] = ['Asha', 'Eve'];

/** Prepares the programme, and everybody comes in by their own link. */
export async function gather(
  browser: Browser,
  server: Server,
  info: TestInfo,
  trainees: readonly TraineeName[] = TRAINEES,
  roster?: Roster,
): Promise<Day> {
  const programme = await prepare(browser, server, roster);
  const everybody: Someone[] = [];
  for (const name of ['Fay', 'Sol', ...trainees]) {
    const someone = await Someone.opens(
      browser,
      name,
      PHONES.some((phone) => phone === name),
    );
    await someone.comeIn(programme);
    everybody.push(someone);
  }
  return new Day(programme, everybody, info);
}

export class Day {
  #shots = 0;

  constructor(
    readonly programme: Programme,
    public everybody: Someone[],
    private readonly info: TestInfo,
  ) {}

  who(name: string): Someone {
    const found = this.everybody.find((each) => each.name === name);
    if (!found) throw new Error(`${name} is not here.`);
    return found;
  }
  trainee(name: TraineeName): Someone {
    return this.who(name);
  }
  get trainees(): Someone[] {
    return this.everybody.filter(({ name }) => TRAINEES.some((each) => each === name));
  }
  get fay(): Someone {
    return this.who('Fay');
  }
  get sol(): Someone {
    return this.who('Sol');
  }
  get asha(): Someone {
    return this.who('Asha');
  }
  get ben(): Someone {
    return this.who('Ben');
  }
  ids(name: string): PersonId {
    return this.programme.ids[name] ?? '';
  }
  gone(someone: Someone): void {
    this.everybody = this.everybody.filter((each) => each !== someone);
  }

  async show(someone: Someone, name: string, ...looks: Look[]): Promise<void> {
    await this.picture(someone.page, name, ...looks);
  }

  /** Takes a picture of a page and asks axe about it, in each of the looks. */
  async picture(page: Page, name: string, ...looks: Look[]): Promise<void> {
    if (looks.length === 0) looks.push('light');
    const size = page.viewportSize();
    for (const look of looks) {
      if (look === 'dark') await page.emulateMedia({ colorScheme: 'dark' });
      if (look === 'narrow') await page.setViewportSize({ width: 320, height: 640 });
      if (look === looks[0]) this.#shots += 1;
      const number = String(this.#shots).padStart(2, '0');
      await page.screenshot({ path: this.info.outputPath(`${number}-${name}-${look}.png`) });
      await expectAccessible(page);
      if (look === 'dark') await page.emulateMedia({ colorScheme: 'light' });
      if (look === 'narrow' && size) await page.setViewportSize(size);
    }
  }

  /** Presses a button that asks once more, and says yes. */
  async confirm(someone: Someone, label: string): Promise<void> {
    await someone.page.getByRole('button', { name: label, exact: true }).click();
    const dialog = someone.page.getByRole('dialog');
    await dialog.getByRole('button', { name: label, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async startRound(purpose: string, prompt: string): Promise<void> {
    const { page } = this.fay;
    const say = words.staff.roundControl;
    await this.fay.look(words.facilitator.round);
    const another = page.getByRole('button', { name: say.another });
    if (await another.isVisible()) await another.click();
    await page.getByRole('radio', { name: purpose }).check();
    await page.getByRole('radio', { name: say.kinds.in_turn.name }).check();
    await page.getByRole('radio', { name: say.scales.one_to_five.name }).check();
    await page.getByRole('textbox', { name: say.prompt }).fill(prompt);
    await page.getByRole('button', { name: say.start, exact: true }).click();
    for (const each of this.trainees) {
      await each.look(words.trainee.views.now);
      await expect(each.page.getByRole('heading', { name: prompt })).toBeVisible();
    }
  }

  /** Lets everybody who is here have their turn, in the order of the round. */
  async goRound(turn: (name: TraineeName, someone: Someone) => Promise<void>): Promise<void> {
    const say = words.staff.roundControl;
    const { page } = this.fay;
    const whose = page.getByRole('region', { name: say.running }).locator('.turn');
    for (let n = 0; n < this.trainees.length; n += 1) {
      const sentence = (await whose.innerText()).trim();
      const name = TRAINEES.find((each) => sentence.startsWith(say.turnOf(each)));
      if (!name) throw new Error(`Whose turn is "${sentence}"?`);
      await turn(name, this.trainee(name));
      await expect(whose).not.toContainText(say.turnOf(name));
    }
    await expect(whose).toHaveText(say.nobodysTurn);
  }

  /** Plans the buddies' rooms, looks at the plan, opens it with this much notice; everybody sees where they go. */
  async openRooms(prompt: string, notice: number, looking?: () => Promise<void>): Promise<void> {
    const { page } = this.fay;
    const say = words.staff.plan;
    await this.fay.look(words.facilitator.rooms);
    await page.getByRole('textbox', { name: say.prompt }).fill(prompt);
    await page.getByRole('button', { name: say.make, exact: true }).click();
    await expect(page.getByText(say.previewTitle)).toBeVisible();
    for (const { name } of this.trainees)
      await expect(page.getByRole('button', { name: say.moveMenu(name) })).toBeVisible();
    await looking?.();
    await page.getByLabel(say.notice).fill(String(notice));
    await page.getByRole('button', { name: say.open, exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say.openNow(notice) })
      .click();
  }

  /** Moves somebody in Fay's preview by keyboard alone, to the first room their menu offers. */
  async moveByKeyboard(name: string): Promise<void> {
    const { page } = this.fay;
    const person = page.locator(`[data-person="${this.ids(name)}"]`);
    await person.getByRole('button', { name: words.staff.plan.moveMenu(name) }).press('Enter');
    // The menu is open when its first line has the focus.
    await expect(page.locator('[role="menuitem"]:focus')).toBeVisible();
    await page.keyboard.press('Enter');
  }

  /** Everybody who is here is in a room that is open. */
  async inRooms(): Promise<void> {
    for (const each of this.trainees) {
      await each.look(words.trainee.views.now);
      await expect(each.main.getByText(words.rooms.timeLeft)).toBeVisible({ timeout: 30_000 });
    }
  }

  async answer(someone: Someone, value: number, text: string, audience?: 'privately'): Promise<void> {
    const { page } = someone;
    const step = words.rounds.steps.one_to_five[value - 1] ?? '';
    await page.getByRole('radio', { name: step }).check();
    await page.getByRole('textbox', { name: words.rounds.addWords }).fill(text);
    if (audience) {
      await page.getByRole('radio', { name: words.rounds.facilitators }).check();
      await expect(someone.main.getByText(words.rounds.asPass)).toBeVisible();
      await this.show(someone, `${someone.name.toLowerCase()}-answers-privately`, 'light');
    }
    await page.getByRole('button', { name: words.rounds.answer, exact: true }).click();
    await expect(someone.main.getByText(text).first()).toBeVisible();
  }

  async pass(someone: Someone): Promise<void> {
    await someone.page.getByRole('button', { name: words.rounds.pass, exact: true }).click();
    await expect(someone.main.getByText(words.rounds.youPassed)).toBeVisible();
  }

  /** Not a byte of these words has reached anybody but those who may have them. */
  nobodyElse(except: readonly Someone[], text: string): void {
    for (const each of this.everybody.filter((one) => !except.includes(one)))
      expect(each.received(text), `${each.name} received “${text}”`).toBe(false);
    for (const each of except) expect(each.received(text), `${each.name} received “${text}”`).toBe(true);
  }

  /** Says something to everybody and waits until it has arrived; from then on, how many frames each has had. */
  async quiet(text = 'Five more minutes'): Promise<Map<Someone, number>> {
    const field = this.fay.page.getByRole('textbox', {
      name: words.chat.composerLabel(words.staff.moderation.channels.main),
    });
    await field.fill(text);
    await field.press('Enter');
    for (const each of this.everybody) await expect.poll(() => each.received(text), each.name).toBe(true);
    return new Map(this.everybody.map((each) => [each, each.frames.length]));
  }

  /** Since then nothing reached the others but one more sentence to everybody. */
  async onlyTheSignalSince(before: Map<Someone, number>, except: readonly Someone[]): Promise<void> {
    const signal = 'Four more minutes';
    await this.quiet(signal);
    for (const each of this.everybody.filter((one) => !except.includes(one))) {
      const since = each.frames.slice(before.get(each));
      expect(
        since.filter((frame) => !frame.includes(signal)),
        each.name,
      ).toEqual([]);
    }
  }
}
