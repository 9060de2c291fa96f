/// <reference lib="dom" />
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'playwright/test';
import { pageKinds, site } from './sites.ts';

function brotli(text: string): number {
  return brotliCompressSync(text).length;
}

async function textOf(path: string): Promise<string> {
  const response = await fetch(site + path);
  return response.text();
}

test('the overview of 10 components x 90 days is small, styles and graphs included', async () => {
  const html = await textOf('');
  expect(html.match(/data-component=/g)).toHaveLength(10);
  expect(brotli(html)).toBeLessThanOrEqual(8_000);
});

test('a visit before interaction is two requests and 45 kB', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.push(request.url().replace(site, ''));
  });
  await page.goto(site, { waitUntil: 'networkidle' });
  expect(asked).toHaveLength(2);
  const bodies = await Promise.all(asked.map(textOf));
  expect(bodies.map(brotli).reduce((sum, size) => sum + size)).toBeLessThanOrEqual(45_000);
});

test('the first paint is complete without any other request', async ({ page }) => {
  await page.route('**/*', (route) =>
    route.request().isNavigationRequest() ? route.continue() : route.abort(),
  );
  await page.goto(site);
  await expect(page.locator('[data-component] svg[role=img]')).toHaveCount(10);
  await expect(page.locator('body')).toHaveCSS('margin', '0px');
});

for (const path of pageKinds) {
  test(`/${path} carries no data twice and blocks on nothing`, async () => {
    const html = await textOf(path);
    expect(html).not.toMatch(/<link[^>]+rel="?(stylesheet|modulepreload|preload)/);
    const scripts = (html.match(/<script[^>]*>/g) ?? []).filter((one) => !one.includes('ld+json'));
    expect(scripts).toHaveLength(1);
    expect(scripts[0]).toContain('async');
    expect(html).not.toContain('<!--');
    expect(html).not.toContain('%base%');
  });
}

test('every page says that the data is simulated and how far it reaches', async () => {
  for (const path of pageKinds) {
    const html = await textOf(path);
    expect(html, path).toContain('Simulated data');
    expect(html, path).toContain('datetime="2026-11-12T14:04:00.000Z"');
  }
});
