/**
 * The cells of a lake by DuckDB: the same queries over the same parts, as a process of its own.
 *   node bench/peer-rollup.ts <folder of parts> <folder for the cells>
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { componentCount, lastInstant } from './rollup-lake.ts';

const [parts = '', out = ''] = process.argv.slice(2);
const sql = (name: string) =>
  readFileSync(new URL(`../pipeline/rollup/cells/${name}.sql`, import.meta.url), 'utf8');
const end = Math.floor(Date.parse(lastInstant) / 60_000);
const components = `(SELECT 'c-' || i AS component FROM range(${componentCount}) AS r(i))`;

mkdirSync(out, { recursive: true });
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const steps = [
  `CREATE VIEW events AS FROM '${join(parts, '*.parquet')}'`,
  `CREATE TABLE days AS SELECT CAST(i AS INTEGER) AS quarter, strftime(to_timestamp(i * 900), '%Y-%m-%d') AS day
     FROM range(${Math.floor(end / 15) - 98 * 96}, ${Math.floor(end / 15) + 1}) AS r(i)`,
  `CREATE TABLE objectives AS SELECT component, -2000000000 AS from_quarter, 2000000000 AS until_quarter,
     500.0::DOUBLE AS p99_ms FROM ${components}`,
  `CREATE TABLE maintenance (component VARCHAR, minute INTEGER)`,
  `CREATE TABLE signals AS SELECT component, 'event' AS signal, 0 AS place FROM ${components}`,
  `CREATE VIEW sorted_out AS ${sql('signals')}`,
  `CREATE VIEW accepted AS ${sql('accepted')}`,
  `CREATE VIEW settled AS FROM accepted WHERE minute < ${end - 2}`,
  ...['minutes', 'latency', 'parsed'].map(
    (kind) =>
      `COPY (${sql(kind)}) TO '${join(out, `${kind}.parquet`)}' (FORMAT parquet, COMPRESSION zstd)`,
  ),
];
for (const step of steps) await connection.run(step);
