/**
 * Compile once, render many: the time of a render with new data, as a whole
 * process, against a compile in the same run.
 *   npm run bench -- render
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, runTimed } from './run-timed.ts';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const sample = 'pipeline/render/sample/main.ts';

/** A made-up site of 10 components and some incidents; the snapshot is made anew each time. */
async function render(incidents: number, compiled: string): Promise<number> {
  const args = [
    '--out',
    join(folder, 'out'),
    '--incidents',
    String(incidents),
    '--compiled',
    compiled,
  ];
  return (await runTimed(process.execPath, [sample, ...args], { cwd })).seconds;
}

try {
  const compiled = join(folder, 'compiled');
  const withCompile = await render(200, compiled);
  const renders: number[] = [];
  for (let round = 0; round < 5; round += 1) renders.push(await render(200, compiled));
  const many = await render(1000, compiled);
  const again = median(renders);
  console.table([
    {
      job: 'compile and render, 10 components, 200 incidents',
      seconds: withCompile.toFixed(2),
      ratio: '1.00',
    },
    {
      job: 'render alone, median of 5',
      seconds: again.toFixed(2),
      ratio: (again / withCompile).toFixed(2),
    },
    {
      job: 'render alone, 1,000 incidents',
      seconds: many.toFixed(2),
      ratio: (many / withCompile).toFixed(2),
    },
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
