// Renews package-lock.json after a change of package.json: npm run lock
import { readFile, writeFile } from 'node:fs/promises';
import { missingParts } from './lock-parts.mjs';
import { runNpm } from './npm.mjs';

const FILE = 'package-lock.json';

await runNpm({
  label: 'renewing package-lock.json',
  node: process.execPath,
  args: ['install', '--package-lock-only'],
  cwd: process.cwd(),
});
/** @type {{ packages: import('./lock-parts.mjs').Entries }} */
const lock = JSON.parse(await readFile(FILE, 'utf8'));
const missing = missingParts(lock.packages);
const entries = Object.entries({ ...lock.packages, ...missing });
lock.packages = Object.fromEntries(
  entries.sort(([left], [right]) => left.localeCompare(right, 'en')),
);
await writeFile(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  `package-lock.json: ${entries.length} entries, ${Object.keys(missing).length} added by name`,
);
