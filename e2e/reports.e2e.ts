/// <reference lib="dom" />
import { expect, test } from 'playwright/test';
import { readPdf } from './pdf.ts';
import { site } from './sites.ts';

const october = `${site}reports/2026-10/`;

test('every month leads to its report and its files', async ({ page, request }) => {
  await page.goto(`${site}reports/`);
  const titles = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(titles.map((title) => title.trim())).toEqual([
    'November 2026',
    'October 2026',
    'September 2026',
    'August 2026',
  ]);
  for (const link of await page.getByRole('link', { name: /^(JSON|CSV)$/ }).all()) {
    const answer = await request.get(new URL((await link.getAttribute('href')) ?? '', site).href);
    expect(answer.ok()).toBe(true);
  }
  await page.getByRole('link', { name: 'October 2026' }).click();
  await expect(page).toHaveURL(october);
});

test('the page says what the file says', async ({ page, request }) => {
  const csv = await (await request.get(`${site}data/reports/2026-10.csv`)).text();
  const rows = csv.trimEnd().split('\r\n').slice(1);
  await page.goto(october);
  await expect(page.locator('tbody tr')).toHaveCount(rows.length);
  const shown = await page.locator('tbody tr').allInnerTexts();
  for (const [at, row] of rows.entries()) {
    const [, , , name = '', , , , verdict = ''] = row.split(',');
    expect(shown[at]).toContain(name);
    expect(shown[at]).toContain(verdict === 'undetermined' ? 'Not enough data' : verdict);
  }
});

test('a part of a month, and one that runs, say so', async ({ page }) => {
  await page.goto(`${site}reports/2026-08/`);
  await expect(page.getByText('Covers 14 Aug 2026, 00:00 UTC')).toContainText(
    '58.06% of the month',
  );
  await expect(page.getByText('Earlier days are not among')).toBeVisible();
  await page.goto(`${site}reports/2026-11/`);
  await expect(page.getByText('The month is not over')).toBeVisible();
  await expect(page.getByText('Earlier days are not among')).toHaveCount(0);
});

test('a restated month shows both', async ({ page }) => {
  await page.goto(october);
  const restated = page.getByRole('region', { name: 'Restated' });
  await expect(restated).toContainText(/Public API was .*100\.00% available.*; now .*available/);
});

test('a component leads to its months', async ({ page }) => {
  await page.goto(`${site}components/email/`);
  await page.getByRole('link', { name: 'October 2026' }).click();
  await expect(page).toHaveURL(`${october}#c-email`);
  await expect(page.getByRole('heading', { name: 'Email' })).toBeInViewport();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the report is whole, named and in order', async ({ page }) => {
    await page.goto(october);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Report for October 2026');
    await expect(page.locator('app-component-sheet')).toHaveCount(10);
    await expect(page.getByText('Input SHA-256')).toContainText(/[0-9a-f]{64}/);
    const regions = page.locator('section[aria-labelledby]');
    for (const region of await regions.all()) {
      const id = (await region.getAttribute('aria-labelledby')) ?? '';
      await expect(page.locator(`[id="${id}"]`)).toHaveCount(1);
    }
  });
});

for (const [format, width, height] of [
  ['A4', 595, 842],
  ['Letter', 612, 792],
] as const) {
  test(`prints on ${format}: all figures, no navigation, addresses of links`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(october);
    const pdf = readPdf(await page.pdf({ format }));
    for (const [at, expected] of [width, height].entries())
      expect(Math.abs((pdf.size[at] ?? 0) - expected)).toBeLessThanOrEqual(1);
    expect(pdf.pages).toBeGreaterThanOrEqual(4);
    expect(pdf.pages).toBeLessThanOrEqual(9);
    const said = ['Report for October 2026', 'Input SHA-256', '</data/reports/2026-10.csv>'];
    const names = await page.locator('app-component-sheet h2').allTextContents();
    const figures = await page.locator('app-component-sheet dd').allTextContents();
    const bare = (text: string) => text.replaceAll(/\s/g, '');
    for (const text of [...said, ...names, ...figures])
      expect(pdf.text, text).toContain(bare(text));
    for (const text of ['StatusIncidentsMaintenance', 'Skiptocontent'])
      expect(pdf.text).not.toContain(text);
  });
}

test('is black on white on paper, in dark mode too', async ({ page }) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.goto(october);
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.locator('body')).toHaveCSS('color', 'rgb(0, 0, 0)');
  await expect(page.locator('app-component-sheet section').first()).toHaveCSS(
    'break-inside',
    'avoid',
  );
});
