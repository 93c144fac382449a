// With a certificate of one's own, in real browsers: the owner needs a second step before anything else, passes belong
// to this host alone, and the day runs over wss.
import { type BrowserContext, type Page, type TestInfo } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { expectAccessible } from './accessibility.ts';
import { codeOf } from './authenticator.ts';
import { OWNER, prepare, Someone, words } from './cast.ts';
import { expect, test } from './server.ts';
import { settled, watch } from './watch.ts';

test.slow();
test.use({
  // Nobody has signed this certificate but itself.
  ignoreHTTPSErrors: true,
  actionTimeout: 20_000,
  serverArguments: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'alongside-certificate-'));
    const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
    const [certificate, secret] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
    await Promise.all([writeFile(certificate, cert), writeFile(secret, key)]);
    await use(['--tls-cert', certificate, '--tls-key', secret]);
    await rm(folder, { recursive: true, force: true });
  },
});

const say = words.account;

test('with a certificate the whole day is encrypted, from the first owner on', async ({
  browser,
  server,
}, info) => {
  expect(server.url).toMatch(/^https:/u);
  const office = await browser.newContext();
  const owner = { page: await office.newPage(), seen: await watch(office, server) };
  await founds(owner.page, server.ownerLink ?? '', info);
  await passesAreBound(office);

  const programme = await prepare(browser, server, undefined, office);
  const people = [];
  for (const name of ['Fay', 'Asha']) {
    const someone = await Someone.opens(browser, name, name === 'Asha');
    const sockets: string[] = [];
    someone.page.on('websocket', (socket) => sockets.push(socket.url()));
    const seen = await watch(someone.context, server);
    await someone.comeIn(programme);
    expect(sockets.map((url) => new URL(url).protocol)).toEqual(['wss:']);
    await passesAreBound(someone.context);
    people.push({ someone, seen });
  }
  const [fay, asha] = people.map(({ someone }) => someone);
  await asha?.write(words.chat.places.main, 'Good morning from the bus');
  await expect.poll(() => fay?.received('Good morning from the bus')).toBe(true);

  for (const { page, seen, troubles } of [
    { ...owner, troubles: [] },
    ...people.map(({ someone: { page, troubles }, seen }) => ({ page, seen, troubles })),
  ]) {
    await settled(page);
    expect(seen).toEqual({ breaches: [], strangers: [] });
    expect(troubles).toEqual([]);
  }
});

/** The first owner, who is let do nothing else before an app is set up. */
async function founds(page: Page, link: string, info: TestInfo): Promise<void> {
  await page.goto(link);
  await expect(page.getByText(say.tryingOut)).toBeHidden();
  await page.getByLabel(words.organiser.owner.name).fill(OWNER.name);
  await page.getByLabel(words.organiser.owner.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: words.organiser.owner.done }).click();
  await expect(page.getByRole('button', { name: say.app.setUp })).toBeVisible();
  await page.screenshot({ path: info.outputPath('01-second-step.png'), fullPage: true });
  await expectAccessible(page);
  await page.getByRole('button', { name: say.app.setUp }).click();
  await page.getByLabel(say.step.passphrase).fill(OWNER.passphrase);
  await page.getByRole('button', { name: say.step.go }).click();
  const key = await page.locator('code').innerText();
  await page.getByLabel(say.app.code).fill(codeOf(key));
  await page.getByRole('button', { name: say.app.confirm }).click();
  await page.getByRole('button', { name: say.codes.kept }).click();
  await page.screenshot({ path: info.outputPath('02-after-it.png'), fullPage: true });
}

/** Whatever opens anything is for this host, over TLS, and out of reach of the page. */
async function passesAreBound(context: BrowserContext): Promise<void> {
  const passes = await context.cookies();
  expect(passes.length).toBeGreaterThan(0);
  for (const { name, secure, httpOnly, path, sameSite } of passes) {
    expect(name).toMatch(/^__Host-/u);
    expect({ secure, httpOnly, path, sameSite }, name).toEqual({
      secure: true,
      httpOnly: true,
      path: '/',
      sameSite: 'Lax',
    });
  }
}
