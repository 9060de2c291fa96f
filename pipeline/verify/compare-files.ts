/** Compares every published file with the same file made anew. */
import { createHash } from 'node:crypto';
import { inBatches } from '../render/in-batches.ts';
import { type Difference, jsonDifferences } from './difference.ts';
import type { Recomputed } from './recompute.ts';
import type { Site } from './site.ts';

const filesAtOnce = 16;

/** What a site publishes below `data/`, by name; read once, for it may be far away. */
export type Held = ReadonlyMap<string, Buffer | null>;

/** Reads the files of these names below `data/`. */
export async function readHeld(site: Site, names: Iterable<string>): Promise<Held> {
  const held = new Map<string, Buffer | null>();
  await inBatches([...names], filesAtOnce, async (name) => {
    held.set(name, await site.read(`data/${name}`));
  });
  return held;
}

function sha256(bytes: string | Uint8Array): string {
  return `sha256 ${createHash('sha256').update(bytes).digest('hex')}`;
}

/** In what a published file, named below the site's root, differs from the same made anew. */
export function fileDifferences(
  file: string,
  bytes: Buffer | null,
  made: string | Uint8Array,
): Difference[] {
  if (bytes?.equals(Buffer.from(made)) === true) return [];
  if (bytes === null) return [{ file, path: null, published: 'nothing', recomputed: sha256(made) }];
  if (typeof made === 'string' && file.endsWith('.json'))
    return jsonDifferences(file, bytes.toString('utf8'), made);
  return [{ file, path: null, published: sha256(bytes), recomputed: sha256(made) }];
}

/** Everything in which the published files differ from those made anew. */
export function compareFiles(held: Held, recomputed: Recomputed): Difference[] {
  return [...recomputed].flatMap(([name, made]) =>
    fileDifferences(`data/${name}`, held.get(name) ?? null, made),
  );
}

/** Published data files that nothing accounts for. */
export async function unaccounted(site: Site, recomputed: Recomputed): Promise<Difference[]> {
  const names = (await site.dataNames()) ?? [];
  return names
    .filter((file) => !recomputed.has(file.slice('data/'.length)))
    .map((file) => ({ file, path: null, published: 'a file', recomputed: 'none of this name' }));
}

/** Numbers and printed figures (`99.953%`) in files of JSON. */
export function countFigures(recomputed: Recomputed): number {
  let count = 0;
  for (const [name, content] of recomputed) {
    if (typeof content !== 'string' || !name.endsWith('.json')) continue;
    count += content.match(/[:[,](?:-?\d|"-?\d[\d.]*%?")/g)?.length ?? 0;
  }
  return count;
}
