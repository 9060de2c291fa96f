/// <reference lib="dom" />
import { expect, test } from 'playwright/test';
import { pageKinds, site } from './sites.ts';

/** Rows of the table of days say the same thing 91 times. */
const longTable = 'app-day-table tbody tr:nth-child(n + 4)';

for (const path of pageKinds) {
  const name = path.replaceAll('/', ' ').trim().replaceAll(' ', '-') || 'home';

  test(`/${path} reads as it did`, async ({ page }) => {
    await page.clock.setFixedTime('2026-11-12T14:08:00Z');
    await page.goto(site + path, { waitUntil: 'load' });
    // A final report has no age.
    for (const age of await page.locator('[data-island=age]').all())
      await expect(age).toHaveText(/4.min ago/);
    await page
      .locator(longTable)
      .evaluateAll((rows) => rows.forEach((row) => row.toggleAttribute('hidden', true)));
    await expect(page.locator('main')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  });
}

test('nothing is announced while a page loads', async ({ page }) => {
  const announced: string[] = [];
  page.on('console', (message) => announced.push(message.text()));
  await page.addInitScript(() => {
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = target.parentElement?.closest('[aria-live], [role=status], [role=alert]');
        if (region?.textContent) console.info(region.textContent);
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(site, { waitUntil: 'networkidle' });
  await page.mouse.move(100, 300);
  await expect(page.getByRole('slider')).toBeAttached();
  expect(announced).toEqual([]);
});
