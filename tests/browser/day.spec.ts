// One whole day in real browsers against the real program: a facilitator, an assistant and seven trainees, from the
// lobby to the debrief. What is private is looked for in every byte that reached everybody else.
import { expectAccessible } from './accessibility.ts';
import { type Day, gather, type TraineeName } from './gathering.ts';
import { BUDDIES, words } from './cast.ts';
import { expect, test } from './server.ts';

// Ten windows on two cores: the day takes its time, and a trace of each window would double it.
test.use({ trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });
test.setTimeout(400_000);

const MAIN = words.chat.places.main;
const ROOM = words.chat.places.room;
const PRIVATE_ANSWER = 'I slept two hours and would rather not say it aloud';
const WORRY = 'Chi sounded hopeless when we spoke';
const SHARE_BACK = 'Silence is an answer, too';

test('a day beside the call, from arrival to the debrief', async ({ browser, server }, info) => {
  const day = await gather(browser, server, info);
  await test.step('arrival', () => arrival(day));
  await test.step('the start', () => start(day));
  await test.step('check-in in turn', () => checkIn(day));
  await test.step('a held message', () => heldMessage(day));
  await test.step('buddy rooms open', () => openRooms(day));
  await test.step('inside the rooms', () => insideRooms(day));
  await test.step('a flag about somebody', () => flag(day));
  await test.step('one drops out, the other is not left alone', () => reshuffle(day));
  await test.step('rooms close kindly', () => closeRooms(day));
  await test.step('check-out', () => checkOut(day));
  await test.step('the end', () => end(day));
  expect(day.everybody.flatMap(({ troubles }) => troubles)).toEqual([]);
});

async function arrival(day: Day): Promise<void> {
  const { fay, asha, ben } = day;
  await expect(asha.page.getByRole('heading', { name: words.trainee.arrival.title('Asha') })).toBeVisible();
  await expect(asha.page.getByRole('timer')).toContainText(words.trainee.arrival.starts);
  await day.show(asha, 'asha-arrives', 'light', 'dark', 'narrow');

  await ben.page.getByRole('button', { name: words.trainee.tech.play }).click();
  const heard = ben.page.getByRole('group', { name: words.trainee.tech.heard });
  await heard.getByRole('button', { name: words.trainee.tech.yes }).click();
  const works = ben.page.getByRole('group', { name: words.trainee.tech.callWorks });
  await works.getByRole('button', { name: words.trainee.tech.yes }).click();
  await expect(ben.main.getByText(words.trainee.tech.done)).toBeVisible();

  await asha.write(MAIN, 'Good morning from the bus');
  await day.trainee('Gus').reads(MAIN, 'Good morning from the bus');
  await day.show(asha, 'asha-lobby-chat', 'light');
  await expect(fay.page.getByText(words.staff.group.here(7, 7))).toBeVisible();
  await day.show(fay, 'fay-arrival', 'light', 'dark');

  await day.sol.look(words.support.connections);
  const row = day.sol.page.getByRole('row').filter({ hasText: 'Ben' });
  await expect(row.getByText(words.staff.group.tech.checked.works)).toHaveCount(2);
  await day.show(day.sol, 'sol-connections', 'light', 'dark');
}

async function start(day: Day): Promise<void> {
  const { fay, asha } = day;
  // Less patience than usual, so that the test need not wait for minutes when somebody is gone.
  await fay.look(words.facilitator.day);
  await fay.page.getByLabel(words.staff.day.grace).fill('20');
  await fay.page.getByLabel(words.staff.day.notice).fill('8');
  await fay.page.getByRole('button', { name: words.staff.day.saveSettings }).click();
  await expect(fay.page.getByText(words.staff.day.saved)).toBeVisible();
  await day.show(fay, 'fay-day', 'light');

  await day.confirm(fay, words.staff.day.start);
  for (const each of day.trainees) {
    await each.look(words.trainee.views.now);
    await expect(each.main.getByText(words.trainee.day.nothing)).toBeVisible();
  }
  await day.show(asha, 'asha-live', 'light');
}

