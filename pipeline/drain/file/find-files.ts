import { glob, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { Problem } from '../../problem.ts';

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function matching(path: string, folder: string): Promise<string[]> {
  if (!/[*?]/.test(path)) return [resolve(folder, path)];
  const matches: string[] = [];
  for await (const match of glob(path, { cwd: folder })) matches.push(resolve(folder, match));
  return matches;
}

/** Files that a source's paths name, each once, sorted. Naming none is an error. */
export async function findFiles(paths: readonly string[], folder: string): Promise<string[]> {
  const found = new Set<string>();
  const missing: string[] = [];
  for (const path of paths) {
    let named = false;
    for (const match of await matching(path, folder)) {
      if (!(await isFile(match))) continue;
      found.add(match);
      named = true;
    }
    if (!named) missing.push(path);
  }
  if (missing.length === 0) return [...found].sort();
  throw new Problem(
    missing.map((path) => `sources: no file at ${path} (paths start from ${folder})`).join('\n'),
  );
}

/** Name of a file's stream in the lake: its path from the configuration, with `/`. */
export function fileStream(file: string, folder: string): string {
  return `file:${relative(folder, file).split(sep).join('/')}`;
}
