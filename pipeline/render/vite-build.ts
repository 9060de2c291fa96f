/**
 * Runs as a process of its own (root and mode as arguments): Vite sets NODE_ENV
 * for the whole process it runs in and keeps a compiler in memory.
 */
import { createBuilder } from 'vite';

const [root, mode = 'production'] = process.argv.slice(2);
if (root === undefined) throw new Error('usage: vite-build.ts <project root> [mode]');

const builder = await createBuilder({ root, mode, logLevel: 'warn' });
for (const environment of Object.values(builder.environments)) {
  if (environment.name === 'client' || environment.name === 'ssr') await builder.build(environment);
}
