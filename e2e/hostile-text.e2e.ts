/// <reference lib="dom" />
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from 'playwright/test';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, '.cache/e2e/hostile');
const asOf = '2026-03-02T12:00:00Z';
const words = [
  '<script>hit=1</script><img src=x onerror=hit=1>',
  '"><svg onload=hit=1> \u202Eexe.txt\u2066 \u200F',
  'x'.repeat(300),
  '👩‍👩‍👧‍👦 الحالة متوقفة 状態 Ünïcödé',
] as const;
const body = `${words.join('\n\n')}

[a](javascript:hit=1) [b](JaVaScRiPt:hit=1) [c](data:text/html,x) ![d](https://example.org/e.png)
<a href="javascript:hit=1" onclick="hit=1">f</a> <style>body{display:none}</style> {{7*7}}`;
const megabyte = 'A long text. '.repeat(80_000);

const config = {
  site: { name: words[0].slice(0, 100), timezone: 'UTC', url: 'https://status.example.com' },
  branding: { footer: words[1] },
  sources: [{ kind: 'file', paths: ['events.ndjson'] }],
  components: words.map((name, at) => ({
    ...{ id: `c${at}`, name, description: name, group: name.slice(0, 100) },
    ...{ observed: 'requests', slo: { availability: 99 } },
  })),
};

const incident = (title: string, text: string) => `---
title: ${JSON.stringify(title)}
impact: major
startedAt: 2026-03-02T10:00Z
components: { c0: major_outage }
---

## 2026-03-02T10:05Z investigating

${text}

## Postmortem

${text}
`;

async function writeProject(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(`${folder}/incidents`, { recursive: true });
  await writeFile(`${folder}/status.yaml`, JSON.stringify(config));
  const events = words.map((_, at) => ({ time: asOf, component: `c${at}`, ok: true }));
  await writeFile(`${folder}/events.ndjson`, events.map((one) => JSON.stringify(one)).join('\n'));
  for (const [at, title] of words.entries())
    await writeFile(`${folder}/incidents/hostile-${at}.md`, incident(title, body));
  await writeFile(`${folder}/incidents/long.md`, incident('Long', megabyte));
}

// One site for all of them.
test.describe.configure({ mode: 'default' });

let server: ChildProcess;
let address = '';

test.beforeAll(async () => {
  await writeProject();
  const env = {
    ...process.env,
    PLUMBLINE_CONFIG: `${folder}/status.yaml`,
    PLUMBLINE_DATA: `${folder}/lake`,
    PLUMBLINE_STATUS: `${folder}/status`,
    PLUMBLINE_NOW: asOf,
  };
  const run = promisify(execFile);
  await run(process.execPath, ['pipeline/main.ts', 'snapshot'], { cwd: root, env });
  const command = ['pipeline/render/sample/main.ts', '--serve', '--out', folder];
  server = spawn(process.execPath, [...command, '--status', `${folder}/status`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (server.stdout === null) throw new Error('no output to read');
  for await (const line of createInterface(server.stdout)) {
    address = /^ready: (.*)$/.exec(line)?.[1] ?? '';
    if (address !== '') break;
  }
});

test.afterAll(() => {
  server.kill();
});

test.use({ viewport: { width: 360, height: 800 } });

const slugs = ['hostile-0', 'hostile-2', 'long'];
const pages = ['', 'incidents/', 'components/c0/', ...slugs.map((slug) => `incidents/${slug}/`)];

test('whatever people write is shown, does nothing and fits a phone', async ({ page }) => {
  const said: string[] = [];
  const asked = new Set<string>();
  page.on('console', (message) => said.push(message.text()));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.add(new URL(request.url()).origin);
  });
  for (const path of pages) {
    await page.goto(address + path, { waitUntil: 'networkidle' });
    const found = await page.evaluate(() => ({
      hit: Reflect.has(globalThis, 'hit'),
      links: [...document.links].filter((link) => !/^(https?|mailto):$/.test(link.protocol)).length,
      handlers: document.querySelectorAll('[onclick], [onerror], [onload], img[src*="//"]').length,
      over: document.documentElement.scrollWidth - innerWidth,
    }));
    expect(found, path).toEqual({ hit: false, links: 0, handlers: 0, over: 0 });
    if (path === 'incidents/long/') continue;
    await expect(page.locator('body')).toContainText('<script>hit=1</script>');
  }
  expect(said).toEqual([]);
  expect([...asked]).toEqual([new URL(address).origin]);
});

test('a text of a megabyte is whole on its page, and nowhere else', async ({ request }) => {
  const text = await (await request.get(`${address}incidents/long/`)).text();
  expect(text.match(/A long text\./g)?.length).toBeGreaterThanOrEqual(160_000);
  const front = await (await request.get(address)).text();
  expect(front).toContain('A long text.');
  expect(front.length).toBeLessThan(100_000);
});
