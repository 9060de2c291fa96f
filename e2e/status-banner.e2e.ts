/// <reference lib="dom" />
import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import { expect, type Page } from 'playwright/test';
import { test, type LiveSite } from './live-site.ts';

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
  const html = `<!doctype html><title>Shop</title><status-banner></status-banner><script type="module" src="${live.url}banner.js"></script>`;
  const server = createServer((_, response) => {
    response.setHeader('Content-Security-Policy', policy.join(';'));
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(html);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  page.on('close', () => void server.close());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  await page.goto(`http://127.0.0.1:${address.port}/`);
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
  // The browser asks every page for an icon, which this one's policy forbids.
  expect(said.filter((text) => !text.includes('favicon'))).toEqual([]);
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
