// The doors in real browsers: a link on two devices, "not me" and a new link, a code, knocking, four tabs, somebody
// else's link, and removal. Each screen is looked at in light, dark and narrow, and by axe.
import type { Browser, Page, TestInfo } from '@playwright/test';
import { narrow, show as picture } from './pictures.ts';
import { OWNER, prepare, type Programme, Someone, words } from './cast.ts';
import { expect, type Server, test } from './server.ts';

test.slow();
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const say = words.doors;
/** What is asked every two seconds, and a machine that is busy. */
const SOON = { timeout: 20_000 };

/** Nothing scrolls sideways on a narrow screen. */
async function show(page: Page, info: TestInfo, name: string): Promise<void> {
  await picture(page, info, name);
  await narrow(page, async () => {
    await page.screenshot({ path: info.outputPath(`${name}-narrow.png`), fullPage: true });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wider, `${name} scrolls sideways`).toBe(false);
  });
}

/** Opens a link and says yes, without waiting for where it leads. */
async function sayYes(someone: Someone, link: string | undefined, name = someone.name): Promise<void> {
  await someone.page.goto(link ?? '');
  await someone.page.getByRole('button', { name: words.trainee.door.comeIn(name) }).click();
}

async function isIn(someone: Someone): Promise<void> {
  await expect(someone.page.getByRole('heading', { level: 1, name: 'Listening well' })).toBeVisible(SOON);
  await someone.connected();
}

/** A trainee on a laptop, and staff who look on. */
async function begin(browser: Browser, server: Server) {
  const programme = await prepare(browser, server);
  const open = async (name: string, phone = false) => Someone.opens(browser, name, phone);
  const [fay, sol, asha] = [await open('Fay'), await open('Sol'), await open('Asha')];
  for (const someone of [fay, sol, asha]) await someone.comeIn(programme);
  return { programme, fay, sol, asha, open };
}

test('a second device waits for the first one', async ({ browser, server }, info) => {
  const { programme, sol, asha, open } = await begin(browser, server);
  const phone = await open('Asha', true);

  await test.step('the phone waits, also after a reload, and the laptop is asked', async () => {
    await sayYes(phone, programme.links['Asha']);
    await expect(phone.page.getByText(say.device.waiting)).toBeVisible();
    expect(new URL(phone.page.url()).hash).toBe('');
    await expect(asha.page.getByRole('heading', { name: say.device.title })).toBeVisible();
    await expect(sol.page.getByRole('heading', { name: say.device.asks('Asha') })).toBeVisible();
    await show(phone.page, info, '01-phone-waits');
    await show(asha.page, info, '02-laptop-is-asked');
    const taller = await asha.page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
    expect(taller, 'the question pushes the chat below the bar').toBe(false);
    await show(sol.page, info, '03-staff-are-asked');
    await phone.page.reload();
    await expect(phone.page.getByText(say.device.waiting)).toBeVisible();
    await asha.page.reload();
    await expect(asha.page.getByRole('heading', { name: say.device.title })).toBeVisible();
  });

  await test.step('yes lets it in, and both stay', async () => {
    await asha.page.getByRole('button', { name: say.device.yes }).click();
    await expect(phone.page.getByText(say.device.waiting)).toBeHidden(SOON);
    await phone.page.getByRole('button', { name: new RegExp(`^${words.trainee.home.goIn}`) }).click();
    await isIn(phone);
    await asha.connected();
  });

  await test.step('a stranger with the link is turned away, and the link made anew', async () => {
    const thief = await open('Asha');
    await sayYes(thief, programme.links['Asha']);
    await asha.page.getByRole('button', { name: say.device.no }).click();
    await expect(thief.page.getByRole('heading', { name: say.device.notIn })).toBeVisible(SOON);
    await expect(sol.page.getByRole('heading', { name: say.device.refused('Asha') })).toBeVisible();
    await show(thief.page, info, '04-turned-away');
    await show(sol.page, info, '05-staff-are-told');
    await asha.page.getByRole('button', { name: say.device.newLink }).click();
    await expect(asha.page.getByText(say.device.newLinkHint)).toBeVisible();
    await show(asha.page, info, '06-new-link');
    await asha.connected();
    await thief.page.goto(programme.links['Asha'] ?? '');
    await thief.page.reload();
    await expect(thief.page.getByText(words.trainee.door.badLink)).toBeVisible();
  });
});

