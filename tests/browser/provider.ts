// A real OpenID provider on this machine, with its own pages: anybody may sign in there under any name, and agrees or not.
import Provider from 'oidc-provider';
import type { Page } from '@playwright/test';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from './server.ts';

export const ID = 'Example ID';
const CLIENT = 'alongside';
const SECRET = 'known to the two of them';

/** `test` with a server whose staff may come in by a provider that is running. */
export const test = base.extend<{ issuer: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what is asked for from the pattern.
  issuer: async ({}, use) => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', new Provider(url, configuration()).callback());
    await use(url);
    server.closeAllConnections();
    server.close();
  },
  serverArguments: async ({ issuer }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'alongside-secret-'));
    const secret = join(folder, 'secret');
    await writeFile(secret, `${SECRET}\n`);
    await use([
      ...['--oidc-issuer', issuer, '--oidc-client-id', CLIENT],
      ...['--oidc-client-secret-file', secret, '--oidc-name', ID],
    ]);
    await rm(folder, { recursive: true });
  },
});

function configuration(): Record<string, unknown> {
  return {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        // On one machine the port is nobody's secret, and another one in each test.
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/provider'],
      },
    ],
    cookies: { keys: ['for tests alone'] },
    pkce: { required: () => true },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
  };
}

/** Its pages want a font from elsewhere, which nothing here may ask for. */
export async function withoutFonts(page: Page): Promise<void> {
  await page.context().route('https://fonts.googleapis.com/**', (route) => route.abort());
}

/** Signs in at the provider under this name, and agrees that Alongside may hear who it is. */
export async function signsInThere(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('anything');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await agrees(page);
}

/** Asked each time, as it cannot know what runs on this machine. Who is signed in there is asked for nothing else. */
export const agrees = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();

export const declines = (page: Page) => page.getByRole('link', { name: 'Cancel' }).click();
