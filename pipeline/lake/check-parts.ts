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
  for (const { events, points } of parts) {
    for (const file of [events, points]) {
      if (file === null) continue;
      const size = await store.size(file.name);
      if (size !== file.bytes) throw damaged(store, file, size);
    }
  }
}

/** Path of a file of the lake, its content compared with the sha256 it was written with. */
export async function checkedFile(store: LakeStore, file: LakeFile): Promise<string> {
  const bytes = await store.read(file.name);
  const sha256 = bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== file.sha256) throw damaged(store, file, bytes?.length ?? null);
  return store.pathOf(file.name);
}
