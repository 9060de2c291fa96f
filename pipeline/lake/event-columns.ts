/** Events by columns, and the Parquet part they become. */
import { bucketOf, noResponseBucket } from '#schema/histogram.ts';
import type { Circumstances, Event } from '../drain/event.ts';
import { columnFrame } from './column-frame.ts';
import { idSeries } from './id-column.ts';
import { NumberColumn, type NumberType } from './number-column.ts';
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
  readonly #numbers;
  readonly #texts;
  readonly #ids: (string | null)[] = [];
  readonly #firstTimes = new Map<string, number>();
  /** Some records became several events. */
  #hasSeveral = false;
  #minTimeMs = Infinity;
  #maxTimeMs = -Infinity;

  /** `rows` are expected; there may be more. */
  constructor(rows?: number) {
    const number = (name: string, type: NumberType, usual: number | null = 0) =>
      new NumberColumn(name, type, usual, rows);
    const text = (name: string, usual: string | null = null) => new TextColumn(name, usual, rows);
    this.#numbers = {
      offset: number('offset', 'int64'),
      index: number('index', 'int32'),
      time_ms: number('time_ms', 'int64'),
      minute: number('minute', 'int32'),
      quarter: number('quarter', 'int32'),
      utc_day: number('utc_day', 'int32'),
      first_minute: number('first_minute', 'int32'),
      records: number('records', 'int32', 1),
      bad: number('bad', 'int32'),
      n: number('n', 'int64'),
      duration_ms: number('duration_ms', 'float64'),
      low_ms: number('low_ms', 'float64', null),
      high_ms: number('high_ms', 'float64', null),
      bucket: number('bucket', 'int32'),
      status_code: number('status_code', 'int32'),
      unsampled: number('unsampled', 'int32'),
    };
    this.#texts = {
      component: text('component'),
      region: text('region'),
      probe: text('probe'),
      method: text('method'),
      route: text('route'),
      error: text('error'),
      signal: text('signal', 'event'),
      excluded: text('excluded'),
    };
  }

  get length(): number {
    return this.#ids.length;
  }

  /** Adds one row; without circumstances it is a plain result that names its component. */
  add(event: Event, offset: number, index: number, circumstances?: Circumstances): void {
    const numbers = this.#numbers;
    const minute = Math.floor(event.timeMs / minuteMs);
    this.#noteTime(event);
    numbers.offset.push(offset);
    if (index > 0) this.#hasSeveral = true;
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
    const { signal, excluded } = this.#texts;
    if (known === undefined) {
      first_minute.push(minute);
      records.pushUsual();
      low_ms.pushUsual();
      high_ms.pushUsual();
      unsampled.pushUsual();
      signal.pushUsual();
      excluded.pushUsual();
      return;
    }
    first_minute.push(known.firstMinute);
    records.push(known.records);
    low_ms.push(known.latency?.lowMs ?? null);
    high_ms.push(known.latency?.highMs ?? null);
    unsampled.push(known.unsampled ? 1 : 0);
    signal.push(known.signal);
    excluded.push(known.excluded);
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
  async toParquet(order?: readonly string[]): Promise<Buffer> {
    const [numbers, texts] = [Object.values(this.#numbers), Object.values(this.#texts)];
    const frame = await columnFrame(numbers, texts, [idSeries(this.#ids)]);
    return frame
      .select(...columnNames)
      .sort([...(order ?? this.#byPosition())])
      .writeParquet({ compression: 'zstd' });
  }

  /** One key costs a tenth of two. */
  #byPosition(): readonly string[] {
    return this.#hasSeveral ? ['offset', 'index'] : ['offset'];
  }
}
