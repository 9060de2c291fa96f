/// <reference lib="dom" />
import { expect, test, type Page } from 'playwright/test';
import { site, wakeScrubbing } from './sites.ts';

/** A day with an outage of 59 minutes and three updates. */
const outageDay = `${site}components/email/#email/2026-11-02`;

function dayFiles(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/data/days/')) asked.push(request.url().replace(site, ''));
  });
  return asked;
}

test('quarter-hours are asked for only when a day is looked into', async ({ page }) => {
  const asked = dayFiles(page);
  await page.goto(site, { waitUntil: 'networkidle' });
  await wakeScrubbing(page);
  const slider = page.getByRole('slider', { name: 'Day' });
  await slider.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft');
  await page.waitForTimeout(400);
  expect(asked).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('slider', { name: 'Quarter-hour' })).toBeAttached();
  expect(asked).toEqual(['data/days/public-api/2026-11-07.json']);
});

test('a day opens at its worst quarter-hour, with its outage by the minute', async ({ page }) => {
  await page.goto(outageDay);
  const slider = page.getByRole('slider', { name: 'Quarter-hour' });
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    '06:00–06:15 UTC: partial outage, 6 of 45 results bad, ' +
      '06:00–06:12 degraded performance, 06:12–06:15 partial outage',
  );
  const story = page.locator('app-day-detail li');
  await expect(story).toHaveCount(4);
  await expect(story.first()).toHaveText(
    '06:12 UTC Partial outage for 59 min, until 07:11, as measured',
  );
  await expect(story.nth(1)).toContainText('06:23 UTC Investigating · Slow responses in Europe');
});

test('its quarter-hours are read by keyboard and by pointer', async ({ page }) => {
  await page.goto(outageDay);
  const slider = page.getByRole('slider', { name: 'Quarter-hour' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', /^06:15–06:30 UTC: partial outage/);
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /^23:45–00:00 UTC: operational/);
  const graph = page.locator('app-day-detail .graph');
  await graph.scrollIntoViewIfNeeded();
  const box = await graph.boundingBox();
  if (box === null) throw new Error('no graph');
  await page.mouse.move(box.x + box.width * (48.5 / 96), box.y + 20);
  await expect(slider).toHaveAttribute('aria-valuetext', /^12:00–12:15 UTC/);
});

test('a day that runs ends where its data does', async ({ page }) => {
  await page.goto(`${site}#public-api/2026-11-12`);
  const slider = page.getByRole('slider', { name: 'Quarter-hour' });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', /^14:00–14:04 UTC/);
  await expect(slider).toHaveValue('56');
});

test('a day that is not kept says so', async ({ page }) => {
  await page.route('**/data/days/**', (route) => route.fulfill({ status: 404 }));
  await page.goto(outageDay);
  await expect(page.locator('app-day-detail [role=status]')).toHaveText(/could not be loaded/);
});

test('from a pinned bar the visitor is brought to its quarter-hours', async ({ page }) => {
  await page.goto(`${site}#public-api/2026-11-02`);
  await page.getByRole('button', { name: 'Quarter-hours of this day' }).click();
  await expect(page.getByRole('heading', { name: 'By quarter-hours' })).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'Explore a day' })).toBeFocused();
});
