/** What the lake no longer needs: it goes once nobody can still be reading it. */
import { manifestNumbers, nameOfManifest, readManifest } from './manifest.ts';
import type { LakeStore } from './store.ts';

/** A run that is still reading began less than this ago. */
const readingMs = 3_600_000;
/** Manifests kept behind the newest, though reading needs those since the last checkpoint only. */
const keptManifests = 300;
/** A writer that was asleep may still commit what it wrote less than this ago. */
const writingMs = 24 * 3_600_000;

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

/** Removes files of parts that no manifest names any more and that are a day old. */
export async function pruneParts(store: LakeStore, nowMs: number): Promise<number> {
  const named = new Set<string>();
  for (const number of await manifestNumbers(store)) {
    const read = await readManifest(store, number);
    for (const { events, points, quarantine } of read?.manifest.parts ?? [])
      for (const file of [events, points, quarantine]) if (file) named.add(file.name);
  }
  let removed = 0;
  for (const file of await store.list('parts')) {
    const name = `parts/${file}`;
    const at = named.has(name) ? null : await store.writtenAt(name);
    if (at === null || nowMs - at < writingMs) continue;
    await store.remove(name);
    removed += 1;
  }
  return removed;
}
