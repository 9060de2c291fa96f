/**
 * Runs as a process of its own (root and mode as arguments): Vite sets NODE_ENV
 * for the whole process it runs in and keeps a compiler in memory.
 */
import { join } from 'node:path';
import { build as bundle, createBuilder } from 'vite';
import { messageOf } from '../problem.ts';

/** `banner.js` stands alone on other people's pages: one file, whatever the site shares. */
async function buildBanner(root: string, mode: string): Promise<void> {
  const out = process.env['PLUMBLINE_COMPILE_DIR'] ?? 'dist/compiled';
  await bundle({
    root,
    mode,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: `${out}/client`,
      emptyOutDir: false,
      modulePreload: false,
      target: 'es2022',
      rolldownOptions: {
        input: join(root, 'src/banner/status-banner.ts'),
        output: { entryFileNames: 'banner.js' },
      },
    },
  });
}

async function build([root, mode]: readonly string[]): Promise<void> {
  if (root === undefined || mode === undefined)
    throw new Error('usage: vite-build.ts <root> <mode>');
  const builder = await createBuilder({ root, mode, logLevel: 'warn' });
  for (const name of ['client', 'ssr']) {
    const environment = builder.environments[name];
    if (environment) await builder.build(environment);
  }
  await buildBanner(root, mode);
}

build(process.argv.slice(2)).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exit(1);
});
