/**
 * From publishing to a painted banner: 100 incidents by Sanity's own client against the local content
 * server, seen by an open page in Chromium. Beside it, the bare round trip of such a publication.
 *   npm run bench -- live [--publications 100]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClient } from '@sanity/client';
import { chromium, type Page } from 'playwright';

const { values } = parseArgs({ options: { publications: { type: 'string', default: '100' } } });
const cwd = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const children: ChildProcess[] = [];

async function run(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  for await (const line of createInterface(child.stdout)) {
    const url = /^ready: (.*)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`not ready: ${args.join(' ')}`);
}

/** Notes, in the page, when the frame that shows each banner has been painted (epoch ms). */
async function watchBanners(page: Page): Promise<void> {
  await page.evaluate(`
    window.painted = {};
    new MutationObserver(() => {
      for (const banner of document.querySelectorAll('#live-incidents [data-incident]')) {
        const slug = banner.dataset.incident;
        if (slug in window.painted) continue;
        window.painted[slug] = null;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => (window.painted[slug] = performance.timeOrigin + performance.now());
          port2.postMessage(0);
        });
      }
    }).observe(document.getElementById('live-incidents'), { childList: true, subtree: true });
  `);
}

const now = () => performance.timeOrigin + performance.now();

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function row(job: string, taken: readonly number[]): object {
  const sorted = [...taken].sort((a, b) => a - b);
  const ms = (share: number) => quantile(sorted, share).toFixed(1);
  return { job, n: sorted.length, median: ms(0.5), p99: ms(0.99), longest: ms(1) };
}

try {
  const data = join(folder, 'content');
  const apiHost = await run(['content-server/main.ts', '--port', '0', '--data', data]);
  const site = await run([
    ...['pipeline/render/sample/main.ts', '--serve', '--out', folder, '--content', apiHost],
  ]);
  const client = createClient({
    projectId: 'local',
    dataset: 'production',
    apiHost,
    apiVersion: '2025-02-19',
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- Node does not resolve local.localhost
    useProjectHostname: false,
    useCdn: false,
    token: readFileSync(join(data, 'token'), 'utf8').trim(),
  });
  const browser = await chromium.launch({
    executablePath: process.env['PLUMBLINE_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  const page = await browser.newPage();
  await page.goto(site);
  await page.locator('html[data-live=connected]').waitFor({ state: 'attached' });
  await watchBanners(page);
  const painted: number[] = [];
  const answered: number[] = [];
  for (let index = 0; index < Number(values.publications); index++) {
    const slug = `bench-${index}`;
    const at = new Date().toISOString();
    const began = now();
    await client.create({
      _id: slug,
      _type: 'incident',
      title: slug,
      slug: { current: slug },
      impact: 'major',
      startedAt: at,
      updates: [{ _key: '0', status: 'investigating', postedAt: at, body: 'We look.' }],
    });
    answered.push(now() - began);
    const handle = await page.waitForFunction(`window.painted['${slug}']`, undefined, {
      polling: 50,
    });
    painted.push(Number(await handle.jsonValue()) - began);
    await client.delete(slug);
  }
  await browser.close();
  console.table([
    row('publish, until the server answers (ms)', answered),
    row('publish, until the banner is painted (ms)', painted),
  ]);
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
