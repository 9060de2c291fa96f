/// <reference lib="dom" />
import { expect, test, type Page } from 'playwright/test';
import { violationsOf } from './axe.ts';
import { pageKinds, site } from './sites.ts';

const schemes = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
} as const;

async function enlargeText(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
}

for (const [name, scheme] of Object.entries(schemes)) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing on any page, ${name}, ${width} px`, async ({ browser }) => {
      test.slow();
      const context = await browser.newContext({ viewport: { width, height: 800 }, ...scheme });
      const page = await context.newPage();
      for (const path of pageKinds) {
        await page.goto(site + path, { waitUntil: 'load' });
        expect.soft(await violationsOf(page), path).toEqual([]);
      }
      await context.close();
    });
  }
}

for (const width of [360, 1280]) {
  test(`text of twice the size fits ${width} px, and axe finds nothing`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    for (const path of pageKinds) {
      await page.goto(site + path, { waitUntil: 'load' });
      await enlargeText(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(over, path).toBeLessThanOrEqual(0);
      expect.soft(await violationsOf(page), path).toEqual([]);
    }
  });
}

for (const path of ['', 'components/email/']) {
  test(`axe finds nothing while a day of /${path} is looked into`, async ({ page }) => {
    await page.goto(`${site}${path}#email/2026-11-02`);
    await expect(page.getByRole('slider', { name: 'Quarter-hour' })).toBeAttached();
    expect.soft(await violationsOf(page)).toEqual([]);
    await enlargeText(page);
    expect.soft(await violationsOf(page)).toEqual([]);
  });
}

test('nothing moves by itself where motion is to be reduced', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${site}#email/2026-11-02`);
  await expect(page.locator('app-day-detail svg')).toBeAttached();
  const moving = await page.evaluate(
    () =>
      document.getAnimations().length +
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
        return (
          transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior === 'smooth'
        );
      }).length,
  );
  expect(moving).toBe(0);
  await context.close();
});
