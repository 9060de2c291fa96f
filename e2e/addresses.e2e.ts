/// <reference lib="dom" />
import { expect, test } from 'playwright/test';
import { site, subpathSite } from './sites.ts';

for (const [where, address] of Object.entries({
  'at the root': site,
  'below a path': subpathSite,
})) {
  test(`${where}: an unknown address still says how things are, and leads back`, async ({
    page,
  }) => {
    const answer = await page.goto(`${address}some/where/deep`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such page');
    await expect(page.locator('.hero h2')).toHaveText(/^Degraded performance: /);
    await page.getByRole('link', { name: 'Current status' }).click();
    await expect(page).toHaveURL(address);
  });

  test(`${where}: a page answers with and without its last slash`, async ({ page }) => {
    for (const path of ['components/public-api', 'components/public-api/', 'incidents']) {
      const answer = await page.goto(address + path);
      expect(answer?.status(), path).toBe(200);
      await page.getByRole('link', { name: 'Maintenance' }).first().click();
      await expect(page).toHaveURL(`${address}maintenance/`);
    }
  });
}
