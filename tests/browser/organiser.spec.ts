// The organiser's way from the owner link to a planned session, on the real pages.
import type { Page, TestInfo } from '@playwright/test';
import { show } from './pictures.ts';
import { OWNER, TRAINEES, words } from './cast.ts';
import { expect, test } from './server.ts';

test.slow();
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const say = words.organiser;
const ROSTER = [
  'name,role,e-mail,pronouns,needs',
  'Fay,facilitator,fay@example.org,she/her,',
  'Sol,tech support,sol@example.org,,',
  ...TRAINEES.map((name) => `${name},trainee,${name.toLowerCase()}@example.org,they/them,`),
].join('\n');

test('from the owner link to people, links, buddies and a session', async ({
  page,
  server,
  context,
}, info) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(server.ownerLink ?? '');
  await page.getByLabel(say.owner.name).fill(OWNER.name);
  await page.getByLabel(say.owner.passphrase).fill(OWNER.passphrase);
  await show(page, info, '01-owner');
  await page.getByRole('button', { name: say.owner.done }).click();
  await expect(page.getByRole('heading', { name: say.home.title })).toBeVisible();
  await show(page, info, '02-home');
  await page.getByRole('button', { name: say.home.make }).click();
  await page.getByLabel(say.home.name).fill('Peer support, spring');
  await page.getByRole('button', { name: say.home.made }).click();

  await test.step('people and their links', () => people(page, info));
  await test.step('buddies', () => buddies(page, info));
  await test.step('a session', () => session(page, info));

  await page.setViewportSize({ width: 320, height: 640 });
  await show(page, info, '07-sessions-narrow');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('tab', { name: say.tabs.people }).click();
  await show(page, info, '08-people-dark-narrow');
});

async function people(page: Page, info: TestInfo): Promise<void> {
  await page.getByRole('button', { name: say.people.add }).first().click();
  await page.getByLabel(say.roster.text).fill(ROSTER);
  await page.getByRole('button', { name: say.roster.read }).click();
  await expect(page.getByText(say.roster.found(9))).toBeVisible();
  await show(page, info, '03-roster');
  await page.getByRole('button', { name: say.roster.add(9) }).click();
  // Fay and Sol become staff.
  await page.getByLabel(words.account.step.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.account.step.go, exact: true }).click();
  await expect(page.getByText(say.people.count(7, 2))).toBeVisible();

  await page.getByRole('button', { name: say.links.forMissing(9) }).click();
  const links = page.getByRole('listitem').filter({ has: page.getByRole('code') });
  await expect(links).toHaveCount(9);
  await show(page, info, '04-links');
  const asha = links.filter({ hasText: 'Asha' });
  await page.getByRole('button', { name: say.links.copyOf('Asha') }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await asha.getByRole('code').innerText());
  await page.getByRole('button', { name: say.links.copyAll }).click();
  await expect
    .poll(async () => (await page.evaluate(() => navigator.clipboard.readText())).split('\n').length)
    .toBeGreaterThanOrEqual(9);
  await page.getByRole('button', { name: say.links.done }).click();
  await expect(links).toHaveCount(0);
}

async function buddies(page: Page, info: TestInfo): Promise<void> {
  await page.getByRole('tab', { name: say.tabs.buddies }).click();
  await page.getByRole('button', { name: say.buddies.pairAll }).click();
  await expect(page.getByText(new RegExp(say.buddies.triad(0).replace('0', '\\d')))).toBeVisible();
  for (const name of TRAINEES)
    await expect(page.getByRole('button', { name: say.buddies.move(name) })).toBeVisible();
  await show(page, info, '05-buddies');
}

async function session(page: Page, info: TestInfo): Promise<void> {
  await page.getByRole('tab', { name: say.tabs.sessions }).click();
  await page.getByRole('button', { name: say.sessions.add }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(say.sessions.name).fill('Listening well');
  await dialog.getByLabel(say.sessions.call).fill('https://call.example/room');
  await show(page, info, '06-plan');
  await dialog.getByRole('button', { name: say.sessions.save }).click();
  await expect(page.getByRole('heading', { name: 'Listening well' })).toBeVisible();
  await expect(page.getByText(/\/session\/[0-9a-f-]{36}/)).toBeVisible();
}
