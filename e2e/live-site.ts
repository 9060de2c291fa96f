/** A site that follows a content server of its own, one for each worker; emptied before each test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient, type SanityClient } from '@sanity/client';
import { test as base } from 'playwright/test';
import * as v from 'valibot';

const root = resolve(import.meta.dirname, '..');

interface Running {
  readonly process: ChildProcess;
  readonly url: string;
}

async function run(args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const url = /^ready: (.*)$/.exec(line)?.[1];
    if (url !== undefined) return { process: child, url };
  }
  throw new Error(`not ready: ${args.join(' ')}`);
}

/** What a test wants an incident to be; the rest is made up. */
export interface IncidentInput {
  readonly slug: string;
  readonly title?: string;
  readonly body?: string;
  readonly components?: readonly { readonly component: string; readonly state: string }[];
}

const countsByPath = v.record(v.string(), v.number());

interface Counts {
  readonly requests: number;
  readonly streams: number;
  readonly byPath: Readonly<Record<string, number>>;
}

export class LiveSite {
  readonly url: string;
  readonly folder: string;
  readonly #port: string;
  readonly #api: string;
  #server: Running;

  constructor(folder: string, server: Running, site: string) {
    this.folder = folder;
    this.url = site;
    this.#server = server;
    this.#api = server.url;
    this.#port = new URL(server.url).port;
  }

  get writer(): SanityClient {
    const token = readFileSync(join(this.folder, 'content/token'), 'utf8').trim();
    return createClient({
      projectId: 'local',
      dataset: 'production',
      apiHost: this.#api,
      apiVersion: '2025-02-19',
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- Node does not resolve local.localhost
      useProjectHostname: false,
      useCdn: false,
      token,
    });
  }

  async publish({
    slug,
    title = slug,
    body = 'We look.',
    components = [],
  }: IncidentInput): Promise<void> {
    const at = new Date().toISOString();
    await this.writer.create({
      _id: slug,
      _type: 'incident',
      title,
      slug: { current: slug },
      impact: 'major',
      startedAt: at,
      components,
      updates: [{ _key: '0', status: 'investigating', postedAt: at, body }],
    });
  }

  async update(slug: string, status: string, body: string): Promise<void> {
    const update = { _key: body, status, postedAt: new Date().toISOString(), body };
    await this.writer.patch(slug).append('updates', [update]).commit();
  }

  /** Breaks the server for readers by its switches; `{}` mends it. */
  async breakBy(faults: Readonly<Record<string, unknown>>): Promise<void> {
    const body = JSON.stringify({ ...faults, anonymous: true });
    await fetch(`${this.#api}/_faults`, { method: 'PUT', body });
  }

  async sendToStreams(text: string): Promise<void> {
    await fetch(`${this.#api}/_send`, { method: 'POST', body: JSON.stringify(text) });
  }

  async counts(): Promise<Counts> {
    const read: unknown = await (await fetch(`${this.#api}/_counts`)).json();
    if (typeof read !== 'object' || read === null || !('streams' in read))
      throw new Error('no counts');
    const byPath: Record<string, number> = {};
    if ('byPath' in read)
      for (const [path, count] of Object.entries(v.parse(countsByPath, read.byPath)))
        byPath[path] = count;
    const requests = Object.values(byPath).reduce((sum, count) => sum + count, 0);
    return { requests, byPath, streams: Number(read.streams) };
  }

  kill(): void {
    this.#server.process.kill('SIGKILL');
  }

  async restart(): Promise<void> {
    const data = join(this.folder, 'content');
    this.#server = await run(['content-server/main.ts', '--port', this.#port, '--data', data]);
  }

  async clear(): Promise<void> {
    await this.breakBy({});
    await this.writer.delete({ query: '*[]' });
  }
}

async function openLiveSite(): Promise<{ site: LiveSite; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-live-'));
  const data = join(folder, 'content');
  const server = await run(['content-server/main.ts', '--port', '0', '--data', data]);
  const rendered = await run([
    ...['pipeline/render/sample/main.ts', '--serve', '--out', folder],
    ...['--content', server.url],
  ]);
  const site = new LiveSite(folder, server, rendered.url);
  const close = () => {
    site.kill();
    rendered.process.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  return { site, close };
}

/** Tests with `live`: an empty content server and a site that follows it. */
export const test = base.extend<{ live: LiveSite }, { liveSite: LiveSite }>({
  liveSite: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
    async ({}, use) => {
      const { site, close } = await openLiveSite();
      await use(site);
      close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  live: async ({ liveSite }, use) => {
    await liveSite.clear();
    await use(liveSite);
  },
});
