// The power cut, twice: in the middle of a round and in the middle of the buddy rooms. Nobody reloads anything; the pages
// come back by themselves, and the day goes on where it was.
import { type Day, gather } from './gathering.ts';
import { words } from './cast.ts';
import { expect, type Server, test } from './server.ts';

test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(300_000);

const MAIN = words.chat.places.main;
const ROOM = words.chat.places.room;
const PROMPT = 'How are you arriving today?';
/** How far two readings of a countdown may differ when nothing is wrong, in seconds. */
const SLACK = 30;

test('a killed server comes back, and the day goes on where it was', async ({ browser, server }, info) => {
  const day = await gather(browser, server, info, ['Asha', 'Ben', 'Chi', 'Dan']);
  await day.confirm(day.fay, words.staff.day.start);
  await test.step('in the middle of a round', () => roundGoesOn(day, server));
  await test.step('in the middle of the rooms', () => roomsGoOn(day, server));
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});

async function roundGoesOn(day: Day, server: Server): Promise<void> {
  const { asha, ben, fay } = day;
  await asha.write(MAIN, 'Before the lights went out');
  await day.startRound(words.staff.roundControl.purposes.check_in, PROMPT);
  const turn = fay.page.getByRole('region', { name: words.staff.roundControl.running }).locator('.turn');
  await expect(turn).toContainText(words.staff.roundControl.turnOf('Asha'));
  await day.answer(asha, 4, 'Well, so far');
  await expect(turn).toContainText(words.staff.roundControl.turnOf('Ben'));
  await ben.page.getByRole('textbox', { name: words.rounds.addWords }).fill('I am halfway through this');

  await powerCut(day, server, async () => {
    // What is said meanwhile waits, and is not lost.
    await ben.openChat(MAIN);
    const field = ben.page.getByRole('textbox', { name: words.chat.composerLabel(MAIN) });
    await field.fill('Is anybody there?');
    await field.press('Enter');
    await ben.look(words.trainee.views.now);
  });
  await expect(turn).toContainText(words.staff.roundControl.turnOf('Ben'));
  await expect(ben.main.getByText(words.rounds.yourTurn)).toBeVisible();
  await expect(ben.page.getByRole('textbox', { name: words.rounds.addWords })).toHaveValue(
    'I am halfway through this',
  );
  await expect(asha.main.getByText('Well, so far').first()).toBeVisible();
  await asha.reads(MAIN, 'Is anybody there?');
  await asha.reads(MAIN, 'Before the lights went out');
  await ben.page.getByRole('radio', { name: words.rounds.steps.one_to_five[2] }).check();
  await ben.page.getByRole('button', { name: words.rounds.answer, exact: true }).click();
  await expect(turn).toContainText(words.staff.roundControl.turnOf('Chi'));
  await day.confirm(fay, words.staff.roundControl.end);
}

async function roomsGoOn(day: Day, server: Server): Promise<void> {
  const { asha, ben, sol } = day;
  await day.openRooms('What does listening feel like?', 5);
  await day.inRooms();
  await asha.write(ROOM, 'Only for you, Ben');
  await ben.reads(ROOM, 'Only for you, Ben');
  await asha.look(words.trainee.views.now);
  const left = asha.main.getByRole('timer').filter({ hasText: words.rooms.timeLeft });
  const before = secondsOf(await left.innerText());

  const cutAt = Date.now();
  await powerCut(day, server);
  await expect(left).toBeVisible();
  const after = secondsOf(await left.innerText());
  expect(after).toBeLessThanOrEqual(before);
  expect(after).toBeGreaterThan(before - SLACK - (Date.now() - cutAt) / 1000);
  await expect(asha.main.getByText('What does listening feel like?')).toBeVisible();
  await ben.write(ROOM, 'Still here with you');
  await asha.reads(ROOM, 'Still here with you');
  await asha.reads(ROOM, 'Only for you, Ben');
  day.nobodyElse([asha, ben], 'Still here with you');
  await sol.look(words.support.rooms);
  await expect(sol.page.getByText(words.staff.board.confidential)).toBeVisible();
}

/** Kills the server, waits until every page has noticed, starts it again and waits until every page is back. */
async function powerCut(day: Day, server: Server, meanwhile?: () => Promise<void>): Promise<void> {
  await server.kill();
  const lost = words.common.connection;
  for (const { page } of day.everybody)
    await expect(
      page
        .getByRole('banner')
        .getByText(new RegExp(`${lost.reconnecting}|${lost.cutOff}`))
        .first(),
    ).toBeVisible();
  await meanwhile?.();
  await server.start();
  for (const someone of day.everybody) await someone.connected();
}

/** `14:32` in seconds. */
function secondsOf(text: string): number {
  const [, minutes = '0', seconds = '0'] = /(\d+):(\d\d)/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
