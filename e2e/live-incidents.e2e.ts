/// <reference lib="dom" />
import { expect, type Page } from 'playwright/test';
import { test, type LiveSite } from './live-site.ts';
import { site as unconfigured } from './sites.ts';

const banner = (page: Page, slug: string) =>
  page.locator(`#live-incidents [data-incident="${slug}"]`);

/** Opens a page and waits until it follows. */
async function openLive(page: Page, live: LiveSite, path = ''): Promise<void> {
  await page.goto(live.url + path);
  await expect(page.locator('html')).toHaveAttribute('data-live', 'connected', { timeout: 15_000 });
}

/** Everything a page did not catch or put on its console. */
function complaints(page: Page): string[] {
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}

test('an incident appears, is updated and goes, on every kind of page', async ({ page, live }) => {
  const said = complaints(page);
  await openLive(page, live, 'how-we-measure/');
  const other = await page.context().newPage();
  await openLive(other, live);
  const components = [{ component: 'public-api', state: 'major_outage' }];
  await live.publish({ slug: 'one', title: 'API down', components });
  await expect(banner(page, 'one')).toContainText('API down');
  await expect(other.locator('h1')).toHaveText('Major outage: Public API');
  await expect(other).toHaveTitle(/^Major outage: Public API/);
  await expect(other.locator('[data-component=public-api]')).toHaveAttribute(
    'data-status',
    'major_outage',
  );
  await live.update('one', 'identified', 'A full disk.');
  await expect(banner(page, 'one')).toContainText('A full disk.');
  await live.update('one', 'resolved', 'Mended.');
  await expect(banner(page, 'one')).toHaveCount(0);
  await expect(other.locator('[data-component=public-api]')).not.toHaveAttribute(
    'data-status',
    'major_outage',
  );
  expect(said).toEqual([]);
});

test('screen readers hear a publication once and an update once', async ({ page, live }) => {
  await openLive(page, live);
  await page.evaluate(() => {
    const region = document.querySelector('#live-incidents [class=announcer]');
    if (region === null) throw new Error('no announcer');
    new MutationObserver(() => {
      document.body.dataset['heard'] =
        `${document.body.dataset['heard'] ?? ''}[${region.textContent}]`;
    }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await live.publish({ slug: 'one', title: 'API down', body: 'We look.' });
  await expect(banner(page, 'one')).toBeVisible();
  await live.update('one', 'identified', 'A disk.');
  await expect(banner(page, 'one')).toContainText('A disk.');
  await expect(page.locator('body')).toHaveAttribute(
    'data-heard',
    '[New incident: API down. We look.][Identified: API down. A disk.]',
  );
});

test('focus and folded groups survive an update', async ({ page, live }) => {
  await openLive(page, live);
  const group = page.locator('details').first();
  await group.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(group).not.toHaveAttribute('open');
  await live.publish({ slug: 'one', components: [{ component: 'public-api', state: 'degraded' }] });
  await expect(banner(page, 'one')).toBeVisible();
  await expect(group).not.toHaveAttribute('open');
  await expect(group.locator('summary')).toBeFocused();
});

test('a draft is never seen', async ({ page, live }) => {
  await openLive(page, live);
  await live.writer.create({
    _id: 'drafts.secret',
    _type: 'incident',
    title: 'Secret',
    slug: { current: 'secret' },
  });
  await live.publish({ slug: 'public' });
  await expect(banner(page, 'public')).toBeVisible();
  await expect(page.getByText('Secret')).toHaveCount(0);
});

test('markup in every field stays text', async ({ page, live }) => {
  const said = complaints(page);
  const attack = '<img src=x onerror="document.title=`hit`"><script>document.title="hit"</script>';
  await openLive(page, live);
  await live.publish({ slug: 'attack', title: attack, body: `${attack} javascript:alert(1)` });
  await live.writer.createOrReplace({ _id: 'settings', _type: 'settings', notice: attack });
  await expect(banner(page, 'attack')).toContainText(attack);
  await expect(page.locator('#live-incidents .panel')).toContainText('<img');
  await expect(page.locator('#live-incidents').locator('img, script')).toHaveCount(0);
  expect(await page.title()).not.toContain('hit');
  expect(said).toEqual([]);
});

test('an incident of the page stays while the content store hangs', async ({ page, live }) => {
  await live.breakBy({ hang: true });
  await page.goto(live.url);
  await expect(page.locator('html')).toHaveAttribute('data-live', 'polling');
  await page.waitForTimeout(6_000);
  await expect(page.locator('[data-incident]')).toHaveCount(1);
  await expect(page.locator('html')).toHaveAttribute('data-live', 'polling');
});

test('an update reaches the page of an open incident', async ({ page, live }) => {
  const slug = '2026-11-12-incident-0';
  await openLive(page, live, `incidents/${slug}/`);
  await live.publish({ slug, title: 'Kept in both', body: 'Said live.' });
  await expect(page.locator('[data-island=timeline]')).toContainText('Said live.');
});

test('eight tabs share one stream; when its tab closes another takes over', async ({
  page,
  live,
}) => {
  const tabs = [page];
  while (tabs.length < 8) tabs.push(await page.context().newPage());
  for (const tab of tabs) await openLive(tab, live);
  expect((await live.counts()).streams).toBe(1);
  await live.publish({ slug: 'one' });
  for (const tab of tabs) await expect(banner(tab, 'one')).toBeVisible();
  await page.close();
  await expect.poll(async () => (await live.counts()).streams).toBe(1);
  await live.publish({ slug: 'two' });
  for (const tab of tabs.slice(1))
    await expect(banner(tab, 'two')).toBeVisible({ timeout: 10_000 });
});

test('what was published while a tab was offline is there when it is back', async ({
  page,
  live,
}) => {
  await openLive(page, live);
  await page.context().setOffline(true);
  await expect(page.locator('html')).toHaveAttribute('data-live', 'offline');
  await expect(page.locator('.live-sign')).toContainText('Offline');
  await live.publish({ slug: 'missed' });
  await page.context().setOffline(false);
  await expect(banner(page, 'missed')).toBeVisible({ timeout: 10_000 });
});

test('the client is no part of the first script, and of no script where no project is configured', async ({
  page,
  live,
}) => {
  const scriptOf = async (address: string) => {
    const html = await (await fetch(address)).text();
    const source = /<script[^>]+src="([^"]+)"/.exec(html)?.[1] ?? '';
    return (await fetch(new URL(source, address))).text();
  };
  for (const address of [live.url, unconfigured])
    expect(await scriptOf(address)).not.toMatch(/api\.sanity\.io|lastLiveEventId/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(unconfigured, { waitUntil: 'networkidle' });
  expect(asked.filter((url) => /client-transport|attach-live|status\.json/.test(url))).toEqual([]);
  await openLive(page, live);
  expect(asked.filter((url) => url.includes('client-transport'))).toHaveLength(1);
});
