/// <reference lib="dom" />
import { expect } from 'playwright/test';
import { test, type LiveSite } from './live-site.ts';

const stream = '/data/live/events/production';
const brokenMs = 4_000;

interface Trouble {
  readonly begin: (live: LiveSite) => unknown;
  readonly end: (live: LiveSite) => unknown;
  /** In ms; what refuses is asked again at the polling interval only. */
  readonly within?: number;
}

const fault = (faults: object): Trouble => ({
  begin: (live) => live.breakBy({ ...faults }),
  end: (live) => live.breakBy({}),
});
const refusal = (status: number): Trouble => ({
  // An open stream is not refused: it is cut before.
  begin: async (live) => {
    await live.breakBy({ cut: true });
    await live.breakBy({ status });
  },
  end: (live) => live.breakBy({}),
  within: 18_000,
});

const troubles: Readonly<Record<string, Trouble>> = {
  'a server that is killed': { begin: (live) => live.kill(), end: (live) => live.restart() },
  'sockets that are cut': fault({ cut: true }),
  'a connection that is only half there': fault({ hang: true }),
  'a malformed event': {
    begin: (live) => live.sendToStreams('event: message\ndata: {"tags": oops\n\n'),
    end: () => undefined,
  },
  'answers that are slow': fault({ delayMs: 2_000 }),
  'a server that answers 500': fault({ status: 500 }),
  'a server that answers 429 and asks for patience': fault({ status: 429, retryAfter: 3 }),
  'a server that answers nonsense': fault({ nonsense: true }),
  'a server that answers 401': refusal(401),
  'a server that answers 403': refusal(403),
  'a server that answers 404': refusal(404),
};

for (const [name, { begin, end, within = 10_000 }] of Object.entries(troubles)) {
  test(`the page is right again after ${name}`, async ({ page, live }) => {
    test.setTimeout(60_000);
    const uncaught: string[] = [];
    page.on('pageerror', (error) => uncaught.push(String(error)));
    // A visitor's clock that is an hour slow changes nothing.
    await page.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() - 3_600_000;
    });
    await page.goto(live.url);
    const root = page.locator('html');
    await expect(root).toHaveAttribute('data-live', 'connected', { timeout: 15_000 });
    await live.publish({ slug: 'before' });
    await expect(page.locator('[data-incident=before]')).toBeVisible();
    const { byPath: before } = await live.counts();
    // Some beats of the stream, by which its silence is told.
    await page.waitForTimeout(5_000);
    await begin(live);
    if (!name.includes('killed')) await live.publish({ slug: 'meanwhile' });
    await page.waitForTimeout(brokenMs);
    await expect(page.locator('[data-incident=before]')).toBeVisible();
    await end(live);
    if (name.includes('killed')) await live.publish({ slug: 'meanwhile' });
    await expect(page.locator('[data-incident=meanwhile]')).toBeVisible({ timeout: within });
    await expect(root).toHaveAttribute('data-live', 'connected', { timeout: within });
    const { byPath: after } = await live.counts();
    const opened = (after[stream] ?? 0) - (name.includes('killed') ? 0 : (before[stream] ?? 0));
    // Pauses of at least 0.25, 0.5, 1, 2 and 2.5 s: no more than this fits into the time.
    expect(opened).toBeLessThanOrEqual(6);
    expect(uncaught).toEqual([]);
  });
}
