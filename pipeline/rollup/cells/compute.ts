/** Cells: the only step that reads events. Its queries are the SQL files beside this one. */
import { readFileSync } from 'node:fs';
import pl from 'nodejs-polars';
import type { EventFilter } from './component-groups.ts';

const sql = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8');

export const queries = {
  signals: sql('signals'),
  accepted: sql('accepted'),
  minutes: sql('minutes'),
  latency: sql('latency'),
  parsed: sql('parsed'),
  recent: sql('recent'),
} as const;

export const cellKinds = ['minutes', 'latency', 'parsed'] as const;
export type CellKind = (typeof cellKinds)[number];
export type CellFrames = Readonly<Record<CellKind, pl.DataFrame>>;

export interface CellTables {
  readonly days: pl.DataFrame;
  readonly objectives: pl.DataFrame;
  readonly maintenance: pl.DataFrame;
  readonly signals: pl.DataFrame;
}

const read = [
  'component',
  'region',
  'probe',
  'id',
  'minute',
  'quarter',
  'utc_day',
  'first_minute',
  'time_ms',
  'records',
  'bad',
  'n',
  'duration_ms',
  'low_ms',
  'high_ms',
  'bucket',
  'unsampled',
  'signal',
  'excluded',
];

/** Sorted, so that equal cells are equal bytes whatever order the groups came in. */
export const order: Readonly<Record<CellKind, string[]>> = {
  minutes: ['component', 'region', 'probe', 'minute'],
  latency: ['component', 'day', 'utc_day', 'bucket', 'low_ms', 'high_ms'],
  parsed: ['component', 'day', 'utc_day', 'left_out'],
};

export const recentOrder = ['component', 'bucket', 'low_ms', 'high_ms'];

async function eventsOf(
  files: readonly string[],
  { first, last }: DayRange,
  filter: EventFilter,
): Promise<pl.DataFrame> {
  const within = pl.col('utc_day').gtEq(first).and(pl.col('utc_day').ltEq(last));
  const wanted = filter === null ? within : within.and(filter);
  const frames: pl.DataFrame[] = [];
  for (const file of files) {
    const scan = pl.scanParquet(file).select(...read);
    frames.push(await scan.filter(wanted).collect());
  }
  return frames.length === 1 && frames[0] ? frames[0] : pl.concat(frames);
}

/** UTC days since the epoch, both included. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** Events with the reason why some count nowhere. */
function sortedOut(events: pl.DataFrame, signals: pl.DataFrame): pl.DataFrame {
  // Where every result names its component, as most do, there is nothing to choose.
  const others = pl.col('signal').neq(pl.lit('event')).or(pl.col('excluded').isNotNull());
  if (events.filter(others).height === 0)
    return events.withColumns(pl.lit(null).cast(pl.Utf8).alias('left_out'));
  return pl.SQLContext({ events, signals }).execute(queries.signals, { eager: true });
}

function acceptedOf(sorted_out: pl.DataFrame): pl.DataFrame {
  // Copies are rare; one look at the ids is far cheaper than grouping by them.
  const ids = sorted_out.getColumn('id').dropNulls();
  if (ids.nUnique() === ids.length) return sorted_out.filter(pl.col('left_out').isNull());
  return pl.SQLContext({ sorted_out }).execute(queries.accepted, { eager: true });
}

/**
 * Cells of some UTC days from event files. Latency is kept of minutes before
 * `settled` only (minutes since the epoch), as the figures end there.
 */
export async function computeCells(
  files: readonly string[],
  days: DayRange,
  settled: number,
  tables: CellTables,
  filter: EventFilter = null,
): Promise<CellFrames> {
  const events = await eventsOf(files, days, filter);
  const sorted_out = sortedOut(events, tables.signals);
  const accepted = acceptedOf(sorted_out);
  const context = pl.SQLContext({
    sorted_out,
    accepted,
    settled: accepted.filter(pl.col('minute').lt(settled)),
    ...tables,
  });
  const run = (kind: CellKind) => context.execute(queries[kind]).sort(order[kind]).collect();
  const [minutes, latency, parsed] = await Promise.all([
    run('minutes'),
    run('latency'),
    run('parsed'),
  ]);
  return { minutes, latency, parsed };
}

/** Latency buckets of the minutes [from, until), by component. */
export async function computeRecent(
  files: readonly string[],
  from: number,
  until: number,
  { maintenance, signals }: Pick<CellTables, 'maintenance' | 'signals'>,
  filter: EventFilter = null,
): Promise<pl.DataFrame> {
  const days = { first: Math.floor(from / 1440), last: Math.floor((until - 1) / 1440) };
  const events = await eventsOf(files, days, filter);
  const settled = acceptedOf(sortedOut(events, signals)).filter(
    pl.col('minute').gtEq(from).and(pl.col('minute').lt(until)),
  );
  const context = pl.SQLContext({ settled, maintenance });
  return context.execute(queries.recent).sort(recentOrder).collect();
}
