// For people who are overlooked, or in need while nobody is there: the way out and back, what a tab tells, who reads
// what is written, and whom one can call. Real server, real browsers, a laptop and a phone.
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { prepare, Someone, words } from './cast.ts';
import { gather } from './gathering.ts';
import { OWNER } from './cast.ts';
import { expect, type Server, test } from './server.ts';

test.slow();
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const LISTENING_LINE = { name: 'Listening line', phone: '116 123', hours: 'Day and night' };
const MORAG = { name: 'Morag, safeguarding', phone: '0300 000 000', hours: '' };

const fieldOf = (page: Page, place: string) =>
  page.getByRole('textbox', { name: words.chat.composerLabel(place) });

async function shiftThreeTimes(page: Page): Promise<void> {
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift');
}

/** The organiser writes the contacts on their page. */
async function writeContacts(page: Page, server: Server): Promise<void> {
  const say = words.organiser.safety;
  await page.goto(`${server.url}/organiser`);
  await page.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.signIn.done }).click();
  await page.getByText('Peer support, spring').first().click();
  await page.getByRole('tab', { name: words.organiser.tabs.safety }).click();
  await expect(page.getByText(say.none)).toBeVisible();
  const fill = async (group: string, contact: typeof MORAG) => {
    const fields = page.getByRole('group', { name: group });
    await fields.getByLabel(say.name).first().fill(contact.name);
    await fields.getByLabel(say.phone).first().fill(contact.phone);
    await fields.getByLabel(say.hours).first().fill(contact.hours);
  };
  await fill(say.contacts, { ...LISTENING_LINE, phone: 'by night' });
  await page.getByRole('button', { name: say.save, exact: true }).click();
  await expect(page.getByText(/phone number of Listening line/)).toBeVisible();
  await fill(say.contacts, LISTENING_LINE);
  await fill(say.safeguarding, MORAG);
  await page.getByRole('button', { name: say.save, exact: true }).click();
  await expect(page.getByText(say.saved).first()).toBeAttached();
}

