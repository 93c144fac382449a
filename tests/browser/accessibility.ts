// One way to look at a screen with axe, so that no test forgets a rule: everything up to WCAG 2.2 AA, the good
// practices, and the target sizes.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Fails with one line for each violation: the rule, the element, what to do. */
export async function expectAccessible(page: Page, leaveOut: readonly string[] = []): Promise<void> {
  const axe = new AxeBuilder({ page })
    .withTags(TAGS)
    .options({ rules: { 'target-size': { enabled: true } } });
  for (const selector of leaveOut) axe.exclude(selector);
  const { violations } = await axe.analyze();
  const lines = violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
  expect(lines).toEqual([]);
}
