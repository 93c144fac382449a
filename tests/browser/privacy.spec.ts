// An organiser sees what is kept and until when, takes data along, erases somebody and finds it in the audit trail;
// a trainee takes their own data along.
import { type Download, type Page, type TestInfo } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { show } from './pictures.ts';
import { OWNER, prepare, words } from './cast.ts';
import { expect, test } from './server.ts';

test.slow();
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const say = words.privacy;
const step = words.account.step;

test('what is kept, taking along, erasing, and the audit trail', async ({ browser, server, page }, info) => {
  const made = await prepare(browser, server);
  await test.step('Asha takes her own data along', () => ashaTakesHers(page, made.links['Asha'] ?? '', info));

  const organiser = await (await browser.newContext({ acceptDownloads: true })).newPage();
  await opensPrivacy(organiser, server.url);
  await show(organiser, info, '02-retention');

  await test.step('shorter at once, longer with a reason', () => changes(organiser));
  await test.step('the programme as a table', () => takesTable(organiser));
  await test.step('Ben is erased', () => erasesBen(organiser, info));
  await test.step('the audit trail', () => audits(organiser, info));

  await organiser.setViewportSize({ width: 320, height: 640 });
  await show(organiser, info, '05-audit-narrow');
  await organiser.emulateMedia({ colorScheme: 'dark' });
  await organiser.getByRole('tab', { name: words.organiser.tabs.privacy }).click();
  await expect(organiser.getByText(say.retention.fine)).toBeVisible();
  await show(organiser, info, '06-retention-dark-narrow');
});

test('guests and people taken off the roster are found by name', async ({
  browser,
  server,
  page: phone,
}, info) => {
  const made = await prepare(browser, server);
  const knocks = async (page: Page): Promise<void> => {
    const data = { name: 'Sam' };
    const headers = { origin: server.url };
    const answer = await page.request.post(`${server.url}/api/session/${made.session}/knock`, {
      data,
      headers,
    });
    expect(answer.ok()).toBe(true);
  };
  await knocks(phone);
  await knocks(await (await browser.newContext()).newPage());
  await made.organise({ t: 'remove_person', person: made.ids['Dan'] ?? '' });

  const mine = await test.step('a guest takes their own data along', async () => {
    await phone.goto(server.url);
    await expect(phone.getByText(say.mine.guest)).toBeVisible();
    await show(phone, info, '07-guest');
    const [file] = await Promise.all([
      phone.waitForEvent('download'),
      phone.getByRole('button', { name: say.mine.data }).click(),
    ]);
    const data = JSON.parse(await textOf(file)) as { name: string; person: string };
    expect(data.name).toBe('Sam');
    return data.person;
  });

  const organiser = await (await browser.newContext({ acceptDownloads: true })).newPage();
  await opensPrivacy(organiser, server.url);
  const option = (name: RegExp) => organiser.getByRole('option', { name });
  await expect(option(/^Dan, taken off the roster on /)).toHaveCount(1);
  await expect(option(/^Sam, guest of .*, knocked on /)).toHaveCount(2);
  const sams = option(/^Sam, guest of /);
  expect(new Set(await sams.allTextContents()).size, 'no two labels alike').toBe(2);
  const ids = await sams.evaluateAll((shown) => shown.map((one) => (one as HTMLOptionElement).value));
  const other = ids.find((id) => id !== mine) ?? '';
  await organiser.getByLabel(say.people.whose).selectOption(other);
  await organiser.setViewportSize({ width: 320, height: 640 });
  const width = await organiser.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'nothing is wider than the page').toBeLessThanOrEqual(320);
  await show(organiser, info, '08-not-on-the-roster-narrow');
  await organiser.getByRole('button', { name: say.people.erase }).first().click();
  await expect(organiser.getByRole('dialog').getByText(/Sam, guest of /)).toBeVisible();
  await show(organiser, info, '09-erase-a-guest-narrow');
  await organiser.getByRole('dialog').getByRole('button', { name: say.step.eraseGo }).click();
  await organiser.getByLabel(step.passphrase).fill(OWNER.passphrase);
  await organiser.getByRole('button', { name: step.go, exact: true }).click();
  await expect(organiser.getByText(say.step.erased).first()).toBeVisible();
  await expect(sams).toHaveCount(1);
  await expect(sams).toHaveAttribute('value', mine);
});

