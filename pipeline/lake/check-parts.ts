/** Parts are only believed when they are what the manifest says. */
import { createHash } from 'node:crypto';
import { Problem } from '../problem.ts';
import type { LakeFile, Part } from './manifest.ts';
import type { LakeStore } from './store.ts';

const whatToDo =
  'restore it from a backup, or remove the lake (PLUMBLINE_DATA) to read the sources again';

function damaged(
  store: LakeStore,
  { name, bytes }: { name: string; bytes: number },
  found: number | null,
): Problem {
  const wrong =
    found === null ? 'is missing' : `is damaged (${found} bytes; ${bytes} were written)`;
  return new Problem(`${store.pathOf(name)}: this part of the lake ${wrong}; ${whatToDo}`);
}

/** Fails for a part that is missing or cut short: cheap enough for every run. */
export async function checkSizes(store: LakeStore, parts: readonly Part[]): Promise<void> {
  for (const { events } of parts) {
    if (events === null) continue;
    const size = await store.size(events.name);
    if (size !== events.bytes) throw damaged(store, events, size);
  }
}

/** Path of a file of the lake, its content compared with the manifest's sha256. */
export async function checkedPath(store: LakeStore, file: LakeFile): Promise<string> {
  const bytes = await store.read(file.name);
  const sha256 = bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== file.sha256) throw damaged(store, file, bytes?.length ?? null);
  return store.pathOf(file.name);
}

/** Path of a part's events, its content compared with the manifest's sha256. */
export async function checkedFile(store: LakeStore, { events }: Part): Promise<string[]> {
  return events === null ? [] : [await checkedPath(store, events)];
}