/** The code that staff read out for Asha; the dialog is closed again. */
async function readOut(page: Page, info?: TestInfo): Promise<string> {
  await page.getByRole('button', { name: words.staff.group.more('Asha') }).click();
  await page.getByRole('menuitem', { name: say.code.make }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.group')).toHaveCount(2);
  const groups = await dialog.locator('.group').allInnerTexts();
  if (info) await show(page, info, '11-code-to-read-out');
  await dialog.getByRole('button', { name: words.common.close }).last().click();
  return groups.join(' ');
}

test('a code for a lost link', async ({ browser, server }, info) => {
  const programme = await prepare(browser, server);
  const sol = await Someone.opens(browser, 'Sol');
  await sol.comeIn(programme);
  await sol.look(words.support.people);
  const code = await readOut(sol.page, info);
  const asha = await Someone.opens(browser, 'Asha', true);
  await asha.page.goto(server.url);
  await show(asha.page, info, '12-not-in-yet');
  const field = asha.page.getByRole('textbox', { name: say.code.field });
  const go = asha.page.getByRole('button', { name: say.code.look });

  await test.step('wrong five times is dead', async () => {
    const [first = '', second = ''] = code.split(' ');
    const wrong = `${first} ${second === '2222' ? '3333' : '2222'}`;
    for (let tries = 0; tries < 5; tries += 1) {
      await field.fill(wrong);
      await go.click();
      await expect(asha.page.getByText(/This code does not open anything/)).toBeVisible();
    }
    await field.fill(code);
    await go.click();
    await expect(asha.page.getByText(/This code does not open anything/)).toBeVisible();
    await show(asha.page, info, '13-wrong-code');
  });

  await test.step('a new one, typed any way, shows who it is for and lets in', async () => {
    const fresh = await readOut(sol.page);
    await field.fill(fresh.toLowerCase().replace(' ', '-'));
    await go.click();
    await expect(
      asha.page.getByRole('heading', { name: words.trainee.door.joiningAs('Asha') }),
    ).toBeVisible();
    await show(asha.page, info, '14-joining-as');
    await asha.page.getByRole('button', { name: words.trainee.door.notYou('Asha') }).click();
    await field.fill(fresh);
    await go.click();
    await asha.page.getByRole('button', { name: words.trainee.door.comeIn('Asha') }).click();
    await asha.page.getByRole('button', { name: new RegExp(`^${words.trainee.home.goIn}`) }).click();
    await isIn(asha);
  });
});

test('knocking: admitted, declined, and no name of staff', async ({ browser, server }, info) => {
  const programme = await prepare(browser, server);
  const fay = await Someone.opens(browser, 'Fay');
  await fay.comeIn(programme);
  const knock = async (name: string, phone = false) => {
    const someone = await Someone.opens(browser, name, phone);
    await someone.page.goto(programme.knockLink);
    await someone.page.getByRole('textbox', { name: words.trainee.knock.name }).fill(name);
    await someone.page.getByRole('button', { name: words.trainee.knock.knock, exact: true }).click();
    return someone;
  };
  const waits = (someone: Someone) =>
    expect(someone.page.getByRole('heading', { name: words.trainee.knock.waiting })).toBeVisible(SOON);

  const robin = await knock('F\u{430}y', true);
  await expect(robin.page.getByText(/can be taken for somebody who runs the session/)).toBeVisible();
  await show(robin.page, info, '21-name-of-staff');
  await robin.page.getByRole('textbox', { name: words.trainee.knock.name }).fill('Robin');
  await robin.page.getByRole('button', { name: words.trainee.knock.knock, exact: true }).click();
  await waits(robin);
  await show(robin.page, info, '22-lobby');
  for (const hidden of ['Listening well', 'Fay', 'Peer support']) expect(robin.received(hidden)).toBe(false);

  const [kim, asha] = [await knock('Kim'), await knock('asha')];
  await waits(kim);
  await waits(asha);
  await expect(fay.page.getByText(say.lobby.resembles('Asha'))).toBeVisible();
  await show(fay.page, info, '23-at-the-door');
  const item = (name: string) =>
    fay.page.getByRole('listitem').filter({ hasText: words.staff.queue.knock.title(name) });
  await item('Robin').getByRole('button', { name: words.staff.queue.knock.admit }).click();
  await isIn(robin);
  await fay.page.getByRole('button', { name: say.lobby.declineAll(2) }).click();
  await fay.page
    .getByRole('dialog')
    .getByRole('button', { name: say.lobby.declineAll(2) })
    .click();
  await expect(kim.page.getByRole('heading', { name: words.trainee.stopped })).toBeVisible(SOON);
  await show(kim.page, info, '24-declined');
});

test('tabs, somebody else’s link, and removal', async ({ browser, server }, info) => {
  const { programme, sol, asha, open } = await begin(browser, server);

  await test.step('the fourth tab is told so, and the others stay', async () => {
    const tabs = [];
    for (let number = 0; number < 3; number += 1) {
      const tab = await asha.context.newPage();
      await tab.goto(asha.page.url());
      tabs.push(tab);
      if (number < 2)
        await expect(tab.getByRole('heading', { level: 1, name: 'Listening well' })).toBeVisible(SOON);
    }
    const [second, third, fourth] = tabs;
    if (!second || !third || !fourth) throw new Error('There should be three more tabs.');
    await expect(fourth.getByText(/in three tabs or devices already/)).toBeVisible(SOON);
    await show(fourth, info, '31-fourth-tab');
    await asha.connected();
    await third.close();
    await fourth.getByRole('button', { name: words.common.tryAgain }).click();
    await expect(fourth.getByRole('heading', { level: 1, name: 'Listening well' })).toBeVisible(SOON);
    for (const tab of [second, fourth]) await tab.close();
  });

  await test.step('a link that is somebody else’s changes nothing until one says yes', async () => {
    const guest = await open('Ben', true);
    await guest.page.goto(programme.links['Chi'] ?? '');
    await expect(
      guest.page.getByRole('heading', { name: words.trainee.door.joiningAs('Chi') }),
    ).toBeVisible();
    await show(guest.page, info, '32-joining-as-somebody-else');
    await guest.page.getByRole('button', { name: words.trainee.door.notYou('Chi') }).click();
    await expect(guest.page.getByText(words.trainee.door.notYouHint)).toBeVisible();
    expect(new URL(guest.page.url()).hash).toBe('');
    expect(await guest.context.cookies()).toEqual([]);
  });

  await test.step('the assistant removes Asha: laptop, phone and link are out', async () => {
    const phone = await open('Asha', true);
    await sayYes(phone, programme.links['Asha']);
    await asha.page.getByRole('button', { name: say.device.yes }).click();
    await isIn(phone);
    await sol.look(words.support.people);
    await sol.page.getByRole('button', { name: words.staff.group.more('Asha') }).click();
    await sol.page.getByRole('menuitem', { name: words.staff.group.remove }).click();
    await sol.page.getByRole('dialog').getByRole('button', { name: words.staff.group.removeDo }).click();
    for (const device of [asha, phone])
      await expect(device.page.getByRole('heading', { name: words.trainee.stopped })).toBeVisible();
    await show(phone.page, info, '33-removed');
    await phone.page.goto(programme.links['Asha'] ?? '');
    await phone.page.reload();
    await expect(phone.page.getByText(words.trainee.door.badLink)).toBeVisible();
  });
});

test('an organiser sees until when links work, which names read like staff, and reads out a code', async ({
  browser,
  server,
  page,
}, info) => {
  const made: Programme = await prepare(browser, server);
  await page.goto(`${server.url}/organiser`);
  await page.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.signIn.done }).click();
  await page.getByRole('link', { name: /Peer support, spring/ }).click();
  await expect(page.getByText(/works until/).first()).toBeVisible();
  await page.getByRole('button', { name: words.organiser.people.actions('Asha') }).click();
  await page.getByRole('menuitem', { name: words.organiser.people.edit }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: words.organiser.people.columns.name }).fill('F\u{430}y');
  await dialog.getByRole('button', { name: words.common.save }).click();
  await expect(page.getByText(words.organiser.people.likeness.person('Fay'))).toBeVisible();
  await page.getByRole('button', { name: words.organiser.people.actions('Ben') }).click();
  await page.getByRole('menuitem', { name: say.code.make }).click();
  await expect(page.getByRole('dialog').locator('.group')).toHaveCount(2);
  await show(page, info, '41-organiser');
  expect(made.links['Ben']).toBeTruthy();
});
