/// <reference lib="dom" />
import { expect, test } from 'playwright/test';
import { pageKinds, site, wakeScrubbing } from './sites.ts';

const screens = [
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 768, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;

for (const { width, colorScheme } of screens) {
  test(`every page fits ${width} px, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    for (const path of pageKinds) {
      await page.goto(site + path);
      const fit = await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - innerWidth,
        table: [...document.querySelectorAll('.scroll')].map(
          (one) => one.scrollWidth - one.clientWidth,
        ),
        page: getComputedStyle(document.body).backgroundColor,
      }));
      expect(fit.over, path).toBeLessThanOrEqual(0);
      expect(Math.max(0, ...fit.table), path).toBe(0);
      expect(fit.page, path).toBe(
        colorScheme === 'dark' ? 'rgb(18, 20, 22)' : 'rgb(246, 246, 244)',
      );
    }
    await context.close();
  });
}

test('controls are large enough for a finger', async ({ page }) => {
  await page.goto(site);
  await wakeScrubbing(page);
  // Behind the menu all is still there; before, what is in the menu is not.
  await page.getByRole('button', { name: 'Get updates' }).click();
  const controls = page.locator('button, select, input, summary, nav a').filter({ visible: true });
  for (const control of await controls.all()) {
    const box = await control.boundingBox();
    expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
  }
});
