// Staff come in by their organisation's own provider: by an invitation, by linking, once more before something that
// cannot be taken back; and what strangers get.
import { type Browser, type Page } from '@playwright/test';
import { showNarrowToo } from './pictures.ts';
import { founds, OWNER, words } from './cast.ts';
import { agrees, declines, ID, signsInThere, test, withoutFonts } from './provider.ts';
import { expect, type Server } from './server.ts';

// A long way with axe at each screen; a busy machine takes its time.
test.setTimeout(400_000);
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const say = words.account;
const PHRASE = 'seven slow boats on the river';

test('Fay accepts her invitation with the provider, and has nothing else', async ({
  browser,
  server,
  page: olive,
}, info) => {
  await founds(olive, server);
  const link = await invites(olive, server);
  const fay = await opens(browser, link);

  await test.step('she says no at first, and nothing is lost', async () => {
    await fay.getByLabel(words.staffing.accept.name).fill('Fay');
    await showNarrowToo(fay, info, '01-invited');
    await fay.getByRole('button', { name: words.staffing.accept.provider(ID) }).click();
    await declines(fay);
    await expect(fay.getByText('nothing has happened')).toBeVisible();
    await expect(fay.getByLabel(words.staffing.accept.name)).toHaveValue('Fay');
    expect(new URL(fay.url()).search, 'the address has forgotten what came with it').toBe('');
    await showNarrowToo(fay, info, '02-declined');
  });
  await test.step('then she comes in', async () => {
    await fay.getByRole('button', { name: words.staffing.accept.provider(ID) }).click();
    await signsInThere(fay, 'fay');
    await atHome(fay);
    expect(new URL(fay.url()).pathname).toBe('/organiser');
  });
  await test.step('out, and in again without signing in there once more', async () => {
    await signsOut(fay);
    await expect(fay.getByRole('button', { name: say.signIn.provider(ID) })).toBeVisible();
    await showNarrowToo(fay, info, '03-sign-in');
    await fay.getByRole('button', { name: say.signIn.provider(ID) }).click();
    await agrees(fay);
    await atHome(fay);
  });
  await test.step('she shows in another tab that it is she, and chooses a passphrase', async () => {
    await fay.getByRole('link', { name: say.open('Fay') }).click();
    await showNarrowToo(fay, info, '04-account');
    await fay.getByLabel(say.passphrase.new).fill(PHRASE);
    await fay.getByRole('button', { name: say.passphrase.choose }).click();
    await expect(fay.getByText(say.step.providerHint)).toBeVisible();
    await expect(fay.getByLabel(say.step.passphrase)).toHaveCount(0);
    await showNarrowToo(fay, info, '05-step-up');
    const beside = fay.waitForEvent('popup');
    await fay.getByRole('link', { name: say.step.provider(ID) }).click();
    const tab = await beside;
    await signsInThere(tab, 'fay');
    await expect(tab.getByText(say.provider.shownHint)).toBeVisible();
    await showNarrowToo(tab, info, '06-shown');
    await expect(fay.getByRole('heading', { name: say.codes.shownTitle })).toBeVisible();
    await fay.getByRole('button', { name: say.codes.kept }).click();
    await expect(fay.getByLabel(say.passphrase.old)).toBeVisible();
  });
  await test.step('now the provider can go', async () => {
    await fay.getByRole('button', { name: say.provider.remove }).click();
    await fay.getByRole('dialog').getByRole('button', { name: say.provider.remove }).click();
    await expect(fay.getByText(say.provider.none)).toBeVisible();
    await signsOut(fay);
    await fay.getByRole('button', { name: say.signIn.provider(ID) }).click();
    await agrees(fay);
    await expect(fay.getByText('No account here is opened by this one')).toBeVisible();
  });
});

