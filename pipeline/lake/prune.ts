/** What the lake no longer needs: it goes once nobody can still be reading it. */
import { manifestNumbers, nameOfManifest } from './manifest.ts';
import type { LakeStore } from './store.ts';

/** A run that is still reading began less than this ago. */
const readingMs = 3_600_000;
/** Manifests kept behind the newest, though reading needs those since the last checkpoint only. */
const keptManifests = 300;

/** Removes the cells of a folder that this run did not use and that are an hour old. */
export async function pruneCells(
  store: LakeStore,
  used: ReadonlySet<string>,
  nowMs: number,
): Promise<number> {
  let removed = 0;
  for (const file of await store.list('cells')) {
    const name = `cells/${file}`;
    if (used.has(name)) continue;
    const at = await store.writtenAt(name);
    if (at === null || nowMs - at < readingMs) continue;
    await store.remove(name);
    removed += 1;
  }
  return removed;
}

/** Removes manifests far behind the newest; a checkpoint between says all they said. */
export async function pruneManifests(store: LakeStore): Promise<number> {
  const numbers = await manifestNumbers(store);
  const newest = numbers[0] ?? 0;
  const old = numbers.filter((number) => number <= newest - keptManifests);
  for (const number of old) await store.remove(nameOfManifest(number));
  return old.length;
}
