/**
 * A rollup of 10 million events, 90 days of 20 components, and one of 100,000 events on top,
 * each beside DuckDB making the same cells from the same parts. Times are of whole processes.
 *   npm run bench -- rollup [--events <number>]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { append, runStage, writeEvents, writeProject } from './rollup-lake.ts';
import { runTimed } from './run-timed.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const option = process.argv.indexOf('--events');
const events = option < 0 ? 10_000_000 : Number(process.argv[option + 1]);
const more = Math.ceil(events / 100);

function duckdb(round: string) {
  const args = ['bench/peer-rollup.ts', join(folder, 'data/parts'), join(folder, round)];
  return runTimed(process.execPath, args, { cwd: project });
}

interface Row {
  readonly job: string;
  readonly seconds: string;
  readonly limit: string;
  readonly duckdb: string;
  readonly ratio: string;
}

async function measure(job: string, limit: number): Promise<Row> {
  const own = await runStage(project, folder, 'rollup');
  const peer = await duckdb(`peer-${limit}`);
  console.log(own.output.trim());
  return {
    job,
    seconds: own.seconds.toFixed(2),
    limit: `${limit} s`,
    duckdb: peer.seconds.toFixed(2),
    ratio: (own.seconds / peer.seconds).toFixed(2),
  };
}

try {
  const file = join(folder, 'events.ndjson');
  writeProject(folder);
  await writeEvents(file, events);
  await runStage(project, folder, 'drain');
  const all = await measure(`${events.toLocaleString('en')} events`, 10);
  // What comes in a while lies in the last hours; the rest of the lake stays.
  await writeEvents(join(folder, 'more.ndjson'), more, 2, 1);
  append(file, join(folder, 'more.ndjson'));
  await runStage(project, folder, 'drain');
  const added = await measure(`${more.toLocaleString('en')} more`, 1.5);
  console.table([all, added]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
