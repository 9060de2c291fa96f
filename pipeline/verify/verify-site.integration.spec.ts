/** Whatever is changed in what a site publishes, or in the parts behind it, is found and named. */
import { copyFileSync, cpSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DirectoryStore } from '../lake/directory-store.ts';
import type { LakeStore } from '../lake/store.ts';
import { parseLakeManifest, sealed } from '../publish/lake/lake-manifest.ts';
import { serveSite } from '../serve/serve.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { makeProvenSite } from './proven-site.testing.ts';
import { openSite, type Site } from './site.ts';
import { verifySite } from './verify-site.ts';

let made: Awaited<ReturnType<typeof makeProvenSite>>;
let site: Site;
let names: readonly string[] = [];

beforeAll(async () => {
  made = await makeProvenSite();
  site = await openSite(made.dir);
  names = (await site.dataNames()) ?? [];
}, 120_000);

afterAll(() => {
  rmSync(made.folder, { recursive: true, force: true });
});

const manifestName = 'data/lake/manifest.json';
const published = (name: string) => readFileSync(join(made.dir, name));

/** The site with other contents under some names; null: gone. */
function changed(changes: Readonly<Record<string, Buffer | string | null>>): Site {
  return {
    ...site,
    read(name) {
      const change = changes[name];
      if (change === undefined) return site.read(name);
      return Promise.resolve(change === null ? null : Buffer.from(change));
    },
    dataNames: () => Promise.resolve(names.filter((name) => changes[name] !== null)),
  };
}

const sealedOnly = { lake: null, own: false, pages: null };

async function found(of: Site): Promise<string[]> {
  const { differences } = await verifySite(of, sealedOnly);
  return differences.map(({ file, path }) => (path === null ? file : `${file}#${path}`));
}

/** The parts in a folder of their own, to be spoilt. */
function copiedLake(): LakeStore & { readonly folder: string } {
  const folder = temporaryFolder();
  cpSync(made.dataDir, folder, { recursive: true });
  return Object.assign(new DirectoryStore(folder), { folder });
}

async function rawDifferences(lake: LakeStore, of: Site = site): Promise<string[]> {
  const { differences } = await verifySite(of, { lake, own: true, pages: null });
  return differences.map(({ file, path, recomputed }) => `${file} ${path ?? ''} ${recomputed}`);
}

/** The manifest without its own sha256, to be sealed anew after a change. */
function unsealed() {
  const read = parseLakeManifest(published(manifestName).toString());
  if (read === null) throw new Error('no manifest');
  const { sha256, ...manifest } = read.manifest;
  return { sha256, manifest };
}

interface Leaf {
  readonly path: string;
  /** Places of its digits in the text. */
  readonly digits: readonly number[];
}

/** Members and elements that hold digits; found by their place, so that one byte can be changed. */
function leavesOf(text: string): Leaf[] {
  const marked: Leaf[] = [];
  let at = 0;
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        if (!Array.isArray(value)) at = text.indexOf(JSON.stringify(key), at) + key.length + 3;
        walk(child, `${path}/${key}`);
      }
      return;
    }
    const said = JSON.stringify(value);
    const start = text.indexOf(said, at);
    at = start + said.length;
    const digits = Array.from(said.matchAll(/\d/g), ({ index }) => start + index);
    if (digits.length > 0) marked.push({ path, digits });
  };
  walk(JSON.parse(text), '');
  return marked;
}

function withOtherDigit(text: string, at: number): string {
  const digit = String((Number(text[at]) % 9) + 1);
  return text.slice(0, at) + digit + text.slice(at + 1);
}

describe('an untouched site', () => {
  it('is proven from its cells alone, and says so', async () => {
    const verdict = await verifySite(site, sealedOnly);
    expect(verdict.differences).toEqual([]);
    expect(verdict).toMatchObject({
      level: 'sealed',
      days: { from: '2026-03-06', until: '2026-03-09' },
    });
    expect(verdict.figures).toBeGreaterThan(5_000);
  });

  it('is proven from the raw parts where they are at hand', async () => {
    const lake = new DirectoryStore(made.dataDir);
    const verdict = await verifySite(site, { lake, own: false, pages: null });
    expect(verdict).toMatchObject({ level: 'raw', differences: [] });
  });

  it('is proven over the network', async () => {
    const server = await serveSite({ dir: made.dir, port: 0 });
    onTestFinished(() => server.close());
    expect(await found(await openSite(server.url))).toEqual([]);
  });

  it('has something of everything in it, or these tests would prove little', () => {
    const audit = JSON.stringify(JSON.parse(published('data/audit.json').toString()));
    for (const column of ['noise', 'duplicate', 'maintenance', 'malformed'])
      expect(audit).toMatch(new RegExp(`"${column}":[1-9]`));
  });
});

