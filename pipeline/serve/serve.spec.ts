import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveSite, type SiteServer } from './serve.ts';

let root = '';
const running: SiteServer[] = [];

async function release(name: string): Promise<void> {
  await mkdir(join(root, name, 'incidents'), { recursive: true });
  await writeFile(join(root, name, 'index.html'), `${name} home`);
  await writeFile(join(root, name, 'incidents/index.html'), `${name} incidents`);
  await writeFile(join(root, name, '404.html'), `${name} has no such page`);
}

async function point(name: string): Promise<void> {
  await rm(join(root, 'site'), { force: true });
  await symlink(name, join(root, 'site'));
}

async function serve(options: { port?: number; base?: string } = {}): Promise<SiteServer> {
  const server = await serveSite({ dir: join(root, 'site'), port: 0, ...options });
  running.push(server);
  return server;
}

async function get(url: string): Promise<readonly [status: number, text: string]> {
  const response = await fetch(url);
  return [response.status, await response.text()];
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'serve-'));
  await release('one');
  await release('two');
  await point('one');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
  await rm(root, { recursive: true, force: true });
});

it('serves folders by their index, and the page for unknown addresses', async () => {
  const { url } = await serve();
  expect(await get(url)).toEqual([200, 'one home']);
  expect(await get(`${url}incidents/`)).toEqual([200, 'one incidents']);
  expect(await get(`${url}nothing`)).toEqual([404, 'one has no such page']);
  expect(await get(`${url}..%2f..%2fetc/passwd`)).toEqual([404, 'one has no such page']);
});

it('follows the link when it is switched', async () => {
  const { url } = await serve();
  await get(url);
  await point('two');
  expect(await get(url)).toEqual([200, 'two home']);
});

it('answers a known page with 304 until it changes', async () => {
  const { url } = await serve();
  const etag = (await fetch(url)).headers.get('etag') ?? '';
  const again = await fetch(url, { headers: { 'If-None-Match': etag } });
  expect(again.status).toBe(304);
});

it('takes the next free port', async () => {
  const first = await serve();
  const taken = Number(new URL(first.url).port);
  const second = await serve({ port: taken });
  expect(Number(new URL(second.url).port)).toBeGreaterThan(taken);
});

it('serves a site below a path', async () => {
  const { url } = await serve({ base: '/our/status/' });
  expect(url).toMatch(/\/our\/status\/$/);
  expect(await get(`${url}incidents/`)).toEqual([200, 'one incidents']);
  expect((await get(new URL('/', url).href))[0]).toBe(200);
});

it('says so while there is no site yet', async () => {
  const { url } = await serve();
  await rm(join(root, 'site'));
  expect((await get(url))[0]).toBe(503);
});
