// A room calls for help, and whoever was coming is lost on the way: the room and the others on the staff read so, also
// after the server has died, and somebody else comes (ROOM7).
import { words } from './cast.ts';
import { gather } from './gathering.ts';
import { expect, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(300_000);

const say = words.staff.queue.help;

test('a call for help is open again when whoever was coming is lost', async ({ browser, server }, info) => {
  const day = await gather(browser, server, info, ['Asha', 'Ben']);
  const { asha, ben, fay, sol } = day;
  await day.confirm(fay, words.staff.day.start);
  await fay.look(words.facilitator.day);
  await fay.page.getByLabel(words.staff.day.grace).fill('20');
  await fay.page.getByRole('button', { name: words.staff.day.saveSettings }).click();
  await expect(fay.page.getByText(words.staff.day.saved)).toBeVisible();
  await day.openRooms('What helped?', 5);
  await day.inRooms();

  await asha.page.getByRole('button', { name: words.rooms.callHelp }).click();
  const dialog = asha.page.getByRole('dialog', { name: words.rooms.helpTitle });
  await dialog.getByRole('textbox').fill('We do not know how to begin.');
  await dialog.getByRole('button', { name: words.rooms.helpSend, exact: true }).click();
  await sol.page.getByRole('button', { name: say.take }).click();
  for (const each of [asha, ben])
    await expect(each.main.getByText(words.rooms.helpComing('Sol'))).toBeVisible();

  await sol.context.close();
  day.gone(sol);
  for (const each of [asha, ben])
    await expect(each.main.getByText(words.rooms.helpAgain)).toBeVisible({ timeout: 60_000 });
  await expect(fay.page.getByText(say.again)).toBeVisible();
  await day.show(asha, 'nobody-comes', 'light', 'dark', 'narrow');
  await day.show(fay, 'open-again', 'light', 'dark', 'narrow');

  await server.kill();
  await server.start();
  await expect(asha.main.getByText(words.rooms.helpAgain)).toBeVisible({ timeout: 30_000 });
  await fay.page.getByRole('button', { name: say.take }).click();
  await expect(ben.main.getByText(words.rooms.helpComing('Fay'))).toBeVisible();
  await expect(asha.main.getByText(words.rooms.helpAgain)).toBeHidden();
  for (const each of day.everybody) expect(each.troubles).toEqual([]);
});
