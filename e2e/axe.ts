/** Runs axe-core in a page; says what it found so that a person can mend it. */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright/test';

/** One line for each element that violates a rule: "rule: selector". */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}
