// Three people are left alone at once: the suggestion is good, but Fay knows them and takes the second alternative, without
// a mouse. Everybody then sits where that alternative said, and nobody else has moved.
import type { Locator } from '@playwright/test';
import { type Someone, words } from './cast.ts';
import { gatherPairs, intoRooms, pairs } from './cohort.ts';
import type { Crowd } from './crowd.ts';
import type { Day } from './gathering.ts';
import { narrow } from './pictures.ts';
import { expect, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(300_000);

const say = words.staff.proposal;
const GONE = ['Ben', 'Dan', 'Flo'] as const;
const STAYING = pairs(4).trainees.filter((name) => !GONE.some((gone) => gone === name));

/** Who is in which room, by name. */
type Seats = Record<string, string>;

test('the second alternative is chosen by keyboard, and people are moved as it said', async ({
  browser,
  server,
}, info) => {
  const { day, crowd } = await gatherPairs(browser, server, info, 4, 'Asha');
  await intoRooms(day, crowd, 15);
  await day.fay.look(words.facilitator.rooms);
  const before = await seats(day.fay);
  await crowd.drops(...GONE);
  const moves = await test.step('two other ways, and the second taken', () => chooses(day));
  await test.step('moved as it said', () => movedAsSaid(day, crowd, before, moves));
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});

/** Where the board shows each of those who stay. */
async function seats({ page }: Someone): Promise<Seats> {
  const found: Seats = {};
  for (const name of STAYING) {
    const room = page.getByRole('article', { name: /^Room /u }).filter({ hasText: name });
    await expect(room, name).toHaveCount(1);
    found[name] = (await room.getAttribute('aria-label')) ?? '';
  }
  return found;
}

/** What an option says of those who move. */
const movesOf = (option: Locator): Promise<string[]> =>
  option.locator('.moves').getByRole('listitem').allInnerTexts();

/** Opens the alternatives and applies the second, all of it with Tab and Enter; what that one says. */
async function chooses(day: Day): Promise<string[]> {
  const { page } = day.fay;
  const panel = page.getByRole('article', { name: say.title });
  await expect(panel.getByRole('list', { name: say.happenedTitle }).getByRole('listitem')).toHaveCount(
    GONE.length,
    { timeout: 60_000 },
  );
  const summary = panel.locator('summary').filter({ hasText: say.alternatives(2) });
  await summary.focus();
  await page.keyboard.press('Enter');
  const options = panel.locator('.option');
  await expect(options).toHaveCount(3);
  for (const n of [1, 2]) await expect(options.nth(n).getByText(`${say.alternative(n)}:`)).toBeVisible();
  const all = await Promise.all([0, 1, 2].map((n) => movesOf(options.nth(n))));
  expect(new Set(all.map((moves) => [...moves].sort().join())).size, 'three different ways').toBe(3);
  const second = options.nth(2).getByRole('button', { name: say.applyThis });
  await day.show(day.fay, 'two-alternatives', 'light', 'dark');
  await narrow(page, async () => {
    await second.scrollIntoViewIfNeeded();
    await day.show(day.fay, 'two-alternatives-on-a-phone');
  });

  const reached = () => second.evaluate((button) => button === document.activeElement);
  await summary.focus();
  for (let steps = 0; steps < 8 && !(await reached()); steps += 1) await page.keyboard.press('Tab');
  expect(await reached(), 'the button is reached with Tab').toBe(true);
  await page.keyboard.press('Enter');
  await expect(panel.getByText(say.states.announced)).toBeVisible();
  return all[2] ?? [];
}

async function movedAsSaid(day: Day, crowd: Crowd, before: Seats, moves: string[]): Promise<void> {
  const { fay, asha } = day;
  const panel = fay.page.getByRole('article', { name: say.title }).first();
  expect(await movesOf(panel)).toEqual(moves);
  const after = { ...before };
  for (const line of moves) {
    const mover = STAYING.find((name) => line.startsWith(`${name}: `)) ?? '';
    const to = line.split(' → ')[1] ?? '';
    expect(line).toBe(say.move(mover, before[mover] ?? '', to));
    after[mover] = to;
    if (mover === 'Asha') await expect(asha.page.getByText(to).first()).toBeVisible();
    else await expect.poll(async () => (await crowd.entry(mover, 'move'))?.toName, mover).toBe(to);
  }
  await day.show(fay, 'the-second-is-announced', 'light', 'narrow');
  // When all of them have moved, the proposal is one of those of earlier.
  const earlier = fay.page.locator('summary').filter({ hasText: say.recent });
  await expect(earlier).toBeVisible({ timeout: 40_000 });
  await earlier.press('Enter');
  await expect(panel.getByText(say.states.done)).toBeVisible();
  expect(await movesOf(panel)).toEqual(moves);
  expect(await seats(fay)).toEqual(after);
  await expect(fay.page.getByRole('heading', { name: / is alone in /u })).toHaveCount(0);
  await day.show(fay, 'moved-as-it-said', 'light', 'narrow');
}
