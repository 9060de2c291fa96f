/** Points of running totals back from their Parquet files. */
import pl from 'nodejs-polars';
import { type Signal, signals } from '../drain/event.ts';
import type { Bucket } from '../drain/formats/otlp/buckets.ts';
import type { CumulativePoint } from '../drain/formats/otlp/points.ts';
import type { SignalPoint } from './point-columns.ts';

/** A point with its place in the stream of messages. */
export interface PlacedPoint extends SignalPoint {
  readonly offset: number;
  readonly index: number;
}

type Row = Readonly<Record<string, unknown>>;

const number = (row: Row, name: string): number => Number(row[name]);
function textOrNull(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === 'string' ? value : null;
}

const text = (row: Row, name: string): string => textOrNull(row, name) ?? '';

function signalOf(row: Row): Signal {
  const name = text(row, 'signal');
  const signal = signals.find((known) => known === name);
  if (signal === undefined) throw new Error(`a point of signal ${name}`);
  return signal;
}

function bucketsOf(rows: readonly Row[]): Bucket[] {
  return rows
    .filter((row) => row['low_ms'] !== null)
    .map((row) => ({
      lowMs: number(row, 'low_ms'),
      highMs: number(row, 'high_ms'),
      count: number(row, 'bucket_count'),
    }));
}

function pointOf(rows: readonly Row[]): CumulativePoint {
  const [row = {}] = rows;
  return {
    component: text(row, 'component'),
    bad: row['bad'] === 1,
    responded: row['responded'] === 1,
    region: text(row, 'region'),
    probe: text(row, 'probe'),
    statusCode: row['status_code'] === null ? null : number(row, 'status_code'),
    method: textOrNull(row, 'method'),
    route: textOrNull(row, 'route'),
    error: textOrNull(row, 'error'),
    stream: text(row, 'stream'),
    startNanos: BigInt(text(row, 'start_ns')),
    endNanos: BigInt(text(row, 'end_ns')),
    count: number(row, 'count'),
    buckets: bucketsOf(rows),
  };
}

/** Points of a file; with a day (UTC, since the epoch) only those of it. */
export async function readPoints(file: string, utcDay: number | null): Promise<PlacedPoint[]> {
  const all = pl.scanParquet(file);
  const wanted = utcDay === null ? all : all.filter(pl.col('utc_day').eq(utcDay));
  const frame = await wanted
    .withColumns(pl.col('start_ns').cast(pl.Utf8), pl.col('end_ns').cast(pl.Utf8))
    .collect();
  const points: PlacedPoint[] = [];
  let rows: Row[] = [];
  const finish = () => {
    const [row] = rows;
    if (row === undefined) return;
    const place = { offset: number(row, 'offset'), index: number(row, 'index') };
    points.push({ signal: signalOf(row), point: pointOf(rows), ...place });
    rows = [];
  };
  // Rows of one point stand together: stream, times and place come before the buckets.
  for (const row of frame.toRecords()) {
    const [first] = rows;
    const same = ['stream', 'start_ns', 'end_ns', 'offset', 'index'].every(
      (name) => first?.[name] === row[name],
    );
    if (!same) finish();
    rows.push(row);
  }
  finish();
  return points;
}
