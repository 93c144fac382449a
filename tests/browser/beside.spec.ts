// Beside a call on Zoom: the file that assigns people beforehand, for the buddies and for the plan of the day, and the
// list of what is left to do by hand, which all staff share and which follows the rooms as they change.
import type { Browser, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { OWNER, words } from './cast.ts';
import { Crowd } from './crowd.ts';
import { type Day, gather } from './gathering.ts';
import { expect, type Server, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(400_000);

const say = words.staff.call;
const SIX = ['Asha', 'Ben', 'Chi', 'Dan', 'Eve', 'Flo'] as const;
const ROSTER = {
  trainees: SIX,
  buddies: [
    ['Asha', 'Ben'],
    ['Chi', 'Dan'],
    ['Eve', 'Flo'],
  ],
  emails: SIX.filter((name) => name !== 'Flo'),
};

test('the file for Zoom, and the list of what is left to do by hand', async ({ browser, server }, info) => {
  const day = await gather(browser, server, info, [], ROSTER);
  const crowd = await Crowd.gathers(browser, server, day.programme);
  await crowd.joins(day.fay);
  await crowd.comesIn(...SIX);
  await crowd.does('Fay', { about: 'day', ask: { t: 'start' } });
  await day.fay.look(words.facilitator.rooms);
  await day.sol.look(words.support.rooms);
  await test.step('the buddies, weeks before', () => buddies(browser, server, day));
  await test.step('the plan of the day', () => plan(day, crowd));
  await test.step('ticked, taken back, shared', () => ticks(day));
  await test.step('made anew when rooms change', () => anew(day, crowd));
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});

/** What the file has to be: one row for each person with an address. */
function file(day: Day, rooms: readonly { name: string; people: readonly string[] }[]): string {
  const rows = rooms.flatMap(({ name: room, people }) =>
    people
      .map((id) => SIX.find((name) => day.ids(name) === id) ?? '')
      .filter((name) => name !== 'Flo')
      .map((name) => `${room},${name.toLowerCase()}@example.org`),
  );
  expect(rows).toHaveLength(ROSTER.emails.length);
  return ['Pre-assign Room Name,Email Address', ...rows, ''].join('\r\n');
}

/** What the download holds, to the last byte. */
async function downloaded(page: Page): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('link', { name: say.file.download }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('zoom-rooms.csv');
  return (await readFile(await download.path())).toString('utf8');
}

async function buddies(browser: Browser, server: Server, day: Day): Promise<void> {
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage();
  await page.goto(`${server.url}/organiser/${day.programme.id}`);
  await page.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.signIn.done }).click();
  await page.getByRole('tab', { name: words.organiser.tabs.buddies }).click();
  await page.getByRole('button', { name: say.file.open }).click();
  const dialog = page.getByRole('dialog', { name: say.file.title });
  await expect(dialog.getByText(say.file.count(5, 3))).toBeVisible();
  await expect(dialog.getByText(/^Flo: Room \d$/u)).toBeVisible();
  await day.picture(page, 'organiser-file-for-zoom', 'light', 'narrow');
  const { buddies } = await day.programme.organise({
    t: 'rename',
    name: 'Peer support',
    timeZone: 'Europe/London',
  });
  const rooms = buddies.map((people, n) => ({ name: `Room ${n + 1}`, people }));
  expect(await downloaded(page)).toBe(file(day, rooms));
  await page.context().close();
}

async function plan(day: Day, crowd: Crowd): Promise<void> {
  const { page } = day.fay;
  const request = { kind: 'buddies', size: 2, prompt: 'How was your week?', minutes: 40 } as const;
  await crowd.does('Fay', { about: 'rooms', ask: { t: 'plan', request } });
  await page.getByRole('button', { name: say.spareAdd }).click();
  await expect(page.getByRole('region', { name: say.spareName(1), exact: true })).toBeVisible();
  await page.getByRole('button', { name: say.file.open }).click();
  const dialog = page.getByRole('dialog', { name: say.file.title });
  await expect(dialog.getByText(say.spareName(1))).toBeVisible();
  await day.show(day.fay, 'file-for-zoom', 'light', 'dark', 'narrow');
  const rooms = (await crowd.entry('Fay', 'plan'))?.rooms ?? [];
  expect(await downloaded(page)).toBe(file(day, rooms));
  await page.keyboard.press('Escape');
  await crowd.opensPlan('Fay');
}

async function ticks(day: Day): Promise<void> {
  const { fay, sol } = day;
  const list = sol.page.getByRole('list', { name: say.title });
  await expect(list.getByRole('listitem')).toHaveCount(6);
  await day.show(sol, 'sol-move-list', 'light', 'dark', 'narrow');
  const first = await list.getByRole('listitem').first().innerText();
  const done = list.getByRole('listitem').first().getByRole('button', { name: say.tick });
  await done.press('Enter');
  await expect(list.getByRole('listitem')).toHaveCount(5);
  // The focus is on the next step, so that the list can be worked through.
  await expect.poll(() => sol.page.evaluate(() => document.activeElement?.textContent)).toContain(say.tick);

  await expect(fay.page.getByText(say.steps(5))).toBeVisible();
  await fay.page.getByText(say.steps(5)).click();
  const theirs = fay.page.getByRole('list', { name: say.title });
  await theirs.getByRole('listitem').first().getByRole('button', { name: say.tick }).click();
  await expect(list.getByRole('listitem')).toHaveCount(4);

  await sol.page.reload();
  await sol.connected();
  await sol.look(words.support.rooms);
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await sol.page.getByText(say.doneTitle).click();
  await sol.page
    .getByRole('button', { name: /^Take back/u })
    .last()
    .press('Enter');
  await expect(list.getByRole('listitem')).toHaveCount(5);
  await expect(fay.page.getByText(say.steps(5))).toBeVisible();
  await expect(list.getByText(first.split('\n')[0] ?? '', { exact: true })).toBeVisible();
  await day.show(fay, 'fay-move-list', 'light');
  await sol.page.getByRole('button', { name: say.all }).click();
  await expect(sol.page.getByText(say.nothing)).toBeVisible();
}

/** Ben steps out of a room that the call has already: one step, for whoever moves here. */
async function anew(day: Day, crowd: Crowd): Promise<void> {
  const { fay, sol } = day;
  await expect.poll(async () => (await crowd.entry('Fay', 'breakout'))?.state).toBe('open');
  await crowd.does('Ben', { about: 'people', ask: { t: 'be_present', presence: 'stepped_away' } });
  const panel = fay.page.getByRole('article', { name: words.staff.proposal.title });
  await panel.getByRole('button', { name: words.staff.proposal.apply, exact: true }).click();
  await crowd.does('Asha', { about: 'moves', ask: { t: 'ready' } });
  const list = sol.page.getByRole('list', { name: say.title });
  await expect(list.getByText(/^Move Asha from Room 1 to /u)).toBeVisible();
  await day.show(sol, 'sol-list-made-anew', 'light');
  await list
    .getByRole('listitem')
    .filter({ hasText: 'Move Asha' })
    .getByRole('button', { name: say.tick })
    .click();
  await expect(list.getByText(/^Move Asha/u)).toBeHidden();
}
