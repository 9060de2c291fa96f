/** Events by columns, and the Parquet part they become. */
import pl from 'nodejs-polars';
import { bucketOf, noResponseBucket } from '#schema/histogram.ts';
import type { Event } from '../drain/event.ts';
import { growingFloats, growingInts } from './growing.ts';
import { TextColumn } from './text-column.ts';

const minuteMs = 60_000;

/** Bucket of the latency population; null: the event has no place in it. */
function latencyBucket(event: Event): number | null {
  if (!event.responded) return noResponseBucket;
  return event.durationMs === null ? null : bucketOf(event.durationMs);
}

/** Columns of a part, in their order. */
const columns = [
  'offset',
  'index',
  'time_ms',
  'minute',
  'quarter',
  'utc_day',
  'component',
  'region',
  'probe',
  'id',
  'bad',
  'n',
  'duration_ms',
  'bucket',
  'status_code',
  'method',
  'route',
  'error',
] as const;

/** Stands for null in numeric columns; no duration, code or bucket is as low. */
const absent = -2_147_483_648;

const orNull = (name: string) =>
  pl.when(pl.col(name).eq(absent)).then(pl.lit(null)).otherwise(pl.col(name)).alias(name);

/**
 * Collects the events of one part. `minute`, `quarter` (quarter-hour) and `utc_day`
 * are whole numbers since the epoch, kept so that no query has to divide a time.
 */
export class EventColumns {
  readonly #floats = {
    offset: growingFloats(),
    time_ms: growingFloats(),
    n: growingFloats(),
    duration_ms: growingFloats(),
  };
  readonly #ints = {
    index: growingInts(),
    minute: growingInts(),
    quarter: growingInts(),
    utc_day: growingInts(),
    bad: growingInts(),
    bucket: growingInts(),
    status_code: growingInts(),
  };
  readonly #texts = {
    component: new TextColumn('component'),
    region: new TextColumn('region'),
    probe: new TextColumn('probe'),
    method: new TextColumn('method'),
    route: new TextColumn('route'),
    error: new TextColumn('error'),
  };
  // Ids hardly ever repeat, so a dictionary of them would only cost.
  readonly #ids: (string | null)[] = [];
  readonly #firstTimes = new Map<string, number>();
  #minTimeMs = Infinity;
  #maxTimeMs = -Infinity;

  get length(): number {
    return this.#ids.length;
  }

  add(event: Event, offset: number, index: number): void {
    this.#addTime(event);
    this.#floats.offset.push(offset);
    this.#ints.index.push(index);
    this.#floats.n.push(event.count);
    this.#floats.duration_ms.push(event.durationMs ?? absent);
    this.#ints.bad.push(Number(event.bad));
    this.#ints.bucket.push(latencyBucket(event) ?? absent);
    this.#ints.status_code.push(event.statusCode ?? absent);
    this.#texts.component.push(event.component);
    this.#texts.region.push(event.region);
    this.#texts.probe.push(event.probe);
    this.#texts.method.push(event.method);
    this.#texts.route.push(event.route);
    this.#texts.error.push(event.error);
    this.#ids.push(event.id);
  }

  #addTime({ timeMs, component }: Event): void {
    const minute = Math.floor(timeMs / minuteMs);
    this.#floats.time_ms.push(timeMs);
    this.#ints.minute.push(minute);
    this.#ints.quarter.push(Math.floor(minute / 15));
    this.#ints.utc_day.push(Math.floor(minute / 1440));
    if (timeMs < this.#minTimeMs) this.#minTimeMs = timeMs;
    if (timeMs > this.#maxTimeMs) this.#maxTimeMs = timeMs;
    if (timeMs < (this.#firstTimes.get(component) ?? Infinity))
      this.#firstTimes.set(component, timeMs);
  }

  /** Earliest and latest event time in ms, or nulls for no events. */
  range(): { minTimeMs: number | null; maxTimeMs: number | null } {
    const none = this.length === 0;
    return { minTimeMs: none ? null : this.#minTimeMs, maxTimeMs: none ? null : this.#maxTimeMs };
  }

  /** First event time of each component, ms. */
  firstTimes(): Record<string, number> {
    return Object.fromEntries([...this.#firstTimes].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** zstd Parquet, sorted by time, then component, then position. */
  async toParquet(): Promise<Buffer> {
    const frame = pl.DataFrame([
      ...Object.entries(this.#floats).map(([name, values]) =>
        pl.Series(name, values.view(), pl.Float64),
      ),
      ...Object.entries(this.#ints).map(([name, values]) =>
        pl.Series(name, values.view(), pl.Int32),
      ),
      ...Object.values(this.#texts).map((text) => text.codes()),
      pl.Series('id', this.#ids, pl.Utf8),
    ]);
    const worded = Object.values(this.#texts).reduce(
      (lazy, text) => text.restore(lazy),
      frame.lazy(),
    );
    const typed = await worded
      .withColumns(
        pl.col('offset').cast(pl.Int64),
        pl.col('time_ms').cast(pl.Int64),
        pl.col('n').cast(pl.Int64),
        orNull('duration_ms'),
        orNull('bucket'),
        orNull('status_code'),
      )
      .select(...columns)
      .collect();
    return typed
      .sort(['time_ms', 'component', 'offset', 'index'])
      .writeParquet({ compression: 'zstd' });
  }
}

/** A record kept aside, with where it came from and what it said. */
export interface QuarantinedRecord {
  readonly offset: number;
  readonly reason: string;
  readonly detail: string;
  readonly component: string | null;
  readonly timeMs: number | null;
  readonly payload: string;
}

/** Parquet of records kept aside, in the order they arrived. */
export function quarantineParquet(records: readonly QuarantinedRecord[]): Buffer {
  const of = <T>(pick: (record: QuarantinedRecord) => T): T[] => records.map(pick);
  return pl
    .DataFrame([
      pl.Series(
        'offset',
        of((record) => record.offset),
        pl.Int64,
      ),
      pl.Series(
        'reason',
        of((record) => record.reason),
        pl.Utf8,
      ),
      pl.Series(
        'detail',
        of((record) => record.detail),
        pl.Utf8,
      ),
      pl.Series(
        'component',
        of((record) => record.component),
        pl.Utf8,
      ),
      pl.Series(
        'time_ms',
        of((record) => record.timeMs),
        pl.Int64,
      ),
      pl.Series(
        'payload',
        of((record) => record.payload),
        pl.Utf8,
      ),
    ])
    .writeParquet({ compression: 'zstd' });
}
