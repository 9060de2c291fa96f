/** The queries of the cells run in DuckDB as they are, over the same parts, and give the same rows. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type pl from 'nodejs-polars';
import { expect, it } from 'vitest';
import type { Circumstances, Event, Signal } from '../../drain/event.ts';
import { EventColumns } from '../../lake/event-columns.ts';
import { componentOf } from '../../testing/components.testing.ts';
import { eventOf } from '../../testing/events.testing.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { type Ask, duckdbIn } from '../../verify/duckdb.testing.ts';
import { siteDays } from '../calendar.ts';
import { cellKinds, computeCells, computeRecent, queries } from './compute.ts';
import {
  daysTable,
  maintenanceTable,
  objectiveRows,
  objectivesTable,
  signalsTable,
} from './tables.ts';

const start = Date.UTC(2026, 2, 1, 23, 55);
const firstMinute = start / 60_000;
const settled = firstMinute + 8;
const zone = 'Europe/Berlin';
const components = ['api', 'web'].map((id) => componentOf({ id }));
const days = siteDays('2026-03-02', 3, zone);
const range = { first: Math.floor(firstMinute / 1440), last: Math.floor(firstMinute / 1440) + 1 };
const tables = {
  days: daysTable(days),
  objectives: objectivesTable(objectiveRows(components, zone)),
  maintenance: maintenanceTable(new Map([['api', new Set([firstMinute + 2, firstMinute + 6])]])),
  signals: signalsTable(components),
};

interface Given {
  readonly event: Event;
  readonly circumstances: Circumstances;
}

const given = fc
  .record({
    at: fc.integer({ min: 0, max: 10 * 60_000 - 1 }),
    component: fc.constantFrom('api', 'web'),
    bad: fc.boolean(),
    count: fc.constantFrom(0, 1, 3, 1e9),
    durationMs: fc.option(fc.constantFrom(0, 1, 499.99, 500, 500.01)),
    responded: fc.boolean(),
    id: fc.option(fc.constantFrom('a', 'b', 'c')),
    region: fc.constantFrom('', 'eu'),
    signal: fc.constantFrom<Signal>('event', 'server-metrics', 'server-spans'),
    excluded: fc.option(fc.constant('monitor'), { freq: 5 }),
    coarse: fc.option(fc.constantFrom([100, 250], [250, Infinity]), { freq: 3 }),
  })
  .map(({ at, signal, excluded, coarse, ...fields }): Given => {
    const [lowMs = 0, highMs = 0] = coarse ?? [];
    const timed = fields.responded && coarse === null;
    return {
      event: eventOf({
        ...fields,
        timeMs: start + at,
        probe: fields.region,
        durationMs: timed ? fields.durationMs : null,
        responded: fields.responded || coarse !== null,
      }),
      circumstances: {
        signal,
        excluded,
        latency: coarse === null ? null : { lowMs, highMs },
        firstMinute: Math.floor((start + at) / 60_000) - (coarse === null ? 0 : 1),
        records: 1,
        unsampled: false,
      },
    };
  });

async function writeParts(folder: string, events: readonly Given[]): Promise<string[]> {
  const half = Math.ceil(events.length / 2);
  const files: string[] = [];
  for (const [number, part] of [events.slice(0, half), events.slice(half)].entries()) {
    if (part.length === 0) continue;
    const columns = new EventColumns();
    part.forEach(({ event, circumstances }, offset) =>
      columns.add(event, offset, 0, circumstances),
    );
    files.push(join(folder, `part-${number}.parquet`));
    writeFileSync(join(folder, `part-${number}.parquet`), await columns.toParquet());
  }
  return files;
}

/** The same tables, and the steps between them, in DuckDB. */
async function prepare(folder: string): Promise<Ask> {
  const ask = await duckdbIn(folder);
  await ask("CREATE VIEW events AS FROM 'part-*.parquet'");
  for (const [name, table] of Object.entries(tables)) {
    writeFileSync(join(folder, `${name}.parquet`), table.writeParquet());
    await ask(`CREATE VIEW ${name} AS FROM '${name}.parquet'`);
  }
  await ask(`CREATE TABLE sorted_out AS ${queries.signals}`);
  await ask(`CREATE TABLE accepted AS ${queries.accepted}`);
  await ask(`CREATE TABLE settled AS FROM accepted WHERE minute < ${settled}`);
  return ask;
}

/** Rows as texts in an order of their own: DuckDB hands large integers over as texts. */
function texts(rows: readonly object[]): string[] {
  const plain = (_name: string, value: unknown): unknown =>
    typeof value === 'number' ? `${value}` : value;
  return rows.map((row) => JSON.stringify(Object.entries(row).sort(), plain)).sort();
}

const rowsOf = (frame: pl.DataFrame) => texts(frame.toRecords());

it('cells are the same rows in both engines', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(given, { minLength: 1, maxLength: 80 }), async (events) => {
      const folder = temporaryFolder();
      const files = await writeParts(folder, events);
      const frames = await computeCells(files, range, settled, tables);
      const ask = await prepare(folder);
      for (const kind of cellKinds)
        expect(texts(await ask(queries[kind])), kind).toEqual(rowsOf(frames[kind]));
      const recent = await computeRecent(files, firstMinute, settled, tables);
      expect(texts(await ask(queries.recent))).toEqual(rowsOf(recent));
    }),
    { numRuns: 10 },
  );
});
