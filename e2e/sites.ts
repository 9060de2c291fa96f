/** Where the sites of this run are, and what to visit on them. */
import { expect, type Page } from 'playwright/test';

function address(name: string): string {
  const url = process.env[name];
  if (url === undefined) throw new Error(`${name} is not set: start through playwright.config.ts`);
  return url;
}

export const site = address('PLUMBLINE_E2E_SITE');
export const developmentSite = address('PLUMBLINE_E2E_DEVELOPMENT');
export const subpathSite = address('PLUMBLINE_E2E_SUBPATH');
export const hostileSite = address('PLUMBLINE_E2E_HOSTILE');
export const largeSite = address('PLUMBLINE_E2E_LARGE');

/** One page of each kind. */
export const pageKinds = [
  '',
  'components/public-api/',
  'components/sign-in/',
  'incidents/',
  'incidents/2026-11-02-incident-1/',
  'incidents/component/public-api/',
  'maintenance/',
  'reports/',
  'reports/2026-10/',
  'reports/2026-11/',
  'how-we-measure/',
  '404.html',
] as const;

/** Shows an interest in the graphs, as soon as the scripts of the page can notice it. */
export async function wakeScrubbing(page: Page): Promise<void> {
  await expect(page.locator('[data-island=age]').first()).not.toBeEmpty();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('slider', { name: 'Day' })).toBeAttached();
}
