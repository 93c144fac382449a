// The database is moved away under a day that runs, and comes back (LOG5): every page says what is the matter, no words
// are called sent that are not kept, and in the end each of them is there once.
import type { Locator } from '@playwright/test';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Someone, words } from './cast.ts';
import { gather } from './gathering.ts';
import { expect, type Server, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(180_000);

const MAIN = words.chat.places.main;
const NOTHING_SAVED = /^Just now nothing new can be saved\./;
const MOVED = /database has been moved or removed/;
const WAITS_IN_ITS_BOX = 'This one waits in its box';
/** Longer than the longest wait of a page between two tries. */
const BACK_MS = 60_000;

test('while nothing can be kept every page says so, and no words are lost or doubled', async ({
  browser,
  server,
}, info) => {
  const day = await gather(browser, server, info, ['Asha', 'Ben']);
  const { asha, ben, fay } = day;
  await day.confirm(fay, words.staff.day.start);
  await asha.write(MAIN, 'While all was well');

  await moves(server, 'alongside.db', 'elsewhere.db');
  await types(asha, 'Nobody knows about this one');
  for (const each of day.everybody)
    await expect(bannerOf(each, NOTHING_SAVED)).toBeVisible({ timeout: BACK_MS });
  await expect(bannerOf(fay, MOVED)).toBeVisible();
  await expect(asha.main.getByText(words.chat.waits)).toBeVisible();
  const field = await types(ben, WAITS_IN_ITS_BOX);
  await expect(ben.main.getByText(words.chat.resting)).toBeVisible();
  await expect(field).toHaveValue(WAITS_IN_ITS_BOX);
  for (const each of day.trainees) await each.reads(MAIN, 'While all was well');
  await day.show(asha, 'nothing-can-be-kept', 'light', 'dark', 'narrow');
  await day.show(ben, 'waits-in-its-box', 'light', 'dark', 'narrow');
  await day.show(fay, 'nothing-can-be-kept', 'light', 'dark', 'narrow');

  await moves(server, 'elsewhere.db', 'alongside.db');
  for (const each of day.everybody) {
    await expect(bannerOf(each, NOTHING_SAVED)).toHaveCount(0, { timeout: BACK_MS });
    await each.connected();
  }
  await expect(ben.main.getByText(words.chat.resting)).toBeHidden();
  await expect(asha.main.getByText(words.chat.waits)).toBeHidden({ timeout: BACK_MS });
  await expect(field).toHaveValue(WAITS_IN_ITS_BOX);
  await field.press('Enter');
  await expect(field).toHaveValue('');

  await server.kill();
  await server.start();
  for (const each of day.everybody) await each.connected();
  for (const text of ['While all was well', 'Nobody knows about this one', WAITS_IN_ITS_BOX]) {
    for (const each of day.trainees) await each.reads(MAIN, text);
    for (const each of [asha, ben, fay])
      await expect(each.page.getByRole('listitem').filter({ hasText: text })).toHaveCount(1);
  }
  for (const each of day.everybody) expect(each.troubles).toEqual([]);
});

async function moves(server: Server, from: string, to: string): Promise<void> {
  await rename(join(server.data, from), join(server.data, to));
}

function bannerOf(someone: Someone, text: RegExp): Locator {
  return someone.page.getByRole('banner').getByText(text);
}

async function types(someone: Someone, text: string): Promise<Locator> {
  await someone.openChat(MAIN);
  const field = someone.page.getByRole('textbox', { name: words.chat.composerLabel(MAIN) });
  await field.fill(text);
  await field.press('Enter');
  return field;
}
