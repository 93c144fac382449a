// Olive's account from her first passphrase to a passkey: an app, recovery codes, a step-up, and out everywhere.
// Passkeys want a name, so all of it happens at http://localhost.
import { type Browser, type Page, type TestInfo } from '@playwright/test';
import { show } from './pictures.ts';
import { codeOf } from './authenticator.ts';
import { OWNER, words } from './cast.ts';
import { expect, type Server, test } from './server.ts';

// A long way with axe at each screen; a busy machine takes its time.
test.setTimeout(400_000);
test.use({ reducedMotion: 'reduce', trace: 'off', screenshot: 'only-on-failure', actionTimeout: 20_000 });

const say = words.account;
const at = (server: Server, path: string) => server.url.replace('127.0.0.1', 'localhost') + path;

test('from a passphrase to codes, a passkey, a step-up, and out everywhere', async ({
  browser,
  page,
  server,
}, info) => {
  await page.goto((server.ownerLink ?? '').replace('127.0.0.1', 'localhost'));
  await expect(page.getByText(say.tryingOut)).toBeVisible();
  await page.getByLabel(words.organiser.owner.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.owner.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.owner.done }).click();
  await page.getByRole('link', { name: say.open(OWNER.name) }).click();
  await expect(page.getByRole('heading', { name: say.title })).toBeVisible();
  await show(page, info, '01-account');

  const { key, codes } = await test.step('an authenticator app', () => setsUpApp(page, info));
  await test.step('in with a code', () => signsInWith(page, info, codeOf(key, 1)));
  await test.step('in with a recovery code', () => signsInWith(page, info, codes[0] ?? ''));
  await test.step('a passkey', () => addsPasskey(page, info, codes[1] ?? ''));
  await test.step('in by the passkey alone', () => signsInByPasskey(page, info));
  await test.step('an export after a step-up by passkey', () => exportsByPasskey(page, info));
  await test.step('out everywhere', () => outEverywhere(browser, server, page, info, codes[2] ?? ''));
});

test('at 127.0.0.1 the page says where passkeys work', async ({ page, server }, info) => {
  await page.goto(server.ownerLink ?? '');
  await page.getByLabel(words.organiser.owner.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.owner.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.owner.done }).click();
  await page.getByRole('link', { name: say.open(OWNER.name) }).click();
  await expect(page.getByText(say.passkeysAt(at(server, '')))).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  await show(page, info, '10-elsewhere-narrow');
  await page.getByRole('link', { name: say.openThere }).click();
  await page.waitForURL(at(server, '/organiser/account'));
  await expect(page.getByRole('button', { name: say.signIn.passkey })).toBeVisible();
});

async function setsUpApp(page: Page, info: TestInfo): Promise<{ key: string; codes: string[] }> {
  await page.getByRole('button', { name: say.app.setUp }).click();
  await expect(page.getByText(say.step.hint)).toBeVisible();
  await show(page, info, '02-step-up');
  await page.getByLabel(say.step.passphrase).fill('not this one at all');
  await page.getByRole('button', { name: say.step.go }).click();
  await expect(page.getByText('does not fit')).toBeVisible();
  await page.getByLabel(say.step.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: say.step.go }).click();
  const picture = page.getByRole('img', { name: say.app.picture });
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(100);
  await show(page, info, '03-app');
  const key = await page.locator('code').innerText();
  await page.getByLabel(say.app.code).fill(codeOf(key));
  await page.getByRole('button', { name: say.app.confirm }).click();
  await expect(page.getByRole('heading', { name: say.codes.shownTitle })).toBeVisible();
  await show(page, info, '04-codes');
  await page.setViewportSize({ width: 320, height: 640 });
  await show(page, info, '04-codes-narrow');
  await page.setViewportSize({ width: 1280, height: 720 });
  const codes = await page.getByRole('alertdialog').locator('code').allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole('button', { name: say.codes.kept }).click();
  await expect(page.getByText(say.codes.left(10))).toBeVisible();
  return { key, codes };
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: words.organiser.signOut }).click();
  await expect(page.getByRole('heading', { name: words.organiser.signIn.title })).toBeVisible();
}

