// What a page must never do: run words as code, breach its content policy, or ask anybody but us.
import type { BrowserContext, Page } from '@playwright/test';
import type { Server } from './server.ts';

export interface Watch {
  /** Code that ran, and what the browser reported. */
  breaches: string[];
  /** Addresses that are not ours. */
  strangers: string[];
}

/** Notices what the pages of a window do that they must not. */
export async function watch(context: BrowserContext, server: Server): Promise<Watch> {
  const seen: Watch = { breaches: [], strangers: [] };
  await context.exposeFunction('noticeBreach', (what: string) => seen.breaches.push(what));
  await context.addInitScript(() => {
    const notice = (what: string) =>
      (globalThis as unknown as { noticeBreach(what: string): void }).noticeBreach(what);
    Object.assign(globalThis, { breach: (number: number) => notice(`script ${number} ran`) });
    document.addEventListener('securitypolicyviolation', (report) =>
      notice(`${report.violatedDirective}: ${report.blockedURI}`),
    );
  });
  const ours = new URL(server.url).host;
  context.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && host !== ours) seen.strangers.push(request.url());
  });
  return seen;
}

/** A moment in which anything that wanted to run has run. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
}
