// What facilitators prepare: rules that cannot all be kept, somebody with an interpreter, rooms with a call of their own,
// a plan that is used again in another session, all remaining sessions planned at once, and who has met whom.
import type { Browser } from '@playwright/test';
import { OWNER, plan, words } from './cast.ts';
import { gatherPairs, pairs } from './cohort.ts';
import { Crowd } from './crowd.ts';
import type { Day } from './gathering.ts';
import { expect, type Server, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(400_000);

const say = words.staff.plan;
const CALL = 'https://call.example/room-of-asha';
const { trainees: SIX, buddies: BUDDIES } = pairs(3);
const NEXT = 'Listening again';

test('rules that clash, companions, a plan for another day, and who has met whom', async ({
  browser,
  server,
}, info) => {
  const { day, crowd } = await gatherPairs(browser, server, info, 3, 'Asha');
  await crowd.does('Fay', { about: 'day', ask: { t: 'start' } });
  await day.fay.look(words.facilitator.rooms);
  await test.step('an impossible rule', () => impossible(day, crowd));
  await test.step('a companion, and a room with its own call', () => companion(day, crowd));
  await test.step('in the rooms', () => inside(day, crowd));
  await test.step('all remaining sessions', () => allSessions(day));
  await test.step('who has met whom', () => met(browser, server, day));
  await test.step('the plan of the first day in the next session', () => again(browser, server, day));
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});

/** Ben is to be kept apart from everybody. */
async function impossible(day: Day, crowd: Crowd): Promise<void> {
  const { fay, sol, asha, programme } = day;
  for (const other of SIX.filter((name) => name !== 'Ben'))
    await programme.organise({ t: 'add_rule', kind: 'keep_apart', people: [day.ids('Ben'), day.ids(other)] });
  const { page } = fay;
  await page.getByRole('radio', { name: say.kinds.mixed.name }).check();
  await page.getByRole('textbox', { name: say.prompt }).fill('What does listening feel like?');
  await page.getByRole('button', { name: say.make, exact: true }).click();
  const panel = page.getByRole('region', { name: say.clash.title });
  await expect(panel.getByRole('status')).toContainText('Ben');
  await day.show(fay, 'clash', 'light', 'dark', 'narrow');
  const choices = panel.getByRole('listitem');
  expect(await choices.count()).toBeGreaterThan(1);
  const breaks = await choices.first().locator('b').innerText();
  await choices.first().getByRole('button').press('Enter');
  await expect(page.getByText(say.previewTitle)).toBeVisible();
  await expect(panel).toBeHidden();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await expect(page.getByText(/^Not kept for this plan/u).first()).toBeVisible();
  await expect(page.getByText(say.warnings)).toBeHidden();
  await day.show(fay, 'least-bad', 'light');
  // Neither the rules nor that there was a clash reaches anybody but facilitators.
  for (const each of [sol, asha])
    for (const secret of ['"clash"', breaks, 'kept apart', 'Not kept'])
      expect(each.received(secret), `${each.name} received ${secret}`).toBe(false);
  expect(await crowd.received('Ben', 'kept apart')).toBe(false);
  await day.confirm(fay, say.drop);
  const { rules } = await programme.organise({
    t: 'rename',
    name: 'Peer support',
    timeZone: 'Europe/London',
  });
  for (const { id } of rules) await programme.organise({ t: 'drop_rule', rule: id });
  // The rule has parted Asha and Ben.
  const buddies = BUDDIES.map((pair) => pair.map((name) => day.ids(name)));
  await programme.organise({ t: 'set_buddies', buddies });
}

async function companion(day: Day, crowd: Crowd): Promise<void> {
  const { programme, fay } = day;
  const { page } = fay;
  await programme.organise({ t: 'set_room_links', links: [{ room: 'Room 1', url: CALL }] });
  await programme.organise({ t: 'add_companion', role: 'interpreter', name: 'Mo', with: [day.ids('Asha')] });
  await page.getByRole('radio', { name: say.kinds.buddies.name }).check();
  await page.getByRole('textbox', { name: say.prompt }).fill('How was your week?');
  await page.getByRole('button', { name: say.make, exact: true }).click();
  const room = page.getByRole('region', { name: 'Room 1', exact: true });
  await expect(room.getByText(say.people(2))).toBeVisible();
  await expect(room.getByText(words.people.comesWith('interpreter', 'Mo'))).toBeVisible();
  await expect(room.getByText(say.hasLink)).toBeVisible();
  await day.show(fay, 'companion', 'light', 'narrow');

  // With Mo beside her Asha is as alone as without.
  await day.moveByKeyboard('Ben');
  await expect(room.getByText(say.aloneHere)).toBeVisible();
  await page.getByRole('button', { name: words.common.undo, exact: true }).press('Enter');
  await expect(room.getByText(say.aloneHere)).toBeHidden();

  await page.getByRole('button', { name: say.save }).click();
  const dialog = page.getByRole('dialog', { name: say.save });
  await dialog.getByLabel(say.saveName).fill('Pairs of spring');
  await dialog.getByRole('button', { name: words.common.save }).click();
  await expect(page.getByText(say.saved('Pairs of spring')).first()).toBeVisible();
  await crowd.opensPlan('Fay');
  await day.inRooms();
}

async function inside(day: Day, crowd: Crowd): Promise<void> {
  const { asha, fay } = day;
  const call = asha.page.getByRole('link', { name: words.trainee.callLinkRoom });
  await expect(call).toHaveAttribute('href', CALL);
  await expect(asha.main.getByText(words.people.comesWith('interpreter', 'Mo'))).toBeVisible();
  await day.show(asha, 'room-with-a-call', 'light', 'dark', 'narrow');
  const card = fay.page.getByRole('article').filter({ hasText: 'Asha' });
  await expect(card.getByText(words.staff.board.peopleHere(2, 2))).toBeVisible();

  // When Ben leaves, Mo is no company.
  await crowd.does('Ben', { about: 'people', ask: { t: 'be_present', presence: 'stepped_away' } });
  const panel = fay.page.getByRole('article', { name: words.staff.proposal.title });
  await expect(panel.getByText(/^Asha would be alone/u).first()).toBeVisible();
  await crowd.does('Ben', { about: 'people', ask: { t: 'be_present', presence: 'here' } });
  await crowd.does('Ben', { about: 'moves', ask: { t: 'answer_offer', accept: true } });
  await expect(panel).toBeHidden();
  await crowd.does('Fay', { about: 'rooms', ask: { t: 'close', noticeSeconds: 10 } });
  await expect(asha.main.getByText(words.rooms.timeLeft)).toBeHidden({ timeout: 30_000 });
}

async function allSessions(day: Day): Promise<void> {
  const { fay } = day;
  const { page } = fay;
  const ahead = words.roundsPlan;
  await day.programme.organise({ t: 'schedule', plan: plan(NEXT) });
  await page.getByRole('button', { name: ahead.plan }).click();
  const dialog = page.getByRole('dialog', { name: ahead.title });
  await dialog.getByLabel(ahead.size).selectOption('2');
  await dialog.getByRole('button', { name: ahead.plan }).click();
  await expect(dialog.getByText(ahead.repeats(0))).toBeVisible();
  await expect(dialog.getByText('Listening well')).toBeVisible();
  await dialog.getByText(NEXT).click();
  await day.show(fay, 'all-sessions', 'light', 'dark', 'narrow');
  await dialog.getByRole('button', { name: ahead.keep }).press('Enter');
  await expect(dialog.getByText(ahead.keptTitle)).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await day.show(fay, 'all-sessions-kept', 'light');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('radio', { name: say.kinds.programme.name })).toBeVisible();
  await page.getByRole('radio', { name: say.kinds.programme.name }).check();
  await page.getByRole('textbox', { name: say.prompt }).fill('What surprised you?');
  await page.getByRole('button', { name: say.make, exact: true }).click();
  await expect(page.getByText('Asha and Ben', { exact: false })).toHaveCount(0);
  await day.show(fay, 'round-of-the-programme', 'light');
  await day.confirm(fay, say.drop);
}

