/// <reference lib="dom" />
/** A visit as a slow phone has it: what is asked for, what moves, how long the page is busy. */
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright';

/** How much slower than this machine. */
export const slowdown = 4;

export interface Visit {
  readonly requests: number;
  readonly htmlBytes: number;
  readonly bytes: number;
  readonly firstPaintMs: number;
  readonly largestPaintMs: number;
  readonly longestTaskMs: number;
  readonly shift: number;
}

interface Timings {
  readonly fcp: number;
  readonly lcp: number;
  readonly longest: number;
  readonly shift: number;
}

/** Watches from before the first paint; only tasks over 50 ms are reported. */
function watch(): void {
  const timings = { fcp: 0, lcp: 0, longest: 0, shift: 0 };
  Object.assign(globalThis, { timings });
  const observe = (type: string, take: (entry: PerformanceEntry) => void): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
    });
  };
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') timings.fcp = startTime;
  });
  observe('largest-contentful-paint', ({ startTime }) => (timings.lcp = startTime));
  observe('longtask', ({ duration }) => (timings.longest = Math.max(timings.longest, duration)));
  observe('layout-shift', (entry) => (timings.shift += 'value' in entry ? Number(entry.value) : 0));
}

/** Sizes in brotli, as a host would send them; times under the slowdown. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith('data:')) bodies.push(response.body());
  });
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1_000);
  const timings = await page.evaluate<Timings>('timings');
  const sizes = (await Promise.all(bodies)).map((body) => brotliCompressSync(body).length);
  await context.close();
  return {
    requests: sizes.length,
    htmlBytes: sizes[0] ?? 0,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    firstPaintMs: timings.fcp,
    largestPaintMs: timings.lcp,
    longestTaskMs: timings.longest,
    shift: timings.shift,
  };
}
