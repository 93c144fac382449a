// Buddies on an ordinary day: one steps out and somebody keeps the other company until they are back; and somebody says
// in private that a pairing does not work, which leads to new buddies, told kindly, and never to who asked.
import type { Browser } from '@playwright/test';
import { Someone, words } from './cast.ts';
import { gatherPairs } from './cohort.ts';
import type { Crowd } from './crowd.ts';
import type { Day } from './gathering.ts';
import { expect, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(400_000);

const care = words.staff.buddyCare;
const SAID = 'We are both so quiet that nobody ever begins';

test('company for today, and a pairing that does not work', async ({ browser, server }, info) => {
  const { day, crowd } = await gatherPairs(browser, server, info, 3, 'Asha');
  await crowd.does('Fay', { about: 'day', ask: { t: 'start' } });
  await day.fay.look(words.facilitator.rooms);
  await test.step('company for today', () => forToday(browser, day, crowd));
  await test.step('said in private', () => said(day));
  await test.step('new buddies', () => newBuddies(day, crowd));
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});

async function forToday(browser: Browser, day: Day, crowd: Crowd): Promise<void> {
  const { fay, sol, asha } = day;
  await crowd.does('Ben', { about: 'people', ask: { t: 'leave' } });
  await crowd.drops('Ben');
  const card = fay.page.getByRole('article', { name: care.title });
  await expect(card.getByText(care.missing('Asha'))).toBeVisible();
  await day.show(fay, 'without-a-buddy', 'light', 'dark', 'narrow');
  await card.getByRole('button', { name: care.accept }).press('Enter');
  await expect(card.getByText(care.endsBySelf)).toBeVisible();
  await expect.poll(() => fay.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await expect(asha.main.getByText(/for today/iu).first()).toBeVisible();
  await day.show(asha, 'company-for-today', 'light', 'narrow');
  expect(sol.received('"stand_in"'), 'the assistant groups nobody').toBe(false);

  const ben = await Someone.opens(browser, 'Ben');
  await ben.comeIn(day.programme);
  day.everybody.push(ben);
  await expect(card).toHaveCount(0);
  await expect(asha.main.getByText(/Ben is here, so you are buddies/u).first()).toBeVisible();
  await day.show(asha, 'buddy-is-back', 'light');
}

async function said(day: Day): Promise<void> {
  const { fay, asha } = day;
  const before = await day.quiet();
  const say = words.pairing;
  await asha.look(words.trainee.views.now);
  await asha.page.getByRole('button', { name: say.notWorking }).click();
  const dialog = asha.page.getByRole('dialog', { name: say.dialog.title });
  await dialog.getByLabel(say.dialog.words).fill(SAID);
  await day.show(asha, 'not-working', 'light', 'dark', 'narrow');
  await dialog.getByRole('button', { name: say.dialog.send }).click();
  await expect(asha.main.getByText(say.asked)).toBeVisible();
  await day.show(asha, 'said', 'light');
  await expect(fay.page.getByText(care.asks('Asha'))).toBeVisible();
  await day.onlyTheSignalSince(before, [fay, asha]);
}

async function newBuddies(day: Day, crowd: Crowd): Promise<void> {
  const { fay, sol, asha, ben } = day;
  await fay.page.getByRole('button', { name: care.look }).press('Enter');
  const dialog = fay.page.getByRole('dialog', { name: care.repair.title('Asha') });
  await expect(dialog.getByText(SAID)).toBeVisible();
  await expect(dialog.getByText(care.repair.new)).toBeVisible();
  await day.show(fay, 're-pair', 'light', 'dark', 'narrow');
  await dialog.getByRole('button', { name: care.repair.apply }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(fay.page.getByText(care.asks('Asha'))).toBeHidden();
  await expect.poll(() => fay.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');

  // Both read the same words, with another name; those whose buddy stays are told nothing.
  for (const each of [asha, ben]) {
    await each.look(words.trainee.views.now);
    await expect(each.page.getByText(/From now on/u).first()).toBeVisible();
    await day.show(each, `${each.name.toLowerCase()}-has-a-new-buddy`, 'light');
  }
  const told = ['Chi', 'Dan', 'Eve', 'Flo'] as const;
  const heard = await Promise.all(told.map((name) => crowd.received(name, 'From now on')));
  expect(heard.filter(Boolean)).toHaveLength(2);
  expect(sol.received('From now on')).toBe(false);
  for (const each of [ben, sol]) {
    expect(each.received(SAID)).toBe(false);
    expect(each.received('"pairing/')).toBe(false);
  }
}
