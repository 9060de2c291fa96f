/// <reference lib="dom" />
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { expect, test, type Page } from 'playwright/test';
import { developmentSite, pageKinds, site, subpathSite } from './sites.ts';

declare global {
  // What a page was refused, kept by the page itself.
  var refusals: string[];
}

async function watch(page: Page): Promise<string[]> {
  const said: string[] = [];
  page.on('console', (message) => {
    if (!message.text().includes('development mode')) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  await page.addInitScript(() => {
    globalThis.refusals = [];
    addEventListener('securitypolicyviolation', (event) =>
      globalThis.refusals.push(`${event.effectiveDirective} ${event.blockedURI}`),
    );
  });
  return said;
}

async function wakeIslands(page: Page): Promise<void> {
  await page.mouse.move(20, 300);
  await page.mouse.move(40, 320);
  const explorer = page.locator('[data-island=explorer]');
  if ((await explorer.count()) > 0) await expect(explorer.getByRole('slider')).toBeAttached();
}

const builds = { published: site, development: developmentSite, 'below a path': subpathSite };

for (const [build, address] of Object.entries(builds)) {
  test(`${build}: every page lives within its policy and asks nobody else`, async ({ page }) => {
    const said = await watch(page);
    const asked = new Set<string>();
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) asked.add(new URL(request.url()).origin);
    });
    for (const path of pageKinds) {
      if (build === 'below a path' && path.startsWith('incidents/2')) continue;
      const answer = await page.goto(address + path, { waitUntil: 'networkidle' });
      expect(answer?.headers()['content-security-policy'], path).toContain("default-src 'none'");
      await wakeIslands(page);
      expect(await page.evaluate(() => globalThis.refusals), path).toEqual([]);
    }
    expect(said).toEqual([]);
    expect([...asked]).toEqual([new URL(address).origin]);
  });
}

test('a site of its own look keeps to its policy, too', async ({ page }) => {
  const said = await watch(page);
  await page.goto(subpathSite, { waitUntil: 'networkidle' });
  await expect(page.locator('.brand img')).not.toHaveJSProperty('naturalWidth', 0);
  await expect(page.getByRole('link', { name: 'Maintenance', exact: true })).toBeVisible();
  await expect(page.locator('main a').first()).toHaveCSS('--accent', '#0a5c2e');
  await expect(page.getByRole('navigation', { name: 'More' }).getByRole('link')).toHaveCount(2);
  await expect(page.locator('footer')).toContainText('© Larkfield Cloud Ltd');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('main a').first()).toHaveCSS('--accent', '#77dd99');
  expect(await page.evaluate(() => globalThis.refusals)).toEqual([]);
  expect(said).toEqual([]);
});

test('what was not there when the page was rendered does not run', async ({ page }) => {
  await watch(page);
  await page.goto(site);
  const outcome = await page.evaluate(() => {
    const attempts = [
      () => (document.body.innerHTML = '<img src=x onerror="hit = true">'),
      () => document.body.setAttribute('onclick', 'hit = true'),
      () => document.body.insertAdjacentHTML('beforeend', '<script>hit = true</script>'),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'ran';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    });
  });
  expect(outcome).toEqual(['TypeError', 'TypeError', 'TypeError']);
  const display = await page.evaluate(() => {
    const style = document.createElement('style');
    style.append('body { display: none }');
    document.head.append(style);
    return getComputedStyle(document.body).display;
  });
  expect(display).not.toBe('none');
  await expect.poll(() => page.evaluate(() => globalThis.refusals.join())).toContain('style-src');
});

test('policies are of hashes alone, in the page and in the headers', async ({ request }) => {
  for (const path of pageKinds) {
    const answer = await request.get(site + path);
    const html = await answer.text();
    const inPage = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
      ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    );
    for (const policy of [inPage, answer.headers()['content-security-policy']]) {
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      for (const hash of styles) expect(policy).toContain(hash);
    }
  }
});

const published = {
  'api/v2/summary.json': 'application/json; charset=utf-8',
  'api/v2/scheduled-maintenances/active.json': 'application/json; charset=utf-8',
  'feed.atom': 'application/atom+xml; charset=utf-8',
  'feed.rss': 'application/rss+xml; charset=utf-8',
  'feed.json': 'application/feed+json; charset=utf-8',
  'components/email/feed.atom': 'application/atom+xml; charset=utf-8',
  'maintenance.ics': 'text/calendar; charset=utf-8',
  'calendars/maintenance-1.ics': 'text/calendar; charset=utf-8',
  'badge.svg': 'image/svg+xml',
  'badges/email.json': 'application/json',
  'data/status.json': 'application/json',
};

for (const [build, address] of Object.entries({ published: site, 'below a path': subpathSite })) {
  test(`${build}: other programs may read, and are told what`, async ({ request }) => {
    for (const [path, type] of Object.entries(published)) {
      if (build === 'below a path' && path.includes('email')) continue;
      const answer = await request.get(address + path);
      expect(answer.status(), path).toBe(200);
      expect(answer.headers()['access-control-allow-origin'], path).toBe('*');
      expect(answer.headers()['content-type'], path).toBe(type);
      expect(answer.headers()['x-content-type-options'], path).toBe('nosniff');
    }
  });
}

/** A page of somebody else: another port is another origin. */
async function foreignPage(html: string, script: string): Promise<Server> {
  const server = createServer(({ url }, response) => {
    const isScript = url === '/w.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

test('Atlassian’s widget shows the state, on a page of somebody else', async ({ page }) => {
  // What its package.json names as its entry is not in the package.
  const widget = '../node_modules/@statuspage/status-widget/dist/index.js';
  const script = await readFile(resolve(import.meta.dirname, widget), 'utf8');
  const widgets = ['basic', 'badge']
    .map((look) => `<statuspage-widget src="${site}" appearance="${look}"></statuspage-widget>`)
    .join('');
  const server = await foreignPage(`${widgets}<script src="/w.js"></script>`, script);
  const address = server.address();
  await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  await expect(page.locator('.status-text').first()).toHaveText('Degraded performance: Email');
  await expect(page.locator('.status-indicator.minor')).toHaveCount(2);
  server.close();
});
