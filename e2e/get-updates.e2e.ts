/// <reference lib="dom" />
import { expect, test } from 'playwright/test';
import { site, subpathSite } from './sites.ts';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  for (const address of [site, subpathSite]) {
    test(`the menu opens, leads somewhere and closes: ${new URL(address).pathname}`, async ({
      page,
      request,
    }) => {
      await page.goto(address);
      const menu = page.getByRole('dialog', { name: 'Get updates' });
      await expect(menu).toBeHidden();
      await page.getByRole('button', { name: 'Get updates' }).click();
      await expect(menu).toBeVisible();
      const links = await menu.getByRole('link').all();
      expect(links).toHaveLength(5);
      for (const link of links) {
        const target = new URL((await link.getAttribute('href')) ?? '', address).href;
        expect(target).toContain(address);
        expect((await request.get(target)).status(), target).toBe(200);
      }
      await expect(menu.getByRole('button')).toHaveText('Close');
      await menu.getByRole('button', { name: 'Close' }).click();
      await expect(menu).toBeHidden();
    });
  }

  test('what is read elsewhere is a whole address', async ({ page }) => {
    await page.goto(subpathSite);
    const codes = await page.locator('#get-updates code').allTextContents();
    expect(codes).toEqual([
      '/feed subscribe https://example.com/our/status/feed.rss',
      'https://example.com/our/status/',
    ]);
  });
});

test('the address of the page is copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(subpathSite);
  await page.getByRole('button', { name: 'Get updates' }).click();
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'https://example.com/our/status/',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