test('the way out covers the page at once and leads back to where one was (EXIT1, EXIT2)', async ({
  browser,
  server,
}, info) => {
  const day = await gather(browser, server, info, ['Asha', 'Ben']);
  const { asha, ben, fay } = day;
  const everyone = words.chat.places.main;

  // By the button, on a phone, with something begun; nobody reads more than that the connection was lost.
  await asha.openChat(everyone);
  await fieldOf(asha.page, everyone).fill('I am not sure whether');
  await day.show(asha, 'before-the-exit', 'light', 'narrow');
  await asha.page.getByRole('button', { name: words.exit.name }).click();
  await expect(asha.page).toHaveURL(`${server.url}/elsewhere`);
  await expect(asha.page).toHaveTitle(words.exit.coverTitle);
  await expect(asha.page.getByText('I am not sure')).toHaveCount(0);
  const kept = await asha.page.evaluate(() => JSON.stringify(sessionStorage) + JSON.stringify(localStorage));
  expect(kept).not.toContain('I am not sure');
  await day.show(asha, 'elsewhere', 'light', 'narrow');
  await expect.poll(() => fay.received('"link":"reconnecting"')).toBe(true);
  expect(fay.received('"link":"left"')).toBe(false);

  // Back does not lead to the session; the page itself does, in one step.
  await asha.page.goBack().catch(() => undefined);
  expect(asha.page.url()).not.toContain('/session/');
  await asha.page.goto(`${server.url}/elsewhere`);
  await asha.page.getByRole('link', { name: 'Go back' }).click();
  await expect(asha.page).toHaveURL(new RegExp(`/session/${day.programme.session}`));
  await asha.connected();
  await asha.openChat(everyone);
  await expect(fieldOf(asha.page, everyone)).toHaveValue('');

  // By Shift, on a laptop, out of a field in which capitals do nothing; what was begun stays when that was chosen.
  await ben.look(words.trainee.views.mine);
  await ben.page.getByRole('switch', { name: words.exit.quiet.keepDrafts }).click();
  await day.show(ben, 'for-you', 'light', 'dark', 'narrow');
  await ben.openChat(everyone);
  await fieldOf(ben.page, everyone).pressSequentially('BBC NEWS AT Ten');
  await expect(ben.page).toHaveURL(/\/session\//);
  await shiftThreeTimes(ben.page);
  await expect(ben.page).toHaveURL(`${server.url}/elsewhere`);
  await shiftThreeTimes(ben.page);
  await ben.connected();
  await ben.openChat(everyone);
  await expect(fieldOf(ben.page, everyone)).toHaveValue('BBC NEWS AT Ten');

  // Out of a dialog, too.
  await ben.page.getByRole('button', { name: words.flags.raise, exact: true }).click();
  const dialog = ben.page.getByRole('dialog');
  await day.show(ben, 'exit-in-a-dialog', 'light', 'narrow');
  await dialog.getByRole('button', { name: words.exit.name }).click();
  await expect(ben.page).toHaveURL(`${server.url}/elsewhere`);
});

test('whoever comes next on a shared computer finds no word of the person before', async ({
  browser,
  server,
}) => {
  const programme = await prepare(browser, server);
  const asha = await Someone.opens(browser, 'Asha');
  await asha.comeIn(programme);
  const [tab, other] = [asha.page, await asha.context.newPage()];
  await other.goto(tab.url());
  for (const page of [tab, other]) await beginsFlag(page);
  await tab.reload();
  await openFlag(tab);
  await expect(flagWords(tab)).toHaveValue(BEGUN);

  // Ben opens his own link in her tab.
  await tab.goto(programme.links['Ben'] ?? '');
  await tab.getByRole('button', { name: words.trainee.door.comeIn('Ben') }).click();
  await expect(tab.getByRole('heading', { level: 1, name: 'Listening well' })).toBeVisible();
  await openFlag(tab);
  expect(await tab.evaluate(everythingHere)).not.toContain(BEGUN);
  await tab.getByText(words.flags.addMore).click();
  await expect(flagWords(tab)).toHaveValue('');

  // Her other tab is his as well, from the moment at which its line is a new one.
  expect(await other.evaluate(everythingHere)).toContain(BEGUN);
  await server.stop();
  await server.start();
  await expect(other.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => other.evaluate(everythingHere).catch(() => BEGUN)).not.toContain(BEGUN);
  await openFlag(other);
  expect(await other.evaluate(everythingHere)).not.toContain(BEGUN);
  expect(asha.troubles).toEqual([]);
});

const BEGUN = 'It is all too much today';
const flagWords = (page: Page) => page.getByRole('textbox', { name: new RegExp(`^${words.flags.words}`) });
const openFlag = (page: Page) => page.getByRole('button', { name: words.flags.raise, exact: true }).click();

async function beginsFlag(page: Page): Promise<void> {
  await openFlag(page);
  await page.getByText(words.flags.addMore).click();
  await flagWords(page).fill(BEGUN);
}

/** All that stands on the page, in its fields and in the browser's storage. Runs in the page. */
function everythingHere(): string {
  const fields = [...document.querySelectorAll('input, textarea')] as HTMLInputElement[];
  const said = fields.map(({ value }) => value);
  const kept = [sessionStorage, localStorage].map((storage) => JSON.stringify(storage));
  return [document.documentElement.textContent, document.title, ...said, ...kept].join('\n');
}

test('with nobody of the staff there a flag says so at once, with whom to call (FLAG7, FLAG8)', async ({
  browser,
  server,
}, info) => {
  const programme = await prepare(browser, server);
  const organiser = await (await browser.newContext()).newPage();
  await writeContacts(organiser, server);
  await organiser.screenshot({ path: info.outputPath('contacts.png'), fullPage: true });
  await expectAccessible(organiser);

  const asha = await Someone.opens(browser, 'Asha', true);
  await asha.comeIn(programme);
  await asha.page.getByRole('button', { name: words.flags.raise, exact: true }).click();
  await asha.page.getByRole('button', { name: new RegExp(words.flags.kinds.need_support) }).click();
  const dialog = asha.page.getByRole('dialog');
  await expect(dialog.getByText(words.flags.waits.unseen)).toBeVisible();
  await expect(dialog.getByText(words.flags.sent)).toHaveCount(0);
  await expect(dialog.getByRole('link', { name: LISTENING_LINE.phone })).toHaveAttribute(
    'href',
    'tel:116123',
  );
  await asha.page.screenshot({ path: info.outputPath('nobody-there.png') });
  await expectAccessible(asha.page);
  await dialog.getByRole('button', { name: words.common.close }).click();
  await asha.look(words.trainee.views.now);
  await expect(asha.main.getByText(words.flags.waits.unseen)).toBeVisible();
  await asha.page.setViewportSize({ width: 320, height: 640 });
  await asha.page.screenshot({ path: info.outputPath('nobody-there-narrow.png') });
  expect(asha.received(MORAG.phone)).toBe(false);

  // Whoever comes sees it, and the raiser sees that.
  const fay = await Someone.opens(browser, 'Fay');
  await fay.comeIn(programme);
  const card = fay.page.getByRole('article', { name: words.staff.queue.flag.kinds.need_support });
  await expect(card).toBeVisible();
  await expect(asha.main.getByText(words.flags.waits.unseen)).toHaveCount(0);
  await card.getByRole('button', { name: words.staff.queue.claim }).click();
});

test('at every field stands who reads it and how long it is kept; the tab tells nothing (READ1)', async ({
  browser,
  server,
}, info) => {
  const strangers: string[] = [];
  const day = await gather(browser, server, info, ['Asha', 'Ben']);
  const { asha, ben, fay } = day;
  for (const each of day.everybody)
    each.context.on('request', (request) => {
      if (new URL(request.url()).host !== new URL(server.url).host) strangers.push(request.url());
    });

  await expect(asha.page).toHaveTitle(words.exit.tab);
  await ben.write(words.chat.places.main, 'Good morning');
  await asha.look(words.trainee.views.now);
  await expect(asha.page).toHaveTitle(words.exit.tab);
  await asha.look(words.trainee.views.mine);
  await asha.page.getByRole('switch', { name: words.exit.quiet.markTab }).click();
  await expect(asha.page).toHaveTitle(words.exit.tabNew(1));

  const lines = async (someone: Someone) => {
    const fields = await someone.page.getByRole('textbox').all();
    return Promise.all(fields.map((field) => field.evaluate(describedOrUnder)));
  };
  for (const tab of [words.trainee.views.now, words.trainee.views.chat, words.trainee.views.mine]) {
    await asha.look(tab);
    for (const line of await lines(asha)) expect(line).toMatch(/can read this|Nobody else reads/);
  }
  await asha.look(words.trainee.views.chat);
  await asha.page.getByText(/Everyone in the session can read this/).click();
  await day.show(asha, 'who-reads-opened', 'light', 'dark', 'narrow');
  for (const tab of [words.facilitator.group, words.facilitator.round, words.facilitator.rooms]) {
    await fay.look(tab);
    for (const line of await lines(fay)) expect(line).toMatch(/can read this/);
  }
  await fay.look(words.facilitator.rooms);
  await day.show(fay, 'who-reads-of-staff', 'light', 'narrow');

  // In a room it always stands there how staff attend to it, whatever one looks at.
  await fay.look(words.facilitator.day);
  await day.confirm(fay, words.staff.day.start);
  await day.openRooms('What helped?', 5);
  await day.inRooms();
  for (const tab of [words.trainee.views.chat, words.trainee.views.people, words.trainee.views.now]) {
    await asha.look(tab);
    await expect(asha.page.getByText(words.rooms.confidential)).toBeVisible();
  }
  await day.show(asha, 'watched', 'light', 'narrow');
  for (const line of await lines(asha)) expect(line).toMatch(/can read this|Nobody else reads/);
  expect(strangers).toEqual([]);
  for (const each of day.everybody) expect(each.troubles).toEqual([]);
});

/** What a field is described by, and else the words of the part around it. Runs in the page. */
function describedOrUnder(field: Element): string {
  const ids = (field.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  const described = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  const around = field.closest('form, section, dialog')?.parentElement;
  return /can read this|Nobody else reads/.test(described) ? described : (around?.textContent ?? '');
}