async function checkIn(day: Day): Promise<void> {
  const { fay, asha } = day;
  await day.startRound(words.staff.roundControl.purposes.check_in, 'How are you arriving today?');
  await day.show(fay, 'fay-round', 'light');
  const values: Record<TraineeName, number> = { Asha: 4, Ben: 3, Chi: 4, Dan: 3, Eve: 2, Flo: 5, Gus: 5 };
  await day.goRound(async (name, someone) => {
    await expect(someone.main.getByText(words.rounds.yourTurn)).toBeVisible();
    if (name === 'Asha') await day.show(asha, 'asha-turn', 'light', 'dark', 'narrow');
    if (name === 'Dan') return day.pass(someone);
    if (name === 'Eve') return day.answer(someone, values.Eve, PRIVATE_ANSWER, 'privately');
    await day.answer(someone, values[name], `${name} is glad to be here`);
  });

  // To everybody else a pass and a private answer are one and the same.
  for (const each of [asha, day.trainee('Flo'), day.sol]) {
    const standings = each.lastRound()?.standings;
    expect(standings?.[day.ids('Dan')]).toBe('passed');
    expect(standings?.[day.ids('Eve')]).toBe('passed');
  }
  const order = asha.page.getByRole('list').filter({ hasText: words.rounds.standings.passed });
  const line = (name: string) => order.getByRole('listitem').filter({ hasText: name });
  await expect(line('Dan')).toContainText(words.rounds.standings.passed);
  const said = async (name: string) => (await line(name).innerText()).replace(name, '').replace(/^\w\s/, '');
  expect(await said('Eve')).toBe(await said('Dan'));
  await expect(fay.page.getByText(PRIVATE_ANSWER)).toBeVisible();
  expect(fay.received(PRIVATE_ANSWER)).toBe(true);
  day.nobodyElse([fay, day.trainee('Eve')], PRIVATE_ANSWER);
  await day.show(fay, 'fay-round-through', 'light', 'dark');
  await day.show(asha, 'asha-round-through', 'light');
  await day.confirm(fay, words.staff.roundControl.end);
}

async function heldMessage(day: Day): Promise<void> {
  const { fay, asha } = day;
  const controls = words.staff.moderation;
  const press = () => fay.page.getByRole('button', { name: controls.holdAll }).click();
  await fay.page.getByText(controls.title, { exact: true }).click();
  await press();
  await expect(fay.page.getByText(controls.state.held)).toBeVisible();
  const chi = day.trainee('Chi');
  await chi.write(MAIN, 'Something that I should think over');
  await expect(chi.main.getByText(words.chat.held)).toBeVisible();
  await day.show(chi, 'chi-held', 'light');

  const waiting = fay.page.getByRole('listitem').filter({ hasText: words.staff.queue.held.title('Chi') });
  await expect(waiting).toBeVisible();
  await day.show(fay, 'fay-queue-held', 'light');
  day.nobodyElse([fay, chi], 'Something that I should think over');
  await waiting.getByRole('button', { name: words.staff.queue.held.release }).click();
  await asha.reads(MAIN, 'Something that I should think over');
  await press();
  await expect(fay.page.getByText(controls.state.held)).toBeHidden();
}

async function openRooms(day: Day): Promise<void> {
  const { fay, asha } = day;
  await asha.look(words.trainee.views.now);
  await day.openRooms('What does listening feel like?', 15, () => day.show(fay, 'fay-plan', 'light'));
  await expect(asha.main.getByText(words.rooms.with('Ben'))).toBeVisible();
  await expect(asha.main.getByText(words.rooms.opensIn)).toBeVisible();
  await day.show(asha, 'asha-notice', 'light');
  await day.inRooms();
}

