/** `npm run test:studio`: builds Studio, then an operator and a visitor meet in a browser. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const cwd = resolve(import.meta.dirname, '../..');
const steps = [
  ['studio/make.ts'],
  ['node_modules/typescript/bin/tsc', '-p', 'studio/tsconfig.json'],
  ['node_modules/playwright/cli.js', 'test', '--config=studio/e2e/playwright.config.ts'],
] as const;

for (const args of steps) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
