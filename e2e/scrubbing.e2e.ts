/// <reference lib="dom" />
import { expect, test, type Page } from 'playwright/test';
import { site, wakeScrubbing } from './sites.ts';

async function openExplorer(page: Page, path = ''): Promise<void> {
  await page.goto(site + path);
  await wakeScrubbing(page);
}

/** Collects what moves, from before the first paint. */
async function watchLayout(page: Page): Promise<readonly string[]> {
  const moved: string[] = [];
  page.on('console', (message) => moved.push(message.text()));
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) console.debug(JSON.stringify(entry));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return moved;
}

test('the slider reads days aloud, by keyboard alone', async ({ page }) => {
  await openExplorer(page);
  const slider = page.getByRole('slider', { name: 'Day' });
  await expect(slider).toHaveAttribute('aria-valuetext', /^12 November: operational, \d/);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider).toHaveAttribute('aria-valuetext', /^11 November: /);
  await page.getByRole('combobox', { name: 'Component' }).selectOption('Email');
  await page.getByRole('button', { name: 'Next day' }).click();
  await expect(slider).toHaveAttribute('aria-valuetext', /^12 November: degraded.* 1 incident$/);
  await expect(page.locator('[data-graph=email][data-lined]')).toHaveCount(1);
});

test('the place of the explorer says what it is for, and when its figures do not come', async ({
  page,
}) => {
  const place = page.locator('[data-island=explorer]');
  await page.route('**/data/history.json', (route) => route.abort());
  const moved = await watchLayout(page);
  await page.goto(site, { waitUntil: 'networkidle' });
  await expect(place).toHaveText(
    'Explore a dayMove over a graph, or use the slider, to read a day.',
  );
  const before = await place.boundingBox();
  await place.scrollIntoViewIfNeeded();
  await expect(place).toHaveText(
    'Explore a dayThe figures could not be loaded; they are in the tables of each component.',
  );
  await page.waitForTimeout(200);
  expect((await place.boundingBox())?.height).toBe(before?.height);
  // The browser itself reports the aborted request.
  expect(moved.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);
});

test('Enter pins the day into the address, Escape lets it go', async ({ page }) => {
  await openExplorer(page);
  await page.getByRole('slider', { name: 'Day' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#public-api\/2026-08-14$/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(site);
});

test('an address with a day opens with its card', async ({ page }) => {
  await page.goto(`${site}#email/2026-11-12`);
  const card = page.locator('[data-graph=email] app-day-card');
  await expect(card).toContainText('12 November 2026');
  await expect(card.getByRole('link', { name: 'Elevated error rates' })).toBeInViewport();
});

test('a pointer over a graph drives the same reading; a click pins it', async ({ page }) => {
  await openExplorer(page);
  const graph = page.locator('[data-graph=public-api]');
  await graph.scrollIntoViewIfNeeded();
  const box = await graph.boundingBox();
  if (box === null) throw new Error('no graph');
  const x = box.x + box.width * (30.5 / 91);
  await page.mouse.move(x, box.y + 20);
  await expect(graph.locator('app-day-card')).toContainText('13 September 2026');
  await expect(page.getByRole('slider')).toHaveAttribute('aria-valuetext', /^13 September/);
  await page.mouse.click(x, box.y + 20);
  await expect(page).toHaveURL(/#public-api\/2026-09-13$/);
  await page.mouse.move(5, 5);
  await expect(graph.locator('app-day-card')).toBeVisible();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test('a tap pins a day', async ({ page }) => {
    await openExplorer(page);
    const graph = page.locator('[data-graph=public-api]');
    await graph.tap({ position: { x: 100, y: 20 } });
    await expect(graph.locator('app-day-card')).toBeVisible();
    await expect(page).toHaveURL(/#public-api\/2026-/);
  });
});

for (const [path, width] of [
  ['', 360],
  ['', 1280],
  ['components/email/', 1280],
] as const) {
  test(`nothing moves on /${path} at ${width} px, from first paint through scrubbing`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    const moved = await watchLayout(page);
    await page.goto(site + path, { waitUntil: 'networkidle' });
    const graph = page.locator('[data-graph=email]');
    await graph.hover({ position: { x: 50, y: 20 } });
    await expect(page.getByRole('slider')).toBeAttached();
    for (const x of [150, 200, 250]) await graph.hover({ position: { x, y: 20 } });
    await expect(graph.locator('app-day-card')).toBeAttached();
    await page.getByRole('slider').scrollIntoViewIfNeeded();
    // Shifts are reported with the frame after them.
    await page.waitForTimeout(200);
    expect(moved).toEqual([]);
  });
}
