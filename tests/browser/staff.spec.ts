// Staff by invitation: the owner invites an organiser, she invites a facilitator and a safeguarding lead, a session is
// run with an account, a flag is passed on and read by the lead alone, and a role is taken while its console is open.
import { type Browser, type Locator, type Page, type TestInfo } from '@playwright/test';
import type { IssuedLink, ProgrammeView } from '../../protocol/typescript/index.ts';
import { showNarrowToo } from './pictures.ts';
import { founds, OWNER, words } from './cast.ts';
import { expect, test, type Server } from './server.ts';

test.slow();
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const say = words.staffing;
const PHRASE = 'seven slow boats on the river';
const SPRING = 'Peer support, spring';
const AUTUMN = 'Peer support, autumn';
const WORRY = 'I am not safe tonight';

test('roles by invitation, a session with an account, and a safeguarding record', async ({
  browser,
  server,
  page: olive,
}, info) => {
  await founds(olive, server);
  const autumn = await makes(olive, AUTUMN);
  const spring = await makes(olive, SPRING);
  await expect(olive.getByText(say.noLead.title)).toBeVisible();
  await showNarrowToo(olive, info, '01-no-lead');

  const orla = await test.step('the owner invites an organiser', async () => {
    await olive.goto(`${server.url}/organiser/staff`);
    const link = await invites(olive, OWNER.passphrase, say.rights.organiser, 'Orla', SPRING);
    await showNarrowToo(olive, info, '02-house');
    return accepts(browser, link, 'Orla', info);
  });
  await test.step('who sees her programme and no other', async () => {
    await showNarrowToo(orla, info, '04-organiser-home');
    await expect(orla.getByRole('link', { name: SPRING })).toBeVisible();
    await expect(orla.getByText(AUTUMN)).toHaveCount(0);
    await orla.goto(`${server.url}/organiser/${autumn}`);
    await expect(orla.getByRole('button', { name: words.organiser.tabs.people })).toHaveCount(0);
    await expect(orla.getByText(AUTUMN)).toHaveCount(0);
  });

  const { asha, session } = await prepares(orla, server, spring);
  await orla.goto(`${server.url}/organiser/${spring}`);
  await orla.getByRole('tab', { name: words.organiser.tabs.staff }).click();
  const toNia = await invites(orla, PHRASE, say.rights.facilitator, 'Nia');
  const toLena = await invites(orla, PHRASE, say.rights.safeguarding_lead, 'Lena');
  await showNarrowToo(orla, info, '05-invitations');
  const lena = await accepts(browser, toLena, 'Lena');
  const nia = await accepts(browser, toNia, 'Nia');
  await showNarrowToo(nia, info, '06-facilitator-home');

  await test.step('the facilitator runs the session with her account', async () => {
    await nia.getByRole('link', { name: say.home.open('Listening well') }).click();
    await expect(nia.getByText(words.common.connection.live, { exact: true })).toBeAttached();
    await passesOn(nia, await comesIn(browser, asha));
  });
  await test.step('which the organiser sees at a glance', async () => {
    await orla.goto(`${server.url}/organiser`);
    await expect(orla.getByText(say.live.staff(1))).toBeVisible();
    await expect(orla.getByText(say.live.calm)).toBeVisible();
    await expect(orla.getByText(WORRY)).toHaveCount(0);
    await showNarrowToo(orla, info, '07-at-a-glance');
    const records = await orla.request.get(`${server.url}/api/programmes/${spring}/safeguarding`);
    expect(records.status()).toBe(404);
  });
  await test.step('the lead reads the record', () => reads(lena, info));
  await test.step('signed out elsewhere, the console says so and leads back', () =>
    isSignedOut(browser, server, nia, info));
  await test.step('the role is taken while the console is open', async () => {
    await orla.goto(`${server.url}/organiser/${spring}`);
    await orla.getByRole('tab', { name: words.organiser.tabs.staff }).click();
    await orla.getByRole('button', { name: say.takeOf(say.rights.facilitator, 'Nia') }).click();
    await orla.getByRole('dialog').getByRole('button', { name: say.take, exact: true }).click();
    await expect(nia.getByRole('heading', { name: words.staff.desk.stopped })).toBeVisible();
    await nia.goto(`${server.url}/facilitator/${session}`);
    await expect(nia.getByRole('heading', { name: words.staff.desk.notIn })).toBeVisible();
    await showNarrowToo(nia, info, '11-taken');
  });
  await test.step('an account without a role is erased by the owner', async () => {
    await olive.goto(`${server.url}/organiser/staff`);
    const row = olive.getByRole('listitem').filter({ hasText: 'Nia' });
    await row.getByRole('button', { name: say.erase }).click();
    await showNarrowToo(olive, info, '12-erase-an-account');
    const told = olive.getByText(say.erased).first();
    await olive.getByRole('dialog').getByRole('button', { name: words.privacy.step.eraseGo }).click();
    await onceMore(olive, OWNER.passphrase, told);
    await expect(olive.getByText('Nia')).toHaveCount(0);
    await nia.goto(`${server.url}/organiser`);
    await expect(nia.getByRole('button', { name: words.organiser.signIn.done })).toBeVisible();
  });
});

