/** Events by columns, and the Parquet part they become. */
import pl from 'nodejs-polars';
import { bucketOf, noResponseBucket } from '#schema/histogram.ts';
import type { Circumstances, Event } from '../drain/event.ts';
import { growingFloats, growingInts } from './growing.ts';
import { SparseColumn } from './sparse-column.ts';
import { TextColumn } from './text-column.ts';

const minuteMs = 60_000;

/** Bucket of the latency population; null: none, or only its bounds are known. */
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
  'first_minute',
  'component',
  'region',
  'probe',
  'signal',
  'id',
  'records',
  'bad',
  'n',
  'duration_ms',
  'low_ms',
  'high_ms',
  'bucket',
  'status_code',
  'method',
  'route',
  'error',
  'unsampled',
  'excluded',
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
    signal: new TextColumn('signal'),
    excluded: new TextColumn('excluded'),
  };
  /** What a plain result has no need to say. */
  readonly #sparse = {
    first_minute: new SparseColumn('first_minute'),
    records: new SparseColumn('records'),
    low_ms: new SparseColumn('low_ms'),
    high_ms: new SparseColumn('high_ms'),
    unsampled: new SparseColumn('unsampled'),
  };
  // Ids hardly ever repeat, so a dictionary of them would only cost.
  readonly #ids: (string | null)[] = [];
  readonly #firstTimes = new Map<string, number>();
  #minTimeMs = Infinity;
  #maxTimeMs = -Infinity;

  get length(): number {
    return this.#ids.length;
  }

  /** Adds one row; without circumstances it is a plain result that names its component. */
  add(event: Event, offset: number, index: number, circumstances?: Circumstances): void {
    if (circumstances !== undefined) this.#addCircumstances(circumstances);
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
    this.#texts.signal.push(circumstances?.signal ?? 'event');
    this.#texts.excluded.push(circumstances?.excluded ?? null);
    this.#ids.push(event.id);
  }

  #addCircumstances({ latency, firstMinute, records, unsampled }: Circumstances): void {
    const row = this.length;
    this.#sparse.first_minute.set(row, firstMinute);
    if (records === 0) this.#sparse.records.set(row, 0);
    if (unsampled) this.#sparse.unsampled.set(row, 1);
    if (latency === null) return;
    this.#sparse.low_ms.set(row, latency.lowMs);
    this.#sparse.high_ms.set(row, latency.highMs);
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

  #sparseSeries(): pl.Series[] {
    const { first_minute, records, low_ms, high_ms, unsampled } = this.#sparse;
    return [
      first_minute.series(this.length, this.#ints.minute.view()),
      records.series(this.length, 1),
      low_ms.series(this.length, absent),
      high_ms.series(this.length, absent),
      unsampled.series(this.length, 0),
    ];
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
      ...Object.values(this.#texts).flatMap((text) => text.codes()),
      ...this.#sparseSeries(),
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
        orNull('low_ms'),
        orNull('high_ms'),
        pl.col('first_minute').cast(pl.Int32),
        pl.col('records').cast(pl.Int32),
        pl.col('unsampled').cast(pl.Int32),
      )
      .select(...columns)
      .collect();
    return typed
      .sort(['time_ms', 'component', 'offset', 'index'])
      .writeParquet({ compression: 'zstd' });
  }
}
