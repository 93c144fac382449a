// Every example of every part, as axe sees it, in all the ways that people look at a page.
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';

type Look = { name: string; width: number; colorScheme: 'light' | 'dark'; forcedColors: 'none' | 'active' };

const LOOKS: Look[] = [
  { name: 'light', width: 1200, colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', width: 1200, colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', width: 1200, colorScheme: 'light', forcedColors: 'active' },
  { name: '320 px wide', width: 320, colorScheme: 'light', forcedColors: 'none' },
];

async function openGallery(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
  await page.setViewportSize({ width: look.width, height: 900 });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'button' })).toBeVisible();
}

for (const look of LOOKS) {
  test(`all parts are accessible: ${look.name}`, async ({ page }) => {
    await openGallery(page, look);
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'nothing sticks out sideways').toBeLessThanOrEqual(look.width);
  });
}

test('a dialog takes the focus, keeps it, and gives it back', async ({ page }) => {
  await openGallery(page, LOOKS[0]!);
  const opener = page.getByRole('button', { name: 'Raise a flag' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Raise a flag' });
  await expect(dialog.getByRole('button', { name: 'Go on' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('a notice does not go away by Escape', async ({ page }) => {
  await openGallery(page, LOOKS[0]!);
  await page.getByRole('button', { name: 'A move' }).click();
  const dialog = page.getByRole('alertdialog');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
});

test('a menu works by keyboard alone and closes by the button that opened it', async ({ page }) => {
  await openGallery(page, LOOKS[0]!);
  const button = page.getByRole('button', { name: 'More for Bo’s message' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Reply' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Hide with a reason' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await button.click();
  await expect(page.getByRole('menuitem', { name: 'Reply' })).toBeVisible();
  await button.click();
  await expect(page.getByRole('menuitem', { name: 'Reply' })).toBeHidden();
});