async function insideRooms(day: Day): Promise<void> {
  const { fay, asha, ben } = day;
  await expect(asha.main.getByText('What does listening feel like?')).toBeVisible();
  await expect(asha.main.getByText(words.rooms.confidential)).toBeVisible();
  await day.show(asha, 'asha-room', 'light', 'dark', 'narrow');
  for (const [one, two, three] of BUDDIES) {
    const secret = `Only for you, ${two}`;
    const inRoom = [one, two, three].filter((name) => name !== undefined).map((name) => day.trainee(name));
    await inRoom[0]?.write(ROOM, secret);
    for (const each of inRoom.slice(1)) await each.reads(ROOM, secret);
    day.nobodyElse(inRoom, secret);
  }
  await day.show(asha, 'asha-room-chat', 'light');
  await day.show(ben, 'ben-room', 'light');
  await day.show(fay, 'fay-board', 'light');
  await day.sol.look(words.support.rooms);
  await expect(day.sol.page.getByText(words.staff.board.confidential)).toBeVisible();
  await day.show(day.sol, 'sol-board', 'light', 'dark');
}

async function flag(day: Day): Promise<void> {
  const { fay } = day;
  const dan = day.trainee('Dan');
  const before = await day.quiet();
  await dan.page.getByRole('button', { name: words.flags.raise }).click();
  const dialog = dan.page.getByRole('dialog', { name: words.flags.title });
  await dialog.getByText(words.flags.addMore).click();
  await dialog.getByLabel(words.flags.words).fill(WORRY);
  await dialog.getByLabel(words.flags.about).selectOption({ label: 'Chi' });
  await day.show(dan, 'dan-flag', 'light', 'dark');
  await dialog
    .getByRole('button', { name: new RegExp(`^${words.flags.kinds.worried_about_someone}`) })
    .click();
  await expect(dialog.getByText(words.flags.sent)).toBeVisible();

  const queue = words.staff.queue;
  const card = fay.page.getByRole('article', { name: queue.flag.kinds.worried_about_someone });
  await expect(card).toContainText(WORRY);
  await expect(card).toContainText(queue.flag.about('Chi'));
  await card.getByRole('button', { name: queue.claim }).click();
  await expect(dialog.getByText(words.flags.states.claimed('Fay'))).toBeVisible();
  await day.show(fay, 'fay-flag', 'light');
  await card.getByRole('button', { name: queue.flag.resolve }).click();
  await card.getByRole('textbox', { name: queue.flag.resolve }).fill('Fay rings Chi after the session');
  await card.getByRole('button', { name: queue.flag.resolve }).last().click();
  await expect(fay.page.getByText(queue.flag.closed(1))).toBeVisible();
  await expect(dialog.getByText(words.flags.states.resolved, { exact: true })).toBeVisible();
  await dan.page.keyboard.press('Escape');

  // Not a byte, and not even a frame, went to anybody else; only what everybody is told since then.
  day.nobodyElse([fay, dan], WORRY);
  await day.onlyTheSignalSince(before, [fay, dan]);
}

async function reshuffle(day: Day): Promise<void> {
  const { sol, asha, ben } = day;
  await asha.look(words.trainee.views.chat);
  await asha.page.getByRole('textbox', { name: words.chat.composerLabel(ROOM) }).fill('I was about to say');
  await ben.context.close();
  day.gone(ben);
  const panel = sol.page.getByRole('article', { name: words.staff.proposal.title });
  // The patience of twenty seconds, and some for a busy machine.
  await expect(panel.getByRole('button', { name: words.staff.proposal.apply, exact: true })).toBeVisible({
    timeout: 45_000,
  });
  await expect(panel).toContainText('Ben lost the connection');
  await day.show(sol, 'sol-proposal', 'light');
  await day.fay.look(words.facilitator.rooms);
  await day.show(day.fay, 'fay-proposal', 'light', 'dark');
  await panel.getByRole('button', { name: words.staff.proposal.apply, exact: true }).click();

  await asha.look(words.trainee.views.now);
  await expect(asha.page.getByRole('button', { name: words.rooms.moveReady })).toBeVisible();
  await expect(asha.main.getByText(/^There you will be with /)).toBeVisible();
  await day.show(asha, 'asha-move-notice', 'light');
  await expect(asha.page.getByRole('button', { name: words.rooms.moveReady })).toBeHidden({
    timeout: 30_000,
  });
  const chi = day.trainee('Chi');
  const withChi = await chi.main.getByText('Asha').count();
  const hosts = withChi > 0 ? chi : day.trainee('Eve');
  await asha.write(ROOM, 'Hello, may I sit with you?');
  await hosts.reads(ROOM, 'Hello, may I sit with you?');
  expect(asha.received('Only for you, Dan'), 'a room shows from one’s arrival in it').toBe(false);
  expect(asha.received('Only for you, Flo'), 'a room shows from one’s arrival in it').toBe(false);
  await day.show(asha, 'asha-moved', 'light');
}

