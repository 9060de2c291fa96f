/** Of the program that makes what is kept: another program may make something else of the same. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const folders = ['pipeline/denoise', 'pipeline/publish', 'pipeline/rollup', 'content/schema'];

function filesOf(folder: string): string[] {
  const files = readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => /\.(?:ts|sql)$/.test(name) && !/\.(?:spec|testing)\.ts$/.test(name))
    .map((name) => join(folder, name));
}

let known: string | undefined;

/** sha256 of the sources of all figures, and of the versions of the libraries they use. */
export function codeSha256(): string {
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const name of ['package.json', ...folders.flatMap(filesOf).sort()]) {
    const text = readFileSync(join(project, name));
    hash.update(JSON.stringify([name, text.length])).update(text);
  }
  known = hash.digest('hex');
  return known;
}
