import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that stands where npm would, under `folder`, and runs `script` (CommonJS) instead. */
export function fakeNpm(folder: string, script: string): string {
  const bin = join(folder, 'npm', 'bin');
  mkdirSync(bin, { recursive: true });
  const file = join(bin, 'npm-cli.js');
  writeFileSync(file, script);
  return file;
}
