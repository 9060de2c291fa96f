import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { explainWriteFailure, renderSite } from './render.ts';
import { sampleDefaults } from './sample/sample-options.ts';
import { sampleSnapshot } from './sample/sample-snapshot.ts';

/** Stands in for a compile: pages print what the snapshot says, and one can be told to throw. */
const renderer = `
import { readFileSync } from 'node:fs';
export const readContent = ({ statusDir }) => JSON.parse(readFileSync(statusDir + '/status.json', 'utf8'));
export default async (route, document, { status }) => {
  if (route === status.throwing) throw new TypeError('nothing to print');
  return document + route + ' ' + status.asOf;
};
`;

let root = '';

async function put(name: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, name)), { recursive: true });
  await writeFile(join(root, name), content);
}

async function putSnapshot(asOf: string, throwing = ''): Promise<void> {
  const { status, log } = sampleSnapshot({ ...sampleDefaults, components: 1, groups: 1 });
  const content = { status: { ...status, asOf, throwing }, ...log, incidents: [], reports: [] };
  await put('status/status.json', JSON.stringify({ ...content, links: { base: '/' } }));
}

function render() {
  return renderSite({
    projectRoot: root,
    statusDir: join(root, 'status'),
    outDir: join(root, 'dist/site'),
    compiledDir: join(root, 'dist/compiles/one'),
  });
}

const published = (name: string) => readFile(join(root, 'dist/site', name), 'utf8');
const releases = () => readdir(join(root, 'dist/releases'));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'render spec '));
  await put('dist/compiles/one/ssr/main.server.js', renderer);
  await put('dist/compiles/one/ssr/package.json', '{"type":"module"}');
  await put('dist/compiles/one/client/index.html', '<!doctype html>');
  await put('dist/compiles/one/client/banner.js', 'banner');
  await put('dist/compiles/one/client/assets/app-1.js', 'app');
  await putSnapshot('10:00');
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('renderSite', () => {
  it('writes every page, the data and the assets', async () => {
    const report = await render();
    expect(report.routes).toBe(8);
    expect(await published('components/public-api/index.html')).toBe(
      '<!doctype html>/components/public-api 10:00',
    );
    expect(await published('data/status.json')).toContain('10:00');
    expect(await published('assets/app-1.js')).toBe('app');
    expect(await published('404.html')).toContain('/404');
  });

  it('names a release by its content', async () => {
    const first = await render();
    const again = await render();
    await putSnapshot('10:05');
    const next = await render();
    expect(again.release).toBe(first.release);
    expect(next.release).not.toBe(first.release);
    expect(await readlink(join(root, 'dist/site'))).toBe(
      `../dist/releases/${next.release}`.slice(8),
    );
  });

  it('reads the snapshot afresh each time', async () => {
    await render();
    await putSnapshot('10:05');
    await render();
    expect(await published('index.html')).toContain('10:05');
  });

  it('fails with the route of a page that throws, and leaves the old site', async () => {
    const { release } = await render();
    await putSnapshot('10:05', '/components/public-api');
    await expect(render()).rejects.toThrow('page /components/public-api: nothing to print');
    expect(await published('index.html')).toContain('10:00');
    expect(await releases()).toEqual([release]);
  });

  it('keeps three releases, and the scripts of older compiles', async () => {
    await put('dist/compiles/older/client/assets/app-0.js', 'old app');
    for (const time of ['10:00', '10:05', '10:10', '10:15']) {
      await putSnapshot(time);
      await render();
    }
    expect(await releases()).toHaveLength(3);
    expect(await published('assets/app-0.js')).toBe('old app');
  });

  it('refuses to replace a real folder', async () => {
    await put('dist/site/index.html', 'mine');
    await expect(render()).rejects.toThrow(/dist\/site is a folder/);
    expect(await published('index.html')).toBe('mine');
  });

  it('says which snapshot is missing', async () => {
    await rm(join(root, 'status'), { recursive: true });
    await expect(render()).rejects.toThrow(/no snapshot to render.*status\.json.*roll up first/);
  });
});

describe('explainWriteFailure', () => {
  it('says what is wrong with the disk and that the site stays', () => {
    const full = Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC' });
    expect(explainWriteFailure(full, 'dist/site')).toEqual(
      new Problem(
        'The site could not be written: no space left on the disk. dist/site is as it was.',
      ),
    );
  });

  it('leaves other errors as they are', () => {
    const error = new Error('page /: undefined');
    expect(explainWriteFailure(error, 'dist/site')).toBe(error);
  });
});
