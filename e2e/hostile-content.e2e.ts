/// <reference lib="dom" />
import { expect, test, type Page } from 'playwright/test';
import { violationsOf } from './axe.ts';
import { hostileSite as site } from './sites.ts';

const pages = ['', 'components/public-api/', 'components/sign-in/', 'incidents/', 'maintenance/'];

async function incidentPages(page: Page): Promise<string[]> {
  await page.goto(`${site}incidents/`);
  const links = page.locator('app-incident-list li a');
  const addresses = await links.evaluateAll((found) =>
    found.map((link) => link.getAttribute('href') ?? ''),
  );
  return addresses.map((address) => address.slice(1));
}

test('hostile text runs nothing, asks for nothing and stays inside 360 px', async ({ page }) => {
  test.slow();
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, protocol } = new URL(request.url());
    if (protocol !== 'data:' && /\/x$|example/.test(pathname)) asked.push(request.url());
  });
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => dialogs.push(dialog.message())));
  await page.setViewportSize({ width: 360, height: 740 });
  for (const path of [...pages, ...(await incidentPages(page))]) {
    await page.goto(site + path, { waitUntil: 'load' });
    const found = await page.evaluate(() => ({
      hacked: 'hacked' in globalThis,
      over: document.documentElement.scrollWidth - innerWidth,
      images: document.querySelectorAll('main img, main script, main style, [onclick]').length,
      links: [...document.querySelectorAll('a')].filter(({ href }) => !href.startsWith('http'))
        .length,
      shown: getComputedStyle(document.body).display,
    }));
    expect(found, path).toEqual({ hacked: false, over: 0, images: 0, links: 0, shown: 'block' });
  }
  expect(asked).toEqual([]);
  expect(dialogs).toEqual([]);
});

test('what was written is readable as it was written', async ({ page }) => {
  await page.goto(site);
  const headline = page.getByRole('heading', { level: 1 });
  await expect(headline).toContainText('W'.repeat(300));
  await expect(
    page.getByText('<script>globalThis.hacked = 1</script> & "quotes"').first(),
  ).toBeVisible();
  await expect(page.getByText('واجهة برمجة التطبيقات العامة').first()).toBeVisible();
});

test('a text of a megabyte is whole on its page and short elsewhere', async ({ request }) => {
  const home = await (await request.get(site)).text();
  expect(home.length).toBeLessThan(100_000);
  const list = await (await request.get(`${site}incidents/`)).text();
  expect(list.length).toBeLessThan(150_000);
});

test('scrubbing and looking into a day run nothing either', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${site}components/public-api/#public-api/2026-11-12`);
  await expect(page.getByRole('slider', { name: 'Quarter-hour' })).toBeAttached();
  for (const key of ['Home', 'ArrowRight', 'ArrowRight']) {
    await page.getByRole('slider', { name: 'Day' }).press(key);
  }
  expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
  expect(await violationsOf(page)).toEqual([]);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
});