/** Makes a programme and gives its id. */
async function makes(page: Page, name: string): Promise<string> {
  await page.goto(new URL('/organiser', page.url()).href);
  await page.getByRole('button', { name: words.organiser.home.make }).click();
  await page.getByLabel(words.organiser.home.name).fill(name);
  await page.getByRole('button', { name: words.organiser.home.made }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** The link, as it is shown this once. */
async function invites(
  page: Page,
  phrase: string,
  role: string,
  label: string,
  programme?: string,
): Promise<string> {
  await page.getByLabel(say.invite.role).selectOption({ label: role });
  if (programme) await page.getByLabel(say.invite.where).selectOption({ label: programme });
  await page.getByLabel(say.invite.label).fill(label);
  await page.getByRole('button', { name: say.invite.make }).click();
  const link = page.getByRole('code');
  await onceMore(page, phrase, link);
  const text = await link.innerText();
  await page.getByRole('button', { name: say.invite.done }).click();
  await expect(link).toHaveCount(0);
  await expect(page.getByText(new RegExp(`: ?${role}|^${label}`)).first()).toBeVisible();
  return text;
}

/** Shows who one is, if that is asked for, until something is there. */
async function onceMore(page: Page, phrase: string, there: Locator): Promise<void> {
  const dialog = page.getByRole('dialog', { name: words.account.step.title });
  await expect(dialog.or(there).first()).toBeVisible();
  if (await dialog.isVisible()) {
    await dialog.getByLabel(words.account.step.passphrase).fill(phrase);
    await dialog.getByRole('button', { name: words.account.step.go }).click();
    await expect(dialog).toBeHidden();
  }
  await expect(there).toBeVisible();
}

async function accepts(browser: Browser, link: string, name: string, info?: TestInfo): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  await page.goto(link);
  await expect(page.getByRole('heading', { name: say.accept.title })).toBeVisible();
  expect(new URL(page.url()).hash, 'the secret is wiped from the address').toBe('');
  await page.getByRole('textbox', { name: say.accept.name }).fill(name);
  await page.getByRole('textbox', { name: say.accept.passphrase }).fill(PHRASE);
  if (info) await showNarrowToo(page, info, '03-invited');
  await page.getByRole('button', { name: say.accept.done }).click();
  await expect(page.getByRole('heading', { name: words.organiser.home.title })).toBeVisible();
  return page;
}

/** Two trainees and a session whose doors are open, through the calls of the organiser's pages. */
async function prepares(
  page: Page,
  server: Server,
  programme: string,
): Promise<{ asha: string; session: string }> {
  const call = async <Answer>(path: string, data: unknown): Promise<Answer> => {
    const url = `${server.url}/api/programmes/${programme}${path}`;
    const answer = await page.request.post(url, { data, headers: { origin: server.url } });
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
    return (await answer.json()) as Answer;
  };
  const people = ['Asha', 'Ben'].map((name) => ({ name, role: 'trainee' }));
  const { people: known } = await call<ProgrammeView>('', { t: 'add_people', people });
  const plan = {
    title: 'Listening well',
    startsAt: Date.now() + 10 * 60_000,
    leadMinutes: 15,
    agenda: [],
  };
  const { sessions } = await call<ProgrammeView>('', { t: 'schedule', plan });
  const links = await call<IssuedLink[]>('/links', { people: known.map(({ id }) => id) });
  return { asha: links[0]?.link ?? '', session: sessions[0]?.id ?? '' };
}

async function comesIn(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  await page.goto(link);
  await page.getByRole('button', { name: words.trainee.door.comeIn('Asha') }).click();
  await expect(page.getByText(words.common.connection.live, { exact: true })).toBeAttached();
  return page;
}

/** Asha raises a flag; the facilitator takes it and passes it on. */
async function passesOn(nia: Page, asha: Page): Promise<void> {
  const { queue } = words.staff;
  await asha.getByRole('button', { name: words.flags.raise }).click();
  const dialog = asha.getByRole('dialog', { name: words.flags.title });
  await dialog.getByText(words.flags.addMore).click();
  await dialog.getByLabel(words.flags.words).fill(WORRY);
  await dialog.getByRole('button', { name: new RegExp(`^${words.flags.kinds.need_support}`) }).click();
  await expect(dialog.getByText(words.flags.sent)).toBeVisible();
  const card = nia.getByRole('article', { name: queue.flag.kinds.need_support });
  await card.getByRole('button', { name: queue.claim }).click();
  await card.getByRole('button', { name: queue.flag.passOn }).click();
  await card.getByRole('textbox', { name: queue.flag.passOn }).fill('She asked me to tell you');
  await card.getByRole('button', { name: queue.flag.passOn }).last().click();
  await expect(nia.getByText(queue.flag.closed(1))).toBeVisible();
}

/** In the library Nia signs out everywhere, while her console is open at home. */
async function isSignedOut(browser: Browser, server: Server, nia: Page, info: TestInfo): Promise<void> {
  const library = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  await library.goto(`${server.url}/organiser/account`);
  await signsIn(library);
  const { everywhere } = words.account.browsers;
  await library.getByRole('button', { name: everywhere }).click();
  await library.getByRole('dialog').getByRole('button', { name: everywhere }).click();
  await expect(library.getByText(words.account.signIn.out)).toBeVisible();
  await expect(nia.getByText(words.common.connection.ended.signedOut)).toBeVisible();
  await showNarrowToo(nia, info, '10-signed-out');
  await nia.getByRole('link', { name: words.staff.desk.signIn }).click();
  await signsIn(nia);
  await nia.getByRole('link', { name: say.home.open('Listening well') }).click();
  await expect(nia.getByText(words.common.connection.live, { exact: true })).toBeAttached();
}

async function signsIn(page: Page): Promise<void> {
  await page.getByLabel(words.organiser.signIn.name).fill('Nia');
  await page.getByLabel(words.organiser.signIn.passphrase).fill(PHRASE);
  await page.getByRole('button', { name: words.organiser.signIn.done, exact: true }).click();
}

async function reads(lena: Page, info: TestInfo): Promise<void> {
  await lena.goto(new URL('/organiser', lena.url()).href);
  await expect(lena.getByRole('link', { name: SPRING })).toHaveCount(0);
  await lena.getByRole('link', { name: say.records.title }).click();
  await expect(lena.getByText(say.records.from('Listening well'))).toBeVisible();
  await expect(lena.getByText(WORRY), 'the list says nothing of it').toHaveCount(0);
  await showNarrowToo(lena, info, '08-records');
  await lena.getByRole('button', { name: say.records.readOf('') }).click();
  await expect(lena.getByText(WORRY)).toBeVisible();
  await expect(lena.getByText('She asked me to tell you')).toBeVisible();
  await lena.getByRole('button', { name: say.records.save }).click();
  await expect(lena.getByText(/still empty/)).toBeVisible();
  await lena.getByLabel(say.records.reason).fill('Asha agreed to be rung tonight');
  await lena.getByLabel(say.records.words).fill('Rang her; a friend is with her.');
  await lena.getByRole('button', { name: say.records.save }).click();
  await expect(lena.getByText('Asha agreed to be rung tonight')).toBeVisible();
  await showNarrowToo(lena, info, '09-record');
  await lena.getByLabel(say.records.reason).fill('All is well');
  await lena.getByRole('button', { name: say.records.close }).click();
  await expect(lena.getByText(say.records.states.closed).first()).toBeVisible();
  await lena.getByRole('button', { name: say.records.readable }).click();
  const dialog = lena.getByRole('dialog', { name: words.account.step.title });
  await dialog.getByLabel(words.account.step.passphrase).fill(PHRASE);
  const [file] = await Promise.all([
    lena.waitForEvent('download'),
    dialog.getByRole('button', { name: words.account.step.go }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('safeguarding-record.html');
}
