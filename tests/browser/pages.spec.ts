// The pages as the real server gives them out: under the strict policy, compressed, and asked for only when changed.
import { expectAccessible } from './accessibility.ts';
import { expect, test } from './server.ts';

const PAGES = ['/', '/j', '/owner', '/organiser', '/facilitator/anything', '/support/anything'];

for (const path of PAGES) {
  test(`nothing on ${path} is stopped by the content security policy`, async ({ page, server }) => {
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) troubles.push(message.text());
    });
    const answer = await page.goto(`${server.url}${path}`);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    // Whoever looks over a trainee's shoulder reads nothing of a training in the tab.
    await expect(page).toHaveTitle(path === '/' || path === '/j' ? 'Session' : 'Alongside');
    await expect(page.locator('#app')).not.toBeEmpty();
    expect(troubles).toEqual([]);
  });
}

test('scripts come compressed and are kept for ever; pages are asked for again and not sent twice', async ({
  page,
  request,
  server,
}) => {
  const script = page.waitForResponse(
    (answer) => answer.url().includes('/assets/') && answer.url().endsWith('.js'),
  );
  const first = await page.goto(`${server.url}/`);
  const headers = (await script).headers();
  expect(headers['content-encoding']).toBe('br');
  expect(headers['cache-control']).toContain('immutable');

  const etag = first?.headers()['etag'] ?? '';
  const again = await request.get(`${server.url}/`, {
    headers: { 'if-none-match': etag, 'accept-encoding': 'br' },
  });
  expect(again.status()).toBe(304);
});

test('the empty page behind the exit names nothing of ours, and asks for nothing from elsewhere (EXIT2)', async ({
  page,
  server,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const answer = await page.goto(`${server.url}/elsewhere`);
  expect((await answer?.text())?.toLowerCase()).not.toContain('alongside');
  await expect(page).toHaveTitle('Blank page');
  await expectAccessible(page);
  for (const address of asked) expect(new URL(address).host).toBe(new URL(server.url).host);
});
