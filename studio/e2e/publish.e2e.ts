/** An operator in the real Studio, a visitor with an open page, and the build after it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, type Page, test } from 'playwright/test';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'plumbline-studio-'));
const children: ChildProcess[] = [];
const within = (name: string) => join(folder, name);

test.afterAll(() => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Addresses a process tells before it is ready. */
async function run(args: readonly string[]): Promise<Record<string, string>> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const told: Record<string, string> = {};
  for await (const line of createInterface(child.stdout)) {
    const [, name, url] = /^(secure|ready): (.*)$/.exec(line) ?? [];
    if (name !== undefined && url !== undefined) told[name] = url;
    if (name === 'ready') return told;
  }
  throw new Error(`not ready: ${args.join(' ')}`);
}

const config = `site: { name: Test }
sources: [{ kind: file, paths: [checks.ndjson] }]
components: [{ id: public-api, name: Public API, observed: probes, slo: { availability: 99.9 } }]
`;

/** What a small site is made from. */
function writeProject(): void {
  const at = new Date(Date.now() - 60_000).toISOString();
  writeFileSync(within('status.yaml'), config);
  writeFileSync(within('checks.ndjson'), `{"time":"${at}","component":"public-api","ok":true}\n`);
}

/** Builds it with what the content server has. */
function build(apiHost: string): void {
  const { status, stderr } = spawnSync(process.execPath, ['pipeline/main.ts', 'build'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PLUMBLINE_CONFIG: within('status.yaml'),
      PLUMBLINE_DATA: within('data'),
      PLUMBLINE_STATUS: within('status'),
      PLUMBLINE_OUT: within('out/site'),
      SANITY_PROJECT_ID: 'local',
      SANITY_API_HOST: apiHost,
    },
  });
  if (status !== 0) throw new Error(stderr);
}

async function signIn(page: Page, studio: string): Promise<void> {
  await page.goto(studio);
  await page.getByText('Sign in as operator').click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Sign in as operator' }).click();
  await expect(page.getByText('Open incidents').first()).toBeVisible({ timeout: 60_000 });
}

/** From an open Studio to a published incident: two fields and a click; when that was. */
async function publish(page: Page, studio: string, title: string): Promise<number> {
  await page.goto(`${studio}intent/create/template=major-outage;type=incident`);
  await page.getByTestId('field-title').getByRole('textbox').fill(title);
  await page.getByTestId('field-message').getByRole('textbox').fill('We look into it.');
  const button = page.getByTestId('action-publish');
  await expect(button).toBeEnabled({ timeout: 30_000 });
  // Studio publishes what its server has: the draft must have got there.
  await page.waitForTimeout(1_500);
  const clicked = performance.now();
  await button.click();
  return clicked;
}

test('an incident is written in Studio, seen at once, and part of the next build', async ({
  browser,
}) => {
  const { secure = '', ready = '' } = await run([
    ...['content-server/main.ts', '--port', '0', '--secure-port', '0'],
    ...['--data', within('content'), '--studio', 'studio/dist'],
  ]);
  writeProject();
  build(ready);
  const site = await run([
    ...['pipeline/render/sample/main.ts', '--serve', '--status', within('status')],
    ...['--out', within('served')],
  ]);
  const context = await browser.newContext();
  const visitor = await context.newPage();
  await visitor.goto(site['ready'] ?? '');
  await expect(visitor.locator('html')).toHaveAttribute('data-live', 'connected', {
    timeout: 30_000,
  });
  const operator = await context.newPage();
  await signIn(operator, secure);
  const rounds = Number(process.env['STUDIO_ROUNDS'] ?? 3);
  const taken: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const title = `Payments fail ${round}`;
    const began = await publish(operator, secure, title);
    await expect(visitor.locator('#live-incidents').getByText(title, { exact: true })).toBeVisible({
      timeout: 30_000,
    });
    taken.push(performance.now() - began);
  }
  console.log(`click to banner: ${taken.map(Math.round).join(', ')} ms`);
  await operator.getByTestId('field-message').getByRole('textbox').fill('A full disk.');
  await operator.waitForTimeout(1_500);
  await operator.getByRole('button', { name: 'Post update' }).click({ timeout: 30_000 });
  await expect(visitor.locator('#live-incidents')).toContainText('A full disk.', {
    timeout: 30_000,
  });
  build(ready);
  const html = readFileSync(within('out/site/index.html'), 'utf8');
  expect(html).toMatch(/data-incident="\d{4}-\d\d-\d\d-payments-fail-1-/);
  expect(html).not.toContain(readFileSync(within('content/token'), 'utf8').trim());
});