describe('a changed number', () => {
  it('is found and named, wherever it is', { timeout: 120_000 }, async () => {
    const files = names.filter((name) => name.endsWith('.json'));
    const kinds = [...new Set(files.map((name) => name.replace(/\/[^/]*$/, '')))];
    const anywhere = fc
      .constantFrom(...kinds)
      .chain((kind) => fc.constantFrom(...files.filter((name) => name.startsWith(`${kind}/`))))
      .chain((name) => {
        const text = published(name).toString();
        return fc.record({
          name: fc.constant(name),
          leaf: fc.constantFrom(...leavesOf(text)),
          digit: fc.nat(),
        });
      });
    await fc.assert(
      fc.asyncProperty(anywhere, async ({ name, leaf, digit }) => {
        const at = leaf.digits[digit % leaf.digits.length] ?? 0;
        const text = withOtherDigit(published(name).toString(), at);
        const places = await found(changed({ [name]: text }));
        // What people wrote, kept reports and the manifest itself are vouched for as whole files.
        const whole =
          name === manifestName ||
          name === 'data/incidents.json' ||
          name.startsWith('data/reports/');
        expect(places).toEqual([whole ? name : `${name}#${leaf.path}`]);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('is found where the manifest was sealed anew with it', async () => {
    const { sha256, manifest } = unsealed();
    expect(sealed(manifest).sha256).toBe(sha256);
    const later = { ...manifest, asOf: '2026-03-09T15:31:00.000Z' };
    const places = await found(changed({ [manifestName]: `${JSON.stringify(sealed(later))}\n` }));
    expect(places).toContain('data/status.json#/asOf');
  });
});

describe('a changed file', () => {
  it('is found, whichever byte of which Parquet file it is', async () => {
    for (const name of names.filter((file) => file.endsWith('.parquet'))) {
      const bytes = Buffer.from(published(name));
      const at = Math.floor(bytes.length / 3);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(await found(changed({ [name]: bytes }))).toEqual([name]);
    }
  });

  it('is found where it is missing', async () => {
    for (const name of ['data/lake/minutes-2026-03.parquet', 'data/days/api/2026-03-08.json'])
      expect(await found(changed({ [name]: null }))).toEqual([name]);
  });

  it('is found in what is published for other programs', async () => {
    const summary = published('api/v2/summary.json').toString();
    const hidden = summary.replace(/"status":"[a-z_]+"/, '"status":"major_outage"');
    expect(await found(changed({ 'api/v2/summary.json': hidden }))).toEqual([
      'api/v2/summary.json#/components/0/status',
    ]);
    const badge = published('badges/api.svg').toString().replace('<title>', '<title>All well ');
    expect(await found(changed({ 'badges/api.svg': badge, 'maintenance.ics': null }))).toEqual([
      'maintenance.ics',
      'badges/api.svg',
    ]);
  });

  it('is found in the logo, which is vouched for by its sha256', async () => {
    const logo = names.find((name) => name.startsWith('data/brand/')) ?? '';
    expect(await found(changed({ [logo]: '<svg/>' }))).toEqual([logo]);
  });

  it('is found where nothing accounts for it', async () => {
    const more = { ...site, dataNames: () => Promise.resolve([...names, 'data/extra.json']) };
    expect(await found(more)).toEqual(['data/extra.json']);
  });

  it('is read again where the site is published anew meanwhile', async () => {
    const older = {
      [manifestName]: published(manifestName).toString().replace('{', '{ '),
      'data/status.json': '{}',
    };
    let renewed = false;
    const moving: Site = {
      ...site,
      read(name) {
        const of = renewed ? site : changed(older);
        // As if the next release came right after this file was read.
        renewed ||= name === 'data/status.json';
        return of.read(name);
      },
    };
    expect(await found(changed(older))).toContain('data/status.json#/asOf');
    expect(await found(moving)).toEqual([]);
  });
});

describe('a part of the lake', () => {
  it('is missed', async () => {
    const lake = copiedLake();
    const [name = ''] = await lake.list('parts');
    unlinkSync(lake.pathOf(`parts/${name}`));
    expect(await rawDifferences(lake)).toEqual([
      expect.stringContaining(`${name}  a part that is missing`),
    ]);
  });

  it('is found changed', async () => {
    const lake = copiedLake();
    const [name = '', other = ''] = await lake.list('parts');
    copyFileSync(lake.pathOf(`parts/${other}`), lake.pathOf(`parts/${name}`));
    expect(await rawDifferences(lake)).toEqual([expect.stringContaining(`${name}  sha256`)]);
  });

  it('is found left out of the figures', async () => {
    const { manifest } = unsealed();
    const fewer = sealed({ ...manifest, parts: manifest.parts.slice(0, -1) });
    const of = changed({ [manifestName]: `${JSON.stringify(fewer)}\n` });
    const differences = await rawDifferences(copiedLake(), of);
    expect(differences).toContainEqual(expect.stringContaining(`${manifestName} /parts a part`));
  });

  it('is found left out between two others, even without the lake', async () => {
    const { manifest } = unsealed();
    const [first] = manifest.parts;
    if (first === undefined) throw new Error('no part');
    const later = { ...first, start: 9e9, end: 9e9 + 1 };
    const holed = sealed({ ...manifest, parts: [...manifest.parts, later] });
    const of = changed({ [manifestName]: `${JSON.stringify(holed)}\n` });
    expect(await found(of)).toContain(`${manifestName}#/parts`);
  });

  it('is not written to by a check', async () => {
    const lake = copiedLake();
    const cells = await lake.list('cells');
    for (const name of cells) writeFileSync(lake.pathOf(`cells/${name}`), 'spoilt');
    expect(await rawDifferences(lake)).toEqual([]);
    expect(await lake.list('cells')).toEqual(cells);
  });
});