test('Olive links her account there, and strangers get nothing', async ({
  browser,
  server,
  page: olive,
}, info) => {
  await withoutFonts(olive);
  await founds(olive, server);
  await test.step('after showing once more who she is', async () => {
    await olive.getByRole('link', { name: say.open(OWNER.name) }).click();
    await olive.getByRole('button', { name: say.provider.link }).click();
    await showNarrowToo(olive, info, '11-step-up');
    await olive.getByLabel(say.step.passphrase).fill(OWNER.passphrase);
    await olive.getByRole('button', { name: say.step.go }).click();
    await signsInThere(olive, 'olive');
    await expect(olive.getByRole('heading', { name: say.codes.shownTitle })).toBeVisible();
    await olive.getByRole('button', { name: say.codes.kept }).click();
    await expect(olive.getByRole('button', { name: say.provider.linkAnother })).toBeVisible();
    await showNarrowToo(olive, info, '12-linked');
  });
  await test.step('her passphrase alone is not enough any more', async () => {
    await signsOut(olive);
    await olive.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
    await olive.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
    await olive.getByRole('button', { name: words.organiser.signIn.done, exact: true }).click();
    await expect(olive.getByLabel(say.signIn.code, { exact: true })).toBeVisible();
    await olive.getByRole('button', { name: say.signIn.back }).click();
    await olive.getByRole('button', { name: say.signIn.provider(ID) }).click();
    await agrees(olive);
    await atHome(olive);
  });
  await test.step('an unknown account opens nothing', async () => {
    const mallory = await opens(browser, `${server.url}/organiser`);
    await mallory.getByRole('button', { name: say.signIn.provider(ID) }).click();
    await signsInThere(mallory, 'mallory');
    await expect(mallory.getByText('No account here is opened by this one')).toBeVisible();
    await showNarrowToo(mallory, info, '13-unknown');
    await mallory.context().close();
  });
  await test.step('nor does another account when she is to show who she is', async () => {
    await olive.goto(`${server.url}/organiser/account`);
    await olive.getByRole('button', { name: say.codes.make }).click();
    await olive.getByRole('dialog').getByRole('button', { name: say.codes.make }).click();
    const beside = olive.waitForEvent('popup');
    await olive.getByRole('link', { name: say.step.provider(ID) }).click();
    const tab = await beside;
    await signsInThere(tab, 'mallory');
    await expect(tab.getByText('does not open yours here')).toBeVisible();
    await showNarrowToo(tab, info, '14-another');
    await expect(olive.getByText(say.step.providerHint)).toBeVisible();
    await tab.close();
  });
});

test('what comes back from the provider counts once, in the browser it began in', async ({
  browser,
  server,
  page: olive,
}) => {
  await founds(olive, server);
  const link = await invites(olive, server);
  const fay = await opens(browser, link);
  await fay.getByLabel(words.staffing.accept.name).fill('Fay');
  // What comes back is stolen before the page can hand it on.
  const answers = '**/api/staff/provider/answer';
  await fay.route(answers, (route) => route.abort());
  const taken = fay.waitForRequest(/\/provider\?/);
  await fay.getByRole('button', { name: words.staffing.accept.provider(ID) }).click();
  await signsInThere(fay, 'fay');
  const address = (await taken).url();
  await expect(fay.getByText(words.common.calls.noAnswer)).toBeVisible();
  await fay.unroute(answers);
  const refused = 'began in another browser';

  const mallory = await opens(browser, address);
  await expect(mallory.getByText(refused)).toBeVisible();
  await mallory.getByRole('button', { name: say.signIn.provider(ID) }).click();
  await expect(mallory.getByPlaceholder('Enter any login')).toBeVisible();
  await mallory.goto(address);
  await expect(mallory.getByText(refused)).toBeVisible();
  await mallory.goto(`${server.url}/provider?state=guessed&code=guessed`);
  await expect(mallory.getByText(refused)).toBeVisible();
  expect((await mallory.request.get(`${server.url}/api/staff/me`)).status()).toBe(404);

  await fay.goto(address);
  await atHome(fay);
  await fay.goto(address);
  await expect(fay.getByText(refused)).toBeVisible();
  const { log } = server;
  for (const secret of new URL(address).searchParams.values()) expect(log).not.toContain(secret);
});

/** Somebody of their own opens this address. */
async function opens(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await withoutFonts(page);
  await page.goto(address);
  return page;
}

/** The link of an invitation to look after the house. */
async function invites(page: Page, server: Server): Promise<string> {
  await page.goto(`${server.url}/organiser/staff`);
  await page.getByLabel(words.staffing.invite.role).selectOption({ label: words.staffing.rights.owner });
  await page.getByRole('button', { name: words.staffing.invite.make }).click();
  await page.getByLabel(say.step.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: say.step.go }).click();
  return page.getByRole('code').innerText();
}

const atHome = (page: Page) =>
  expect(page.getByRole('heading', { name: words.organiser.home.title })).toBeVisible();

/** Signing out leads to the door, by a page that is loaded anew. */
async function signsOut(page: Page): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.getByRole('banner').getByRole('button', { name: words.organiser.signOut }).click();
  await loaded;
  await expect(page.getByRole('heading', { name: words.organiser.signIn.title })).toBeVisible();
}
