import { readFile } from 'node:fs/promises';
import { missingParts } from '../toolchain/lock-parts.mjs';
import * as v from 'valibot';

const LockFile = v.object({
  packages: v.record(
    v.string(),
    v.looseObject({
      version: v.optional(v.string()),
      optionalDependencies: v.optional(v.record(v.string(), v.string())),
    }),
  ),
});

/** Whether the lock file serves every platform: `npm ci` refuses one that does not. */
export async function checkLockFile(root: string): Promise<string[]> {
  const { packages } = v.parse(
    LockFile,
    JSON.parse(await readFile(`${root}/package-lock.json`, 'utf8')),
  );
  return Object.keys(missingParts(packages)).map(
    (place) => `package-lock.json lacks ${place}: run npm run lock`,
  );
}
