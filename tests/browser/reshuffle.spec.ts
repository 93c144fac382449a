// Five people are gone at once: one proposal, other ways beside it, everybody told, undone, done otherwise, and everybody
// back again. Most of the cohort has no window of their own here; Asha has a phone, Ben loses his connection.
import type { Browser, Locator } from '@playwright/test';
import { Someone, words } from './cast.ts';
import { gatherPairs, intoRooms, quickMoves } from './cohort.ts';
import type { Crowd } from './crowd.ts';
import type { Day } from './gathering.ts';
import { expect, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(400_000);

const say = words.staff.proposal;
/** The second of each pair but one. */
const GONE = ['Ben', 'Dan', 'Flo', 'Hal', 'Jon'] as const;

test('five leave at once, and everybody comes back', async ({ browser, server }, info) => {
  const { day, crowd } = await gatherPairs(browser, server, info, 6, 'Asha', 'Ben');
  await test.step('pairs in their rooms', () => intoRooms(day, crowd, 30));
  await test.step('five are gone', () => gone(day, crowd));
  await test.step('what was looked at is not there any more', () => stale(day, crowd));
  await test.step('applied, told, undone', () => appliedAndUndone(day, crowd));
  await test.step('everybody is back', () => back(browser, day, crowd));
  await test.step('left as it is, and applied by itself', () => byItself(day, crowd));
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});

const panelOf = ({ page }: Someone): Locator => page.getByRole('article', { name: say.title }).first();
const happened = (panel: Locator): Locator =>
  panel.getByRole('list', { name: say.happenedTitle }).getByRole('listitem');

async function gone(day: Day, crowd: Crowd): Promise<void> {
  const { fay, sol, ben } = day;
  await fay.look(words.facilitator.rooms);
  await ben.context.close();
  day.gone(ben);
  await crowd.drops(...GONE.filter((name) => name !== 'Ben'));
  const panel = panelOf(fay);
  await expect(happened(panel)).toHaveCount(GONE.length, { timeout: 60_000 });
  await expect(fay.page.getByRole('article', { name: say.title })).toHaveCount(1);
  await expect(panel.getByText('3 people move, nobody is alone.').first()).toBeVisible();
  await panel.getByText(say.alternatives(2)).click();
  // One sentence for each who moves, and none about anybody else.
  await expect(panel.locator('.reasons').first().getByRole('listitem')).toHaveCount(3);
  await day.show(fay, 'five-gone', 'light', 'dark', 'narrow');
  await sol.look(words.support.rooms);
  await day.show(sol, 'sol-five-gone', 'light');
}

/** Fay edits; meanwhile Kit steps out. What she sends is for another situation, and she is told so. */
async function stale(day: Day, crowd: Crowd): Promise<void> {
  const { fay } = day;
  await panelOf(fay).getByRole('button', { name: say.edit, exact: true }).click();
  const dialog = fay.page.getByRole('dialog', { name: say.editTitle });
  await expect(dialog.getByText(say.editMoves(3))).toBeVisible();
  await crowd.does('Kit', { about: 'people', ask: { t: 'be_present', presence: 'stepped_away' } });
  await expect(happened(panelOf(fay))).toHaveCount(GONE.length + 1);
  await dialog.getByRole('button', { name: say.editApply }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await day.show(fay, 'stale', 'light');
  await dialog.getByRole('button', { name: words.common.cancel }).click();
  await expect(panelOf(fay).getByText(say.changed)).toBeVisible();
  await crowd.does('Kit', { about: 'people', ask: { t: 'be_present', presence: 'here' } });
  await expect.poll(() => crowd.entry('Kit', 'offer')).toBeDefined();
  await crowd.does('Kit', { about: 'moves', ask: { t: 'answer_offer', accept: true } });
  await expect(happened(panelOf(fay))).toHaveCount(GONE.length);
}

async function appliedAndUndone(day: Day, crowd: Crowd): Promise<void> {
  const { fay, asha } = day;
  const panel = panelOf(fay);
  const moves = await panel.locator('.moves').first().getByRole('listitem').allInnerTexts();
  const movers = moves.map((line) => line.split(':')[0] ?? '');
  await panel.getByRole('button', { name: say.apply, exact: true }).press('Enter');
  await expect(panel.getByText(say.states.announced)).toBeVisible();
  for (const name of movers.filter((each) => each !== 'Asha'))
    await expect.poll(() => crowd.entry(name, 'move'), name).toBeDefined();
  const told = asha.page.getByRole('button', { name: words.rooms.moveReady });
  await asha.look(words.trainee.views.now);
  if (movers.includes('Asha')) {
    await expect(told).toBeVisible();
    await day.show(asha, 'asha-told', 'light', 'narrow');
  }
  // By keyboard, and whoever works like that is not thrown to the top of the page.
  await panel.getByRole('button', { name: say.undo }).press('Enter');
  await fay.page.getByRole('dialog').getByRole('button', { name: say.undo }).press('Enter');
  await expect(fay.page.getByText(say.recent)).toBeVisible();
  await expect.poll(() => fay.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await expect(told).toBeHidden();
  await fay.page.getByText(say.recent).click();
  await day.show(fay, 'undone', 'light');
}

async function back(browser: Browser, day: Day, crowd: Crowd): Promise<void> {
  const ben = await Someone.opens(browser, 'Ben');
  await ben.comeIn(day.programme);
  day.everybody.push(ben);
  const others = GONE.filter((name) => name !== 'Ben');
  await crowd.comesIn(...others);
  for (const name of others) await expect.poll(() => crowd.entry(name, 'offer'), name).toBeDefined();
  const goBack = ben.page.getByRole('button', { name: words.rooms.offerYes });
  await expect(goBack).toBeVisible();
  await expect(ben.main.getByText(words.rooms.offer('Room 1'))).toBeVisible();
  await day.show(ben, 'ben-is-offered-his-room', 'light', 'narrow');
  await goBack.click();
  await expect(ben.main.getByText(words.rooms.timeLeft)).toBeVisible();
  for (const name of others)
    await crowd.does(name, { about: 'moves', ask: { t: 'answer_offer', accept: true } });
  await expect(day.asha.main.getByText('Ben').first()).toBeVisible();
  await expect(day.fay.page.getByRole('heading', { name: / is alone in /u })).toHaveCount(0);
}

/** Several events, one suggestion with one countdown; dismissed, asked for again, and then nobody decides. */
async function byItself(day: Day, crowd: Crowd): Promise<void> {
  const { fay } = day;
  await quickMoves(crowd, 30, { t: 'apply_after', seconds: 30 });
  const away = { about: 'people', ask: { t: 'be_present', presence: 'stepped_away' } } as const;
  await crowd.does('Dan', away);
  const panel = fay.page.getByRole('article', { name: say.title }).filter({ hasText: say.appliesIn });
  await expect(happened(panel)).toHaveCount(1);
  await crowd.does('Flo', away);
  await expect(happened(panel)).toHaveCount(2);
  await day.show(fay, 'applies-by-itself', 'light');
  await panel.getByRole('button', { name: say.dismiss }).click();
  await expect(panel).toHaveCount(0);

  await quickMoves(crowd, 30, { t: 'apply_after', seconds: 10 });
  const suggest = fay.page.getByRole('button', { name: words.staff.queue.alone.suggest }).first();
  await expect(suggest).toBeVisible({ timeout: 45_000 });
  await suggest.click();
  await expect(panel).toBeVisible();
  await expect(fay.page.getByText(say.applied('')).first()).toBeVisible({ timeout: 20_000 });
  await day.show(fay, 'applied-by-itself', 'light');
}
