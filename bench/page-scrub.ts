/// <reference lib="dom" />
/** Scrubbing as a slow machine draws it, from a trace of the DevTools protocol. */
import * as v from 'valibot';
import type { Browser, CDPSession, Page } from 'playwright';
import { slowdown } from './page-visit.ts';

export interface Scrub {
  readonly seconds: number;
  readonly drawn: number;
  readonly dropped: number;
  /** Longest task of the page's main thread. */
  readonly longestTaskMs: number;
}

const trace = v.object({
  traceEvents: v.array(v.object({ name: v.string(), dur: v.optional(v.number()) })),
});
const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'devtools.timeline.frame',
];

const moves = 360;
const moveMs = 1000 / 60;

/** To and fro over the graph, sixty moves a second. */
async function scrub(page: Page, session: CDPSession, id: string): Promise<void> {
  const box = await page.locator(`[data-graph=${id}]`).boundingBox();
  if (box === null) throw new Error(`no graph of ${id}`);
  const started = performance.now();
  for (let move = 0; move < moves; move += 1) {
    const share = Math.abs(((move / 120) % 2) - 1);
    const position = { x: box.x + box.width * share, y: box.y + box.height / 2 };
    await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...position });
    const wait = started + move * moveMs - performance.now();
    if (wait > 0) await page.waitForTimeout(wait);
  }
}

/** Scrubs over one graph of the page while it is slowed down. */
export async function measureScrub(browser: Browser, url: string, id: string): Promise<Scrub> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator('details').evaluateAll((groups) => {
    for (const group of groups) group.setAttribute('open', '');
  });
  await page.locator(`[data-graph=${id}]`).hover();
  await page.locator('input[type=range]').waitFor({ state: 'attached' });
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await browser.startTracing(page, { categories });
  const started = performance.now();
  await scrub(page, session, id);
  const seconds = (performance.now() - started) / 1000;
  const { traceEvents: events } = v.parse(
    trace,
    JSON.parse((await browser.stopTracing()).toString('utf8')),
  );
  const count = (name: string) => events.filter((event) => event.name === name).length;
  await context.close();
  return {
    seconds,
    drawn: count('DrawFrame'),
    dropped: count('DroppedFrame'),
    longestTaskMs: Math.max(
      0,
      ...events.filter(({ name }) => name === 'RunTask').map(({ dur = 0 }) => dur / 1000),
    ),
  };
}
