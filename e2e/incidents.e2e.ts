/// <reference lib="dom" />
import { expect, test } from 'playwright/test';
import { site } from './sites.ts';

test.use({ javaScriptEnabled: false });

test('the history is by month and filters by component without script', async ({ page }) => {
  await page.goto(`${site}incidents/`);
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('November 2026');
  await expect(page.locator('app-incident-list li')).toHaveCount(10);
  await page.getByText('Filter by component').click();
  await page.getByRole('link', { name: 'Email (2)' }).click();
  await expect(page).toHaveURL(`${site}incidents/component/email/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Incidents of Email');
  await expect(page.locator('app-incident-list li')).toHaveCount(2);
  await expect(page.locator('[aria-current=page]')).toHaveText('Email (2)');
});

test('an incident tells how long each part took and what was measured', async ({ page }) => {
  await page.goto(`${site}incidents/2026-11-02-incident-1/`);
  const facts = page.locator('.hero dl');
  await expect(facts).toContainText('Time to detect4 min, to the first update');
  await expect(facts).toContainText('Time to resolve1 h 56 min, from then on');
  await expect(page.locator('app-measured-graph')).toContainText(
    'Measured: partial outage for 59 min (06:12–07:11 UTC).',
  );
  await expect(page.locator('app-measured-graph svg .touched')).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'Postmortem' })).toBeVisible();
});

test('an incident without an outage says that none was measured', async ({ page }) => {
  await page.goto(`${site}incidents/2026-11-12-incident-0/`);
  await expect(page.locator('app-measured-graph')).toContainText('No outage was measured.');
});
