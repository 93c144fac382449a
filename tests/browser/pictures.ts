// A picture of a whole page to look at afterwards, and axe beside it, for pages that belong to no day.
import type { Page, TestInfo } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';

export async function show(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
  await expectAccessible(page);
}

/** As narrow as pages may get, for as long as somebody looks. */
export async function narrow(page: Page, look: () => Promise<void>): Promise<void> {
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await look();
  if (usual) await page.setViewportSize(usual);
}

export async function showNarrowToo(page: Page, info: TestInfo, name: string): Promise<void> {
  await show(page, info, name);
  await narrow(page, () => show(page, info, `${name}-narrow`));
}
