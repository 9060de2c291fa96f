/** What the compiled site depends on, as one hash: data is no part of it. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const folders = ['src', 'content/schema'];
const files = [
  'index.html',
  'vite.config.ts',
  'tsconfig.base.json',
  'tsconfig.app.json',
  'package.json',
  'package-lock.json',
];

async function sourcesIn(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Hash over the names and contents of everything a compile reads. */
export async function hashSources(root: string, mode: string): Promise<string> {
  const found = await Promise.all(folders.map((folder) => sourcesIn(root, folder)));
  const paths = [...found.flat(), ...files.map((file) => join(root, file))].sort();
  const hash = createHash('sha256').update(mode);
  for (const path of paths) {
    const content = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    hash.update(`\n${path.slice(root.length)} ${content}`);
  }
  return hash.digest('hex').slice(0, 16);
}