async function met(browser: Browser, server: Server, day: Day): Promise<void> {
  const { fay } = day;
  const matrix = words.staff.buddyCare.met;
  await fay.page.getByRole('button', { name: matrix.show }).click();
  const dialog = fay.page.getByRole('dialog', { name: matrix.title });
  await expect(dialog.getByRole('img', { name: words.met.picture(SIX.length) })).toBeVisible();
  const table = dialog.getByRole('table', { name: words.met.inWords });
  await expect(table.getByRole('row')).toHaveCount(SIX.length + 1);
  await expect(table.getByRole('row', { name: /^Asha/u })).toContainText('Ben');
  await day.show(fay, 'met', 'light', 'dark', 'narrow');
  await fay.page.keyboard.press('Escape');

  // The organiser sees it once the day is over.
  await fay.page.getByRole('button', { name: words.staff.care.end }).click();
  const end = fay.page.getByRole('dialog', { name: words.staff.care.endTitle });
  await end.getByRole('button', { name: words.staff.care.end }).click();
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${server.url}/organiser/${day.programme.id}`);
  await page.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.signIn.done }).click();
  await page.getByRole('tab', { name: words.organiser.tabs.met }).click();
  await expect(page.getByRole('img', { name: words.met.picture(SIX.length) })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Asha/u })).toContainText('Ben');
  await day.picture(page, 'organiser-met');
}

async function again(browser: Browser, server: Server, day: Day): Promise<void> {
  const { sessions } = await day.programme.organise({
    t: 'rename',
    name: 'Peer support',
    timeZone: 'Europe/London',
  });
  const next = sessions.find(({ id }) => id !== day.programme.session)?.id ?? '';
  const crowd = await Crowd.gathers(browser, server, day.programme, next);
  await crowd.joins(day.fay);
  await crowd.joins(day.asha);
  await crowd.comesIn('Ben', 'Chi', 'Dan');
  await crowd.does('Fay', { about: 'day', ask: { t: 'start' } });
  const { page } = day.fay;
  await page.goto(`${server.url}/facilitator/${next}`);
  await day.fay.look(words.facilitator.rooms);
  await page.getByRole('radio', { name: say.kinds.saved.name }).check();
  await expect(page.getByLabel(say.savedWhich)).toContainText('Pairs of spring');
  await page.getByRole('button', { name: say.make, exact: true }).click();
  await expect(page.getByText(say.previewTitle)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Room 1', exact: true })).toContainText('Ben');
  await day.show(day.fay, 'saved-plan-in-another-session', 'light');
}
