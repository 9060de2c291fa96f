/// <reference lib="dom" />
import { expect, test, type Page } from 'playwright/test';
import { developmentSite, pageKinds, site, subpathSite } from './sites.ts';

interface Texts {
  readonly served: string;
  readonly now: string;
}

/** Text of the page as it was served and as it is, but for instants and live parts. */
function textsOf(page: Page): Promise<Texts> {
  return page.evaluate(async () => {
    const visible = (body: HTMLElement): string => {
      body.querySelectorAll('time, [data-island], script').forEach((part) => part.remove());
      return body.textContent.replaceAll(/\s+/g, ' ').trim();
    };
    const html = await (await fetch(location.pathname)).text();
    const clone = document.createElement('body');
    clone.innerHTML = document.body.innerHTML;
    return {
      served: visible(new DOMParser().parseFromString(html, 'text/html').body),
      now: visible(clone),
    };
  });
}

async function wakeIslands(page: Page): Promise<void> {
  await page.mouse.move(20, 300);
  await page.mouse.move(40, 320);
  const explorer = page.locator('[data-island=explorer]');
  if ((await explorer.count()) > 0) await expect(explorer.getByRole('slider')).toBeAttached();
}

// Not a page, but this test takes HTML apart, which the policy of the pages forbids.
test.use({ bypassCSP: true });

const builds = { published: site, development: developmentSite, 'below a path': subpathSite };

for (const [build, address] of Object.entries(builds)) {
  test(`${build}: scripts change no text and say nothing on the console`, async ({ page }) => {
    const said: string[] = [];
    page.on('console', (message) => {
      // Angular announces its development mode.
      if (!message.text().includes('development mode')) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(error.message));
    for (const path of pageKinds) {
      if (build === 'below a path' && path.startsWith('incidents/2')) continue;
      await page.goto(address + path, { waitUntil: 'networkidle' });
      await wakeIslands(page);
      const { served, now } = await textsOf(page);
      expect(served.length, path).toBeGreaterThan(100);
      expect(now, path).toBe(served);
    }
    expect(said).toEqual([]);
  });
}

test('the age of the data is told by the clock of the visitor', async ({ page }) => {
  const age = page.locator('[data-island=age]');
  await page.clock.setFixedTime('2026-11-12T14:13:00Z');
  await page.goto(site);
  await expect(age).toHaveText('Last data 9 min ago');
  await page.clock.setFixedTime('2026-11-12T17:20:00Z');
  await page.goto(site);
  await expect(age).toHaveText('These figures are stale: last data 3 h ago');
});

test('links below a path stay below it', async ({ page }) => {
  await page.goto(subpathSite);
  await page.getByRole('link', { name: 'Public API' }).click();
  await expect(page).toHaveURL(`${subpathSite}components/public-api/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Public API');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('everything is there, and no place is kept for what cannot come', async ({ page }) => {
    await page.goto(site);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('[data-incident]')).toHaveCount(1);
    await expect(page.getByText('Data through')).toBeVisible();
    const explorer = await page.locator('[data-island=explorer]').boundingBox();
    expect(explorer?.height ?? 0).toBe(0);
    await expect(page.getByText('Explore a day')).toBeHidden();
  });

  test('a table reads the graph day by day', async ({ page }) => {
    await page.goto(`${site}components/public-api/`);
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(92);
    await page.goto(`${site}incidents/2026-11-02-incident-1/`);
    await expect(page.getByRole('heading', { name: 'Updates' })).toBeVisible();
  });
});
