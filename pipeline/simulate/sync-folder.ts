import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { cannotWrite, codeOf } from '../problem.ts';

async function currentFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function isSame(file: string, text: string): Promise<boolean> {
  try {
    return (await readFile(file, 'utf8')) === text;
  } catch {
    return false;
  }
}

/**
 * Makes a folder hold exactly the given files. Each is replaced whole, by a
 * rename; those that already say the same are not touched.
 */
export async function syncFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  try {
    for (const [name, text] of files) {
      const file = join(folder, name);
      if (await isSame(file, text)) continue;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.tmp`, text);
      await rename(`${file}.tmp`, file);
    }
    for (const name of await currentFiles(folder))
      if (!files.has(name)) await rm(join(folder, name));
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}
