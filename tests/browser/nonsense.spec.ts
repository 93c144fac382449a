// What people do by mistake, and what some do on purpose: clear words, nothing lost, nothing stored.
import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { OWNER, prepare, Someone, words } from './cast.ts';
import { expect, type Server, test } from './server.ts';

test.slow();
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const MAIN = words.chat.places.main;
/** Characters that nobody can see: controls, a zero-width space, one that turns the reading direction round. */
const UNSEEN = '\u0007\u001b\u200b\u202e';

test('a hundred thousand letters pasted into the chat stay in the field and go nowhere', async ({
  browser,
  server,
}) => {
  const programme = await prepare(browser, server);
  const asha = await Someone.opens(browser, 'Asha', true);
  const ben = await Someone.opens(browser, 'Ben');
  await asha.comeIn(programme);
  await ben.comeIn(programme);
  await asha.openChat(MAIN);
  const field = asha.page.getByRole('textbox', { name: words.chat.composerLabel(MAIN) });
  const much = 'All of my thesis. '.repeat(5700);
  await field.fill(much);
  await expect(asha.main.getByText(words.chat.tooLong)).toBeVisible();
  await field.press('Enter');
  await asha.page.getByRole('button', { name: words.chat.send, exact: true }).click();
  await expect(field).toHaveValue(much);

  // What fits is sent; it is the first and only message that anybody has.
  await field.fill('Only the title, then');
  await expect(asha.main.getByText(words.chat.tooLong)).toBeHidden();
  await field.press('Enter');
  await ben.reads(MAIN, 'Only the title, then');
  await expect(
    ben.main.getByRole('region', { name: words.chat.listLabel(MAIN) }).getByRole('listitem'),
  ).toHaveCount(1);
  expect(ben.received('All of my thesis')).toBe(false);
  expect([...asha.troubles, ...ben.troubles]).toEqual([]);
});

test('a roster with broken rows says which, and nobody of it is added', async ({ page, browser, server }) => {
  await prepare(browser, server);
  await signIn(page, server);
  const say = words.organiser;
  await page
    .getByRole('link', { name: 'Peer support, spring' })
    .or(page.getByRole('button', { name: 'Peer support, spring' }))
    .first()
    .click();
  await page.getByRole('button', { name: say.people.add }).first().click();
  const field = page.getByLabel(say.roster.text);
  const roster = `name,role,e-mail\nHana,trainee,hana@example.org\nIvo,wizard,\n,trainee,x@example.org\n${UNSEEN},trainee,\nasha,trainee,`;
  await field.fill(roster);
  await page.getByRole('button', { name: say.roster.read }).click();

  await expect(page.getByText(say.roster.wrong(4))).toBeVisible();
  const rows = page.getByRole('alert').getByRole('listitem');
  await expect(rows.nth(0)).toContainText(say.roster.row(3, 'role'));
  await expect(rows.nth(1)).toHaveText('Row 4, name: Name is still empty. Please fill it in.');
  await expect(rows.nth(2)).toHaveText(
    'Row 5, name: Name holds only characters that cannot be seen. Please type it again.',
  );
  await expect(rows.nth(3)).toContainText('Row 6, name: The name asha is already on the roster.');
  await expect(field).toHaveValue(roster);
  await page.getByRole('button', { name: words.common.cancel }).click();
  await expect(page.getByText(say.people.count(7, 2))).toBeVisible();
  await expect(page.getByText('Hana')).toHaveCount(0);
});

test('a join link with a wrong letter is met with one kind sentence', async ({ page, browser, server }) => {
  const programme = await prepare(browser, server);
  const link = programme.links['Asha'] ?? '';
  await page.goto(link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A'));
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(words.trainee.door.badLink);
  await expect(page.getByText('Asha')).toHaveCount(0);
  // A code can still be typed; nobody is let in by this link.
  await expect(page.getByRole('button', { name: words.doors.code.look })).toBeVisible();
  await expect(page.getByRole('button', { name: words.trainee.door.comeIn('Asha') })).toHaveCount(0);
  // Without its secret, and with a secret that is no secret at all.
  await page.goto('about:blank');
  await page.goto(`${server.url}/j`);
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(words.trainee.door.noLink);
  await page.goto('about:blank');
  await page.goto(`${server.url}/j#%00%ff<script>`);
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(words.trainee.door.badLink);
  // The right one still works.
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('button', { name: words.trainee.door.comeIn('Asha') })).toBeVisible();
});

test('somebody who knocks is let in, and somebody else is declined kindly', async ({ browser, server }) => {
  const programme = await prepare(browser, server);
  const fay = await Someone.opens(browser, 'Fay');
  await fay.comeIn(programme);
  const hana = await knocks(browser, programme.knockLink, 'Hana');

  const knock = words.staff.queue.knock;
  const atTheDoor = (name: string) => fay.page.getByRole('listitem').filter({ hasText: knock.title(name) });
  await atTheDoor('Hana').getByRole('button', { name: knock.admit }).click();
  await expect(hana.main.getByRole('heading', { name: words.trainee.arrival.title('Hana') })).toBeVisible();
  await hana.write(MAIN, 'Thank you for letting me in');
  await expect(fay.page.getByText('Thank you for letting me in')).toBeVisible();

  const ivo = await knocks(browser, programme.knockLink, 'Ivo');
  await atTheDoor('Ivo').getByRole('button', { name: knock.decline }).click();
  await fay.page.getByRole('dialog').getByRole('button', { name: knock.decline }).click();
  await expect(ivo.main.getByRole('alert')).toHaveText(
    'You are not in this session. If you think that is a mistake, please ask your facilitator.',
  );
  await expectAccessible(ivo.page);
  await expect(atTheDoor('Ivo')).toBeHidden();
  expect(ivo.received('Thank you for letting me in')).toBe(false);
  expect([...fay.troubles, ...hana.troubles, ...ivo.troubles]).toEqual([]);
});

/** Opens the knock link; a name that nobody can see is sent back with clear words first. */
async function knocks(browser: Browser, link: string, name: string): Promise<Someone> {
  const someone = await Someone.opens(browser, name, true);
  const { page } = someone;
  await page.goto(link);
  const field = page.getByLabel(words.trainee.knock.name);
  const knock = page.getByRole('button', { name: words.trainee.knock.knock });
  await knock.click();
  await expect(page.getByText(words.trainee.knock.needName)).toBeVisible();
  await field.fill(UNSEEN);
  await knock.click();
  await expect(
    page.getByText('Name holds only characters that cannot be seen. Please type it again.'),
  ).toBeVisible();
  await field.fill(name);
  await knock.click();
  await expect(page.getByRole('heading', { name: words.trainee.knock.waiting })).toBeVisible();
  await expectAccessible(page);
  return someone;
}

async function signIn(page: Page, server: Server): Promise<void> {
  await page.goto(`${server.url}/organiser`);
  await page.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.signIn.done }).click();
  await expect(page.getByRole('heading', { name: words.organiser.home.title })).toBeVisible();
}
