/**
 * The pipeline: drain -> denoise -> rollup -> incidents -> publish, then the page.
 * `node pipeline/main.ts <build|drain|worker|rollup|render|verify|simulate>`
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from './environment.ts';
import { Problem } from './problem.ts';

async function main([name = 'build', ...args]: readonly string[]): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  // Before anything large is loaded; where it cannot be written a run only starts later.
  enableCompileCache(join(root, '.cache', 'compile'));
  const { stages } = await import('./stages.ts');
  const stage = stages[name];
  if (stage === undefined)
    throw new Problem(`no stage "${name}"; allowed: ${Object.keys(stages).join(', ')}`);
  await stage(
    readEnvironment(process.env, root),
    (line) => {
      console.log(line);
    },
    args,
  );
}

if (import.meta.main) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    // A Problem is for its reader; anything else is ours and needs its stack.
    console.error(error instanceof Problem ? `error: ${error.message}` : error);
    process.exitCode = 1;
  });
}
