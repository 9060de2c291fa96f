/** Events by columns, and the Parquet part they become. */
import pl from 'nodejs-polars';
import { bucketOf, noResponseBucket } from '#schema/histogram.ts';
import type { Circumstances, Event } from '../drain/event.ts';
import { NumberColumn } from './number-column.ts';
import { TextColumn } from './text-column.ts';

const minuteMs = 60_000;

/** Bucket of the latency population; null: none, or only its bounds are known. */
function latencyBucket(event: Event): number | null {
  if (!event.responded) return noResponseBucket;
  return event.durationMs === null ? null : bucketOf(event.durationMs);
}

/** Columns of a part, in their order. */
const columnNames = [
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

/**
 * Collects the events of one part. `minute`, `quarter` (quarter-hour) and `utc_day`
 * are whole numbers since the epoch, kept so that no query has to divide a time.
 */
export class EventColumns {
  readonly #numbers = {
    offset: new NumberColumn('offset', 'int64'),
    index: new NumberColumn('index', 'int32'),
    time_ms: new NumberColumn('time_ms', 'int64'),
    minute: new NumberColumn('minute', 'int32'),
    quarter: new NumberColumn('quarter', 'int32'),
    utc_day: new NumberColumn('utc_day', 'int32'),
    first_minute: new NumberColumn('first_minute', 'int32'),
    records: new NumberColumn('records', 'int32'),
    bad: new NumberColumn('bad', 'int32'),
    n: new NumberColumn('n', 'int64'),
    duration_ms: new NumberColumn('duration_ms', 'float64'),
    low_ms: new NumberColumn('low_ms', 'float64'),
    high_ms: new NumberColumn('high_ms', 'float64'),
    bucket: new NumberColumn('bucket', 'int32'),
    status_code: new NumberColumn('status_code', 'int32'),
    unsampled: new NumberColumn('unsampled', 'int32'),
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
    const numbers = this.#numbers;
    const minute = Math.floor(event.timeMs / minuteMs);
    this.#noteTime(event);
    numbers.offset.push(offset);
    numbers.index.push(index);
    numbers.time_ms.push(event.timeMs);
    numbers.minute.push(minute);
    numbers.quarter.push(Math.floor(minute / 15));
    numbers.utc_day.push(Math.floor(minute / 1440));
    numbers.n.push(event.count);
    numbers.duration_ms.push(event.durationMs);
    numbers.bad.push(Number(event.bad));
    numbers.bucket.push(latencyBucket(event));
    numbers.status_code.push(event.statusCode);
    this.#addTexts(event);
    this.#addCircumstances(minute, circumstances);
  }

  #addTexts(event: Event): void {
    this.#texts.component.push(event.component);
    this.#texts.region.push(event.region);
    this.#texts.probe.push(event.probe);
    this.#texts.method.push(event.method);
    this.#texts.route.push(event.route);
    this.#texts.error.push(event.error);
    this.#ids.push(event.id);
  }

  #addCircumstances(minute: number, known: Circumstances | undefined): void {
    const { first_minute, records, low_ms, high_ms, unsampled } = this.#numbers;
    first_minute.push(known?.firstMinute ?? minute);
    records.push(known?.records ?? 1);
    low_ms.push(known?.latency?.lowMs ?? null);
    high_ms.push(known?.latency?.highMs ?? null);
    unsampled.push(known?.unsampled === true ? 1 : 0);
    this.#texts.signal.push(known?.signal ?? 'event');
    this.#texts.excluded.push(known?.excluded ?? null);
  }

  #noteTime({ timeMs, component }: Event): void {
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

  /** zstd Parquet; sorted, so that equal rows are equal bytes, by default by position. */
  async toParquet(order: readonly string[] = ['offset', 'index']): Promise<Buffer> {
    const columns = [...Object.values(this.#numbers), ...Object.values(this.#texts)];
    const frame = pl.DataFrame([
      ...columns.map((column) => column.series()),
      pl.Series('id', this.#ids, pl.Utf8),
    ]);
    const restored = columns.reduce((lazy, column) => column.restore(lazy), frame.lazy());
    const typed = await restored.select(...columnNames).collect();
    return typed.sort([...order]).writeParquet({ compression: 'zstd' });
  }
}
