/** Old releases go, but never one that a link beside them still points to. */
import { readdir, readlink, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

async function linkedFrom(folder: string): Promise<Set<string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const links = entries.filter((entry) => entry.isSymbolicLink());
  const targets = await Promise.all(links.map(({ name }) => readlink(join(folder, name))));
  return new Set(targets.map((target) => basename(target)));
}

/** Makes a folder the newest of its kind. */
export async function markNewest(folder: string): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now);
}

/** Keeps the newest `kept` folders in `folder` and all that links in its parent point to. */
export async function pruneFolders(folder: string, kept: number): Promise<void> {
  const linked = await linkedFrom(dirname(folder));
  const entries = await readdir(folder, { withFileTypes: true });
  const named = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  const aged = await Promise.all(
    named.map(async ({ name }) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = aged.sort((a, b) => b.at - a.at).slice(kept);
  for (const { name } of old) {
    if (!linked.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}
