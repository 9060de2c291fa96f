/// <reference lib="dom" />
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'playwright/test';
import { violationsOf } from './axe.ts';
import { largeSite as site } from './sites.ts';

test('60 components and 400 incidents are all there, in less than 60 kB', async ({ request }) => {
  const html = await (await request.get(site)).text();
  expect(html.match(/data-component=/g)).toHaveLength(60);
  expect(brotliCompressSync(html).length).toBeLessThan(60_000);
  const history = await (await request.get(`${site}incidents/`)).text();
  expect(history.match(/<li/g)?.length).toBeGreaterThanOrEqual(400);
});

test('what is well is folded to a line, what is not stands open', async ({ page }) => {
  await page.goto(site);
  const groups = page.locator('details');
  await expect(groups).toHaveCount(8);
  await expect(page.locator('details[open]')).toHaveCount(1);
  await expect(page.locator('details[open] summary')).toContainText('Degraded performance');
  await expect(groups.first().locator('summary')).toContainText(/Operational\s*8 components/);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  // Unfolded it is three times as tall.
  expect(height).toBeLessThan(4_500);
});

test('an address with a day unfolds its group', async ({ page }) => {
  await page.goto(`${site}#email/2026-11-02`);
  await expect(page.locator('[data-graph=email] app-day-card')).toBeVisible();
});

test('axe finds nothing on the largest pages', async ({ page }) => {
  test.slow();
  for (const path of ['', 'incidents/']) {
    await page.goto(site + path, { waitUntil: 'load' });
    expect(await violationsOf(page), path).toEqual([]);
  }
});
