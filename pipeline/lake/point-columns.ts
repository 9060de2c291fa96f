/** Points of running totals as they came, and the Parquet file they become; one row a bucket. */
import pl from 'nodejs-polars';
import type { Signal } from '../drain/event.ts';
import type { CumulativePoint } from '../drain/formats/otlp/points.ts';
import { bookedAtMs } from '../drain/formats/otlp/minutes.ts';
import { columnFrame } from './column-frame.ts';
import { NumberColumn } from './number-column.ts';
import { TextColumn } from './text-column.ts';

/** A point and the signal it belongs to. */
export interface SignalPoint {
  readonly signal: Signal;
  readonly point: CumulativePoint;
}

const dayMs = 86_400_000;
const numberTypes = {
  offset: 'int64',
  index: 'int32',
  time_ms: 'int64',
  utc_day: 'int32',
  count: 'int64',
  low_ms: 'float64',
  high_ms: 'float64',
  bucket_count: 'int64',
  bad: 'int32',
  responded: 'int32',
  status_code: 'int32',
} as const;
// As text: JavaScript's numbers are too short for nanoseconds.
const nanoseconds = ['start_ns', 'end_ns'] as const;
const textNames = [
  'component',
  'region',
  'probe',
  'signal',
  'stream',
  ...nanoseconds,
  'method',
  'route',
  'error',
] as const;

const columnNames = [
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
export const pointOrder = [
  'stream',
  'time_ms',
  'start_ns',
  'end_ns',
  'offset',
  'index',
  'low_ms',
  'high_ms',
];

interface Row {
  readonly offset: number;
  readonly index: number;
  readonly timeMs: number;
  readonly lowMs: number | null;
  readonly highMs: number | null;
  readonly count: number;
}

/** Collects the points of one part. */
export class PointColumns {
  readonly #numbers = Object.entries(numberTypes).map(
    ([name, type]) => [name, new NumberColumn(name, type)] as const,
  );
  readonly #texts = textNames.map((name) => [name, new TextColumn(name)] as const);
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
    const none = [{ lowMs: null, highMs: null, count: 0 }];
    for (const { lowMs, highMs, count } of point.buckets.length > 0 ? point.buckets : none) {
      this.#addRow({ signal, point }, { offset, index, timeMs, lowMs, highMs, count });
    }
  }

  #addRow({ signal, point }: SignalPoint, row: Row): void {
    const numbers: Readonly<Record<string, number | null>> = {
      offset: row.offset,
      index: row.index,
      time_ms: row.timeMs,
      utc_day: Math.floor(row.timeMs / dayMs),
      count: point.count,
      low_ms: row.lowMs,
      high_ms: row.highMs,
      bucket_count: row.count,
      bad: Number(point.bad),
      responded: Number(point.responded),
      status_code: point.statusCode,
    };
    const { component, region, probe, stream, method, route, error } = point;
    const texts: Readonly<Record<(typeof textNames)[number], string | null>> = {
      ...{ component, region, probe, signal, stream, method, route, error },
      start_ns: String(point.startNanos),
      end_ns: String(point.endNanos),
    };
    for (const [name, column] of this.#numbers) column.push(numbers[name] ?? null);
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
    const numbers = this.#numbers.map(([, column]) => column);
    const texts = this.#texts.map(([, column]) => column);
    const frame = await columnFrame(numbers, texts);
    return frame
      .withColumns(...nanoseconds.map((name) => pl.col(name).cast(pl.Int64)))
      .select(...columnNames)
      .sort([...pointOrder])
      .writeParquet({ compression: 'zstd' });
  }
}