async function signsInWith(page: Page, info: TestInfo, code: string): Promise<void> {
  await signOut(page);
  await show(page, info, '05-sign-in');
  await passphraseAndCode(page, code);
  await expect(page.getByRole('heading', { name: words.organiser.home.title })).toBeVisible();
}

async function passphraseAndCode(page: Page, code: string): Promise<void> {
  await page.getByLabel(words.organiser.signIn.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.signIn.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.signIn.done, exact: true }).click();
  await expect(page.getByLabel(say.signIn.code, { exact: true })).toBeFocused();
  await page.getByLabel(say.signIn.code, { exact: true }).fill(code);
  await page.getByRole('button', { name: words.organiser.signIn.done, exact: true }).click();
}

async function addsPasskey(page: Page, info: TestInfo, code: string): Promise<void> {
  const phone = await page.context().newCDPSession(page);
  await phone.send('WebAuthn.enable');
  await phone.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.getByRole('link', { name: say.open(OWNER.name) }).click();
  await page.getByRole('button', { name: say.passkeys.add }).click();
  await page.getByLabel(say.passkeys.name).fill('Work laptop');
  await page.getByRole('dialog').getByRole('button', { name: say.passkeys.add }).click();
  await page.getByLabel(say.step.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: say.step.go }).click();
  await page.getByLabel(say.signIn.code, { exact: true }).fill(code);
  await show(page, info, '06-step-up-code');
  await page.getByRole('button', { name: say.step.go }).click();
  await expect(page.getByText('Work laptop', { exact: true })).toBeVisible();
  await expect(page.getByText(say.codes.left(8))).toBeVisible();
  await show(page, info, '07-account-full');
  await page.setViewportSize({ width: 390, height: 844 });
  await show(page, info, '07-account-full-phone');
  await page.emulateMedia({ colorScheme: 'dark' });
  await show(page, info, '07-account-full-phone-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 720 });
}

async function signsInByPasskey(page: Page, info: TestInfo): Promise<void> {
  await signOut(page);
  await expect(page.getByRole('button', { name: say.signIn.passkey })).toBeVisible();
  await show(page, info, '08-sign-in-passkey');
  await page.getByRole('button', { name: say.signIn.passkey }).click();
  await expect(page.getByRole('heading', { name: words.organiser.home.title })).toBeVisible();
}

async function exportsByPasskey(page: Page, info: TestInfo): Promise<void> {
  await page.getByRole('button', { name: words.organiser.home.make }).first().click();
  await page.getByLabel(words.organiser.home.name).fill('Peer support, spring');
  await page.getByRole('button', { name: words.organiser.home.made }).click();
  await page.getByRole('tab', { name: words.organiser.tabs.privacy }).click();
  await page.getByRole('button', { name: words.privacy.people.table }).click();
  await expect(page.getByRole('button', { name: say.step.passkey })).toBeVisible();
  await show(page, info, '09-step-up-passkey');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: say.step.passkey }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('programme.csv');
  await page.getByRole('tab', { name: words.organiser.tabs.audit }).click();
  await page.getByRole('switch', { name: words.privacy.audit.allProgrammes }).click();
  await page.getByRole('button', { name: words.privacy.audit.search }).click();
  const trail = page.getByRole('table');
  for (const done of ['app_set_up', 'recovery_code_used', 'passkey_added', 'stepped_up'] as const)
    await expect(trail.getByText(words.privacy.audit.done[done]).first()).toBeVisible();
}

async function outEverywhere(
  browser: Browser,
  server: Server,
  page: Page,
  info: TestInfo,
  code: string,
): Promise<void> {
  const library = await (await browser.newContext()).newPage();
  await library.goto(at(server, '/organiser/account'));
  await passphraseAndCode(library, code);
  await expect(library.getByText(say.browsers.other).first()).toBeVisible();
  await library.getByRole('button', { name: say.browsers.everywhere }).click();
  await library.getByRole('dialog').getByRole('button', { name: say.browsers.everywhere }).click();
  // Both pages are told in the same moment.
  await expect(library.getByText(say.signIn.out)).toBeVisible();
  await expect(page.getByText(say.signIn.out)).toBeVisible({ timeout: 1_000 });
  // A page behind another one is now and then not drawn.
  await page.bringToFront();
  await show(page, info, '11-signed-out');
}
