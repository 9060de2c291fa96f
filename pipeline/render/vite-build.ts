/**
 * Runs as a process of its own (root and mode as arguments): Vite sets NODE_ENV
 * for the whole process it runs in and keeps a compiler in memory.
 */
import { createBuilder } from 'vite';
import { messageOf } from '../problem.ts';

async function build([root, mode]: readonly string[]): Promise<void> {
  if (root === undefined || mode === undefined)
    throw new Error('usage: vite-build.ts <root> <mode>');
  const builder = await createBuilder({ root, mode, logLevel: 'warn' });
  for (const name of ['client', 'ssr']) {
    const environment = builder.environments[name];
    if (environment) await builder.build(environment);
  }
}

build(process.argv.slice(2)).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exit(1);
});
