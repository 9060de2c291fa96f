/** Everything a lake says to the world, and what is wrong with the lake itself. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noContent } from '#schema/content-source.ts';
import type { StatusConfig } from '#schema/config.ts';
import { denoise } from '../denoise/denoise.ts';
import { type LakeState, readLake } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';
import { madeMonths } from '../publish/lake/months.ts';
import { publish } from '../publish/publish.ts';
import { countCells, type Counted } from '../rollup/count-cells.ts';
import { rollup } from '../rollup/rollup.ts';
import { asOfMs } from './telemetry.testing.ts';

/** Files by name; cells as the hash of their bytes, by day and kind. */
export type Published = ReadonlyMap<string, string>;

/** Says from which parts cells were made, whose names and bounds may differ. */
const withoutInputs = (text: string) => text.replace(/\b[0-9a-f]{64}\b/g, '');

/** All files of a snapshot's folder, but the list of what they were made from. */
export function snapshotFiles(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const names = files
    .filter(({ name }) => name !== 'manifest.json')
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  return new Map(
    names.map((name) => [
      name.slice(folder.length + 1),
      withoutInputs(readFileSync(name, 'latin1')),
    ]),
  );
}

/** Cells by day and kind; what comes between says what they were made from. */
export function cellFiles(store: LakeStore, used: Iterable<string>): Map<string, string> {
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(store.pathOf(name)))
      .digest('hex');
  return new Map([...used].sort().map((name) => [name.replace(/~[0-9a-f]+/, ''), hash(name)]));
}

async function publishInto(
  statusDir: string,
  counted: Counted,
  config: StatusConfig,
  state: LakeState,
): Promise<void> {
  const denoised = denoise({ ...counted, components: config.components });
  await publish(statusDir, {
    config,
    configSha256: null,
    counted,
    denoised,
    restatements: [],
    seenMaintenance: [],
    asOfMs,
    components: rollup(counted, denoised, config.components, []),
    parts: state.parts,
    unmatched: [],
    reports: new Map(),
    months: madeMonths({ config, counted, denoised }),
    siteUrl: null,
    logo: null,
    simulated: false,
    dataThroughMs: Math.min(...state.drained.values()),
    incidents: [],
    maintenance: [],
    content: noContent,
  });
}

/** Rolls a lake up and publishes it: the snapshot's files and the cells they were made from. */
export async function publishedOf(store: LakeStore, config: StatusConfig): Promise<Published> {
  const state = await readLake(store);
  const { parts } = state;
  const counted = await countCells({ store, parts, config, maintenance: [], asOfMs });
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'plumbline published '));
  try {
    const statusDir = join(folder, 'status');
    await publishInto(statusDir, counted, config, state);
    return new Map([
      ...snapshotFiles(realpathSync(statusDir)),
      ...cellFiles(store, counted.usedCells),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names of what differs. */
export function differences(expected: Published, found: Published): string[] {
  const names = new Set([...expected.keys(), ...found.keys()]);
  return [...names].filter((name) => expected.get(name) !== found.get(name)).sort();
}
