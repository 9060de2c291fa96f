/** Points of running totals as they came, and the Parquet file they become; one row a bucket. */
import pl from 'nodejs-polars';
import type { Signal } from '../drain/event.ts';
import type { CumulativePoint } from '../drain/formats/otlp/points.ts';
import { bookedAtMs } from '../drain/formats/otlp/minutes.ts';
import { growingFloats, growingInts } from './growing.ts';
import { TextColumn } from './text-column.ts';

/** A point and the signal it belongs to. */
export interface SignalPoint {
  readonly signal: Signal;
  readonly point: CumulativePoint;
}

const dayMs = 86_400_000;
const absent = -2_147_483_648;
const floatNames = ['offset', 'time_ms', 'count', 'low_ms', 'high_ms', 'bucket_count'] as const;
const intNames = ['index', 'utc_day', 'bad', 'responded', 'status_code'] as const;
const textNames = [
  'component',
  'region',
  'probe',
  'signal',
  'stream',
  // As text: JavaScript's numbers are too short for nanoseconds.
  'start_ns',
  'end_ns',
  'method',
  'route',
  'error',
] as const;

const columns = [
  'offset',
  'index',
  'time_ms',
  'utc_day',
  'component',
  'region',
  'probe',
  'signal',
  'stream',
  'start_ns',
  'end_ns',
  'count',
  'low_ms',
  'high_ms',
  'bucket_count',
  'bad',
  'responded',
  'status_code',
  'method',
  'route',
  'error',
] as const;

/** Same for the same rows in whatever order they were added. */
const order = ['stream', 'time_ms', 'start_ns', 'end_ns', 'offset', 'index', 'low_ms', 'high_ms'];

function named<Name extends string, Column>(
  names: readonly Name[],
  make: (name: Name) => Column,
): ReadonlyMap<Name, Column> {
  return new Map(names.map((name) => [name, make(name)]));
}

const orNull = (name: string) =>
  pl.when(pl.col(name).eq(absent)).then(pl.lit(null)).otherwise(pl.col(name)).alias(name);

/** Collects the points of one part. */
export class PointColumns {
  readonly #floats = named(floatNames, growingFloats);
  readonly #ints = named(intNames, growingInts);
  readonly #texts = named(textNames, (name) => new TextColumn(name));
  readonly #firstTimes = new Map<string, number>();
  #points = 0;
  #minTimeMs = Infinity;
  #maxTimeMs = -Infinity;

  /** How many points, each with as many rows as it has buckets, and at least one. */
  get length(): number {
    return this.#points;
  }

  add({ signal, point }: SignalPoint, offset: number, index: number): void {
    const timeMs = bookedAtMs(point.endNanos);
    this.#points += 1;
    this.#minTimeMs = Math.min(this.#minTimeMs, timeMs);
    this.#maxTimeMs = Math.max(this.#maxTimeMs, timeMs);
    const first = this.#firstTimes.get(point.component) ?? Infinity;
    this.#firstTimes.set(point.component, Math.min(first, timeMs));
    const none = [{ lowMs: absent, highMs: absent, count: 0 }];
    for (const { lowMs, highMs, count } of point.buckets.length > 0 ? point.buckets : none) {
      this.#addRow({ signal, point }, { offset, index, timeMs, lowMs, highMs, count });
    }
  }

  #addRow(
    { signal, point }: SignalPoint,
    row: Readonly<Record<'offset' | 'index' | 'timeMs' | 'lowMs' | 'highMs' | 'count', number>>,
  ): void {
    const numbers: Readonly<Record<(typeof floatNames)[number], number>> = {
      offset: row.offset,
      time_ms: row.timeMs,
      count: point.count,
      low_ms: row.lowMs,
      high_ms: row.highMs,
      bucket_count: row.count,
    };
    const small: Readonly<Record<(typeof intNames)[number], number>> = {
      index: row.index,
      utc_day: Math.floor(row.timeMs / dayMs),
      bad: Number(point.bad),
      responded: Number(point.responded),
      status_code: point.statusCode ?? absent,
    };
    const { component, region, probe, stream, method, route, error } = point;
    const texts: Readonly<Record<(typeof textNames)[number], string | null>> = {
      ...{ component, region, probe, signal, stream, method, route, error },
      start_ns: String(point.startNanos),
      end_ns: String(point.endNanos),
    };
    for (const [name, column] of this.#floats) column.push(numbers[name]);
    for (const [name, column] of this.#ints) column.push(small[name]);
    for (const [name, column] of this.#texts) column.push(texts[name]);
  }

  /** Earliest and latest time in ms, or nulls for no points. */
  range(): { minTimeMs: number | null; maxTimeMs: number | null } {
    const none = this.#points === 0;
    return { minTimeMs: none ? null : this.#minTimeMs, maxTimeMs: none ? null : this.#maxTimeMs };
  }

  /** First time of each component, ms. */
  firstTimes(): Record<string, number> {
    return Object.fromEntries([...this.#firstTimes].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** zstd Parquet, sorted by stream and time. */
  async toParquet(): Promise<Buffer> {
    const frame = pl.DataFrame([
      ...[...this.#floats].map(([name, values]) => pl.Series(name, values.view(), pl.Float64)),
      ...[...this.#ints].map(([name, values]) => pl.Series(name, values.view(), pl.Int32)),
      ...[...this.#texts.values()].flatMap((text) => text.codes()),
    ]);
    const worded = [...this.#texts.values()].reduce(
      (lazy, text) => text.restore(lazy),
      frame.lazy(),
    );
    const whole = ['offset', 'time_ms', 'count', 'bucket_count', 'start_ns', 'end_ns'];
    const typed = await worded
      .withColumns(
        ...whole.map((name) => pl.col(name).cast(pl.Int64)),
        ...['low_ms', 'high_ms', 'status_code'].map(orNull),
      )
      .select(...columns)
      .collect();
    return typed.sort(order).writeParquet({ compression: 'zstd' });
  }
}
