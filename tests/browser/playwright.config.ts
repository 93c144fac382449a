import { defineConfig } from '@playwright/test';

// Another copy of the tests may run on this machine, so each run takes a port of its own. The workers read this file
// again and must come to the same number, which they inherit through the environment.
const FIRST_PORT = 20_000;
const PORTS = 10_000;
process.env['ALONGSIDE_GALLERY_PORT'] ??= String(FIRST_PORT + (process.pid % PORTS));
const GALLERY_PORT = Number(process.env['ALONGSIDE_GALLERY_PORT']);

export default defineConfig({
  testDir: '.',
  // Two cores: a second worker would only make every test slower and less steady.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['ALONGSIDE_CHROMIUM'] ?? '/usr/bin/chromium',
      // Root has no sandbox; the rest keeps Chromium from calling anybody outside.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'parts',
      testMatch: 'parts.spec.ts',
      use: { baseURL: `http://127.0.0.1:${GALLERY_PORT}` },
    },
    { name: 'product', testIgnore: 'parts.spec.ts' },
  ],
  // The page of all parts; the product itself is started by `server.ts`, once per test.
  webServer: {
    command: `npm --silent --prefix ../../web-client run gallery -- --host 127.0.0.1 --port ${GALLERY_PORT} --strictPort`,
    url: `http://127.0.0.1:${GALLERY_PORT}/`,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