async function closeRooms(day: Day): Promise<void> {
  const { fay, asha } = day;
  const flo = day.trainee('Flo');
  await flo.page.getByRole('textbox', { name: words.rooms.shareBack }).fill(SHARE_BACK);
  await flo.page.getByRole('button', { name: words.rooms.shareBackSave }).click();
  await expect(flo.main.getByText(words.rooms.shareBackSaved, { exact: true })).toBeVisible();
  await fay.look(words.facilitator.rooms);
  await fay.page.getByRole('button', { name: words.staff.board.close }).click();
  const dialog = fay.page.getByRole('dialog');
  await dialog.getByLabel(words.staff.board.closeIn).fill('10');
  await dialog.getByRole('button', { name: words.staff.board.close }).click();
  await expect(flo.main.getByText(words.rooms.closesIn)).toBeVisible();
  await day.show(flo, 'flo-closing', 'light');
  await asha.look(words.trainee.views.now);
  await expect(asha.main.getByText(SHARE_BACK)).toBeVisible({ timeout: 30_000 });
  await day.show(asha, 'asha-share-back', 'light');
}

async function checkOut(day: Day): Promise<void> {
  await day.startRound(words.staff.roundControl.purposes.check_out, 'How are you leaving today?');
  const values: Record<TraineeName, number> = { Asha: 5, Ben: 3, Chi: 4, Dan: 4, Eve: 4, Flo: 5, Gus: 2 };
  await day.goRound(async (name, someone) => {
    await expect(someone.main.getByText(words.rounds.yourTurn)).toBeVisible();
    await day.answer(someone, values[name], `${name} takes something home`);
  });
  await day.fay.look(words.facilitator.day);
  await expect(day.fay.page.getByText(words.staff.roundControl.checkOutMissing)).toBeVisible();
  await day.show(day.fay, 'fay-check-out', 'light');
}

async function end(day: Day): Promise<void> {
  const { fay, sol, asha } = day;
  const care = words.staff.care;
  await fay.page.getByRole('button', { name: care.end }).click();
  const dialog = fay.page.getByRole('dialog', { name: care.endTitle });
  await expect(dialog).toContainText(care.endMissing('Ben'));
  await expectAccessible(fay.page);
  await dialog.getByRole('button', { name: care.end }).click();
  for (const each of day.trainees)
    await expect(each.page.getByRole('heading', { name: words.trainee.ended.title })).toBeVisible();
  await expect(asha.main.getByText(SHARE_BACK)).toBeVisible();
  await day.show(asha, 'asha-ended', 'light', 'dark', 'narrow');

  const followUp = (name: string) => fay.page.getByRole('listitem').filter({ hasText: name });
  await expect(followUp('Gus').first()).toContainText(care.concerns.left_lower);
  await expect(followUp('Ben').first()).toContainText(care.concerns.vanished_before_check_out);
  await day.show(fay, 'fay-debrief', 'light', 'dark');
  await expect(sol.page.getByText(care.ended('').trim())).toBeVisible();
  await day.show(sol, 'sol-ended', 'light');
  expect(
    sol.received(care.concerns.left_lower) || sol.received('left_lower'),
    'follow-ups are for facilitators',
  ).toBe(false);
}
