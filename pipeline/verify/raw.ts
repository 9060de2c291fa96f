/** Counts the cells again from the raw parts, where the lake that holds them is at hand. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLake } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';
import { unmatchedOf } from '../publish/unmatched.ts';
import { countCells } from '../rollup/count-cells.ts';
import { restate } from '../rollup/restate.ts';
import type { Difference } from './difference.ts';
import { compareParts } from './parts.ts';
import type { Published } from './read-published.ts';
import { countedInputOf, fromCounted, type Recomputed } from './recompute.ts';
import { ScratchStore } from './scratch-store.ts';

export interface RawResult {
  readonly differences: readonly Difference[];
  /** null where parts are missing or changed. */
  readonly recomputed: Recomputed | null;
  /** Published parts that are as they were drained, of how many. */
  readonly parts: { readonly intact: number; readonly all: number };
}

/** Whether a lake holds any of the parts a site was made from. */
export async function isAtHand({ manifest }: Published, store: LakeStore): Promise<boolean> {
  for (const { events, points, quarantine } of manifest.parts) {
    for (const file of [events, points, quarantine])
      if (file !== null && (await store.size(file.name)) !== null) return true;
  }
  return false;
}

/** Every published file anew from the raw parts; the lake itself is only read. */
export async function fromParts(published: Published, lake: LakeStore): Promise<RawResult> {
  const { parts, asOf } = published.manifest;
  const asOfMs = Date.parse(asOf);
  const { differences, intact } = await compareParts(parts, lake, await readLake(lake), asOfMs);
  const seen = { intact: intact.size, all: parts.length };
  if (intact.size < parts.length) return { differences, recomputed: null, parts: seen };
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-verify-'));
  try {
    const store = new ScratchStore(lake, folder);
    const input = { ...countedInputOf(published), store };
    const counted = await countCells(input);
    const unmatched = await unmatchedOf(store, parts, asOfMs);
    const { restatements } = await restate(input);
    const recomputed = fromCounted(published, counted, { unmatched, restatements });
    return { differences, recomputed, parts: seen };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