async function opensPrivacy(organiser: Page, url: string): Promise<void> {
  await organiser.goto(`${url}/organiser`);
  await organiser.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
  await organiser.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
  await organiser.getByRole('button', { name: words.organiser.signIn.done }).click();
  await organiser.getByRole('link', { name: /Peer support, spring/ }).click();
  await organiser.getByRole('tab', { name: words.organiser.tabs.privacy }).click();
  await expect(organiser.getByText(say.retention.fine)).toBeVisible();
}

const textOf = async (file: Download): Promise<string> => readFile(await file.path(), 'utf8');

async function ashaTakesHers(page: Page, link: string, info: TestInfo): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: words.trainee.door.comeIn('Asha') }).click();
  // The link leads into the session of today; the page of all sessions is beside it.
  await page.waitForURL(/\/session\//);
  await page.goto(new URL('/', link).href);
  await expect(page.getByRole('heading', { name: say.mine.title })).toBeVisible();
  await show(page, info, '01-my-data');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: say.mine.data }).click(),
  ]);
  const data = JSON.parse(await textOf(file)) as { name: string };
  expect(data.name).toBe('Asha');
  await expect(page.getByText(say.mine.done)).toBeVisible();
}

async function changes(page: Page): Promise<void> {
  const what = say.classes.main_chat;
  const open = () => page.getByRole('button', { name: say.retention.changeOf(what) }).click();
  await open();
  await page.getByLabel(say.retention.days).fill('60');
  await page.getByRole('button', { name: say.retention.save }).click();
  await expect(page.getByText('please say why')).toBeVisible();
  await page.getByLabel(say.retention.days).fill('7');
  await page.getByRole('button', { name: say.retention.save }).click();
  await page.getByLabel(step.passphrase).fill('not this one at all');
  await page.getByRole('button', { name: step.go, exact: true }).click();
  await expect(page.getByText('does not fit')).toBeVisible();
  await page.getByLabel(step.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: step.go, exact: true }).click();
  await expect(page.getByRole('row', { name: what }).getByText(say.days(7))).toBeVisible();
}

async function takesTable(page: Page): Promise<void> {
  // She showed who she is a moment ago.
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: say.people.table }).click(),
  ]);
  expect(await textOf(file)).toContain('"Ben"');
}

async function erasesBen(page: Page, info: TestInfo): Promise<void> {
  await page.getByLabel(say.people.whose).selectOption({ label: 'Ben' });
  await page.getByRole('button', { name: say.people.erase }).first().click();
  await show(page, info, '03-erase');
  // She showed who she is a moment ago.
  await page.getByRole('dialog').getByRole('button', { name: say.step.eraseGo }).click();
  await expect(page.getByText(say.step.erased)).toBeVisible();
  await expect(page.getByRole('option', { name: 'Ben' })).toHaveCount(0);
}

async function audits(page: Page, info: TestInfo): Promise<void> {
  await page.getByRole('tab', { name: words.organiser.tabs.audit }).click();
  const trail = page.getByRole('table');
  await expect(trail.getByText(say.audit.done.erased_person)).toBeVisible();
  await expect(trail.getByText(say.audit.done.exported_own_data)).toBeVisible();
  await expect(trail.getByText(say.audit.done.step_up_failed)).toHaveCount(0);
  await show(page, info, '04-audit');
  await page.getByLabel(say.audit.name).fill('asha');
  await page.getByRole('button', { name: say.audit.search }).click();
  await expect(trail.getByText(say.audit.done.erased_person)).toHaveCount(0);
  await expect(trail.getByText(say.audit.done.exported_own_data)).toBeVisible();
}
