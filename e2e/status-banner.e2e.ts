/// <reference lib="dom" />
import { brotliCompressSync } from 'node:zlib';
import { expect, type Page } from 'playwright/test';
import { test, type LiveSite } from './live-site.ts';

const elsewhere = 'http://shop.localhost/';

/** Somebody else's page, under a strict policy, with the banner in it. */
async function openElsewhere(page: Page, live: LiveSite): Promise<string[]> {
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => said.push(message.text()));
  const { origin } = new URL(live.url);
  const policy = [
    "default-src 'none'",
    `script-src ${origin}`,
    `connect-src ${origin} http://local.localhost:*`,
    "require-trusted-types-for 'script'",
  ];
  await page.route(elsewhere, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'Content-Security-Policy': policy.join(';') },
      body: `<!doctype html><title>Shop</title><status-banner></status-banner><script type="module" src="${live.url}banner.js"></script>`,
    }),
  );
  await page.goto(elsewhere);
  return said;
}

test('it is at most 3 kB and asks for nothing else', async ({ live }) => {
  const script = await (await fetch(`${live.url}banner.js`)).text();
  expect(brotliCompressSync(script).length).toBeLessThanOrEqual(3_000);
  expect(script).not.toMatch(/\bimport\s*[({*'"]/);
});

test('it shows what runs, follows it live, and stays text', async ({ page, live }) => {
  const said = await openElsewhere(page, live);
  const banner = page.locator('status-banner article');
  await expect(banner).toHaveCount(1);
  await expect.poll(async () => (await live.counts()).streams).toBe(1);
  const attack = '<img src=x onerror="document.title=1">';
  await live.publish({ slug: 'one', title: attack, body: attack });
  await expect(banner).toHaveCount(2);
  await expect(banner.locator('img')).toHaveCount(0);
  await expect(banner.getByText(attack)).toHaveCount(2);
  await live.update('one', 'resolved', 'Over.');
  await expect(banner).toHaveCount(1);
  await expect(page).toHaveTitle('Shop');
  expect(said).toEqual([]);
});

test('dismissed it stays away until there is something new to say', async ({ page, live }) => {
  await live.publish({ slug: 'one', title: 'API down' });
  await openElsewhere(page, live);
  const banner = page.locator('status-banner article').filter({ hasText: 'API down' });
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toHaveCount(0);
  await page.reload();
  await expect(page.locator('status-banner article')).toHaveCount(1);
  await expect(banner).toHaveCount(0);
  await live.update('one', 'identified', 'A disk.');
  await expect(banner).toContainText('A disk.');
});

test('with the content store gone it shows what the site says', async ({ page, live }) => {
  await live.breakBy({ hang: true });
  await openElsewhere(page, live);
  await expect(page.locator('status-banner article')).toHaveCount(1);
});
