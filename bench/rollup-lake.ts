/** A project with a lake of many events, made by the product's own commands. */
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { runTimed, type TimedRun } from './run-timed.ts';

export const componentCount = 20;
export const lastInstant = '2026-03-31T12:00:00Z';
const days = 90;

const ids = Array.from({ length: componentCount }, (_, index) => `c-${index}`);

/** Events evenly over `hours` before the end, by a hash of their number: the same each time. */
function eventsSql(events: number, hours: number, salt: number): string {
  const span = hours * 3_600_000;
  const random = (of: number) => `(hash(i * 7 + ${of} + ${salt}) % 1000000) / 1000000.0`;
  return `SELECT CAST(${Date.parse(lastInstant) - span - 300_000} + i * ${span} // ${events} AS BIGINT) AS time,
    'c-' || (hash(i + ${salt}) % ${componentCount}) AS component,
    CASE WHEN ${random(1)} < 0.0005 THEN 503 ELSE 200 END AS "statusCode",
    round(exp(3.5 + 2 * ${random(2)} + 2 * ${random(3)}), 1) AS "durationMs"
  FROM range(${events}) AS r(i)`;
}

/** Writes events as lines of JSON. */
export async function writeEvents(
  file: string,
  events: number,
  hours = days * 24,
  salt = 0,
): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${eventsSql(events, hours, salt)}) TO '${file}' (FORMAT json)`);
  connection.closeSync();
}

/** Adds the lines of one file to another. */
export function append(to: string, from: string): void {
  appendFileSync(to, readFileSync(from));
}

/** A folder with a configuration that reads `events.ndjson`. */
export function writeProject(folder: string): void {
  mkdirSync(join(folder, 'incidents'), { recursive: true });
  const config = {
    site: { name: 'Benchmark' },
    sources: [{ kind: 'file', paths: ['events.ndjson'] }],
    components: ids.map((id) => ({
      id,
      observed: 'requests',
      slo: { availability: 99.9, p99: '500ms' },
    })),
  };
  writeFileSync(join(folder, 'status.yaml'), JSON.stringify(config));
}

/** Runs a stage of the pipeline over the project of a folder, as a process of its own. */
export function runStage(project: string, folder: string, stage: string): Promise<TimedRun> {
  const env = {
    ...process.env,
    PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
    PLUMBLINE_DATA: join(folder, 'data'),
    PLUMBLINE_STATUS: join(folder, 'status'),
    PLUMBLINE_NOW: lastInstant,
  };
  return runTimed(process.execPath, ['pipeline/main.ts', stage], { cwd: project, env });
}
