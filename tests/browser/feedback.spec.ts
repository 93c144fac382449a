// Feedback without names, in real browsers: a facilitator opens the form, trainees send it from a phone and by keyboard,
// a second tab is told that it was sent, and what it says is there when the day has ended.
import type { Locator, Page } from '@playwright/test';
import { type Someone, TRAINEES, words } from './cast.ts';
import { gather } from './gathering.ts';
import { expect, test } from './server.ts';

test.slow();
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const say = words.feedback;
const NAMES = ['Asha', 'Ben', 'Chi', 'Dan', 'Eve'] as const;

const formOf = (page: Page): Locator => page.getByRole('region', { name: say.title });

async function sends(someone: Someone, overall: string, improve: string): Promise<void> {
  const form = formOf(someone.page);
  await form
    .getByRole('group', { name: say.scales.overall })
    .getByRole('radio', { name: overall, exact: true })
    .check();
  await form.getByLabel(say.texts.improve).fill(improve);
  await form.getByRole('button', { name: say.send }).click();
  await expect(someone.page.getByRole('heading', { name: say.thanks })).toBeFocused();
}

test('feedback is sent once by each and shown without names when the day has ended (FEEDBACK1-FEEDBACK3)', async ({
  browser,
  server,
}, info) => {
  const day = await gather(browser, server, info, NAMES);
  const { asha, ben, fay } = day;
  const care = fay.page.getByRole('region', { name: say.care.title });
  await day.confirm(fay, words.staff.day.start);
  await fay.look(words.facilitator.day);
  await expect(care.getByText(say.care.notYet)).toBeVisible();
  await care.getByRole('button', { name: say.care.open }).click();
  await expect(care.getByText(say.care.isOpen)).toBeVisible();

  // On a phone; what is begun survives a reload, and a choice can be taken back.
  await expect(formOf(asha.page)).toBeVisible();
  await expect(formOf(asha.page).getByText(/Only the facilitators can read this/)).toBeVisible();
  await formOf(asha.page).getByRole('button', { name: say.send }).click();
  await expect(formOf(asha.page).getByText(say.nothing)).toBeVisible();
  await formOf(asha.page).getByLabel(say.texts.why).fill('I felt heard');
  await asha.page.reload();
  await asha.connected();
  await expect(formOf(asha.page).getByLabel(say.texts.why)).toHaveValue('I felt heard');
  await formOf(asha.page).scrollIntoViewIfNeeded();
  await day.show(asha, 'feedback-form', 'light', 'dark', 'narrow');

  // The same person in a second tab.
  const second = await asha.context.newPage();
  await second.goto(asha.page.url());
  await formOf(second).getByLabel(say.texts.why).fill('I want to say it twice');
  await sends(asha, '5 (high)', 'more breaks');
  await expect(second.getByRole('heading', { name: say.thanks })).toBeVisible();
  await expect(second.getByText(say.kept)).toBeVisible();
  await second.close();
  await asha.page.reload();
  await asha.connected();
  await expect(asha.page.getByText(say.kept)).toBeVisible();
  await day.show(asha, 'feedback-given', 'light', 'narrow');

  // By keyboard alone.
  const { page } = ben;
  await formOf(page)
    .getByRole('group', { name: say.scales.overall })
    .getByRole('radio', { name: say.noAnswer })
    .focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press('ArrowRight');
  await expect(
    formOf(page).getByRole('group', { name: say.scales.overall }).getByRole('radio', { name: '4' }),
  ).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.type('It went by quickly');
  await expect(formOf(page).getByLabel(say.texts.why)).toHaveValue('It went by quickly');
  await formOf(page).getByLabel(say.texts.improve).focus();
  await page.keyboard.type('more time');
  await formOf(page).getByRole('button', { name: say.send }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: say.thanks })).toBeFocused();

  for (const name of ['Chi', 'Dan', 'Eve'] as const)
    await sends(day.trainee(name), '4', `better for ${name}`);
  await expect(care.getByText(say.care.sent(NAMES.length, TRAINEES.length))).toBeVisible();
  expect(fay.received('better for')).toBe(false);
  await day.show(fay, 'feedback-count', 'light', 'narrow');

  await fay.page.getByRole('button', { name: words.staff.care.end }).click();
  const dialog = fay.page.getByRole('dialog');
  await expect(dialog.getByText(say.care.endOpen)).toBeVisible();
  await dialog.getByRole('button', { name: words.staff.care.end }).click();
  await expect(care.getByText(say.care.answers(5)).first()).toBeVisible();
  for (const said of ['more breaks', 'better for Chi', 'more time'])
    await expect(care.getByText(said)).toBeVisible();
  // Two have said why, and nobody can be told by it.
  await expect(care.getByText(say.care.few(5)).first()).toBeVisible();
  for (const few of ['I felt heard', 'It went by quickly']) expect(fay.received(few)).toBe(false);
  await expect(care.getByText(say.care.mean(4.2, 5))).toBeVisible();
  await care.scrollIntoViewIfNeeded();
  await day.show(fay, 'feedback-results', 'light', 'dark', 'narrow');
  for (const someone of [...day.trainees, day.sol]) expect(someone.received('better for Chi')).toBe(false);
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});
