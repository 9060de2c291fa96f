/** Events by columns, and the Parquet part they become. */
import pl from 'nodejs-polars';
import { bucketOf, noResponseBucket } from '#schema/histogram.ts';
import type { Event } from '../drain/event.ts';

export const minuteMs = 60_000;

/** Bucket of the latency population; null: the event has no place in it. */
function latencyBucket(event: Event): number | null {
  if (!event.responded) return noResponseBucket;
  return event.durationMs === null ? null : bucketOf(event.durationMs);
}

/**
 * Collects the events of one part. `minute`, `quarter` (quarter-hour) and `utc_day`
 * are whole numbers since the epoch, kept so that no query has to divide a time.
 */
export class EventColumns {
  readonly #offset: number[] = [];
  readonly #index: number[] = [];
  readonly #events: Event[] = [];

  get length(): number {
    return this.#events.length;
  }

  add(event: Event, offset: number, index: number): void {
    this.#events.push(event);
    this.#offset.push(offset);
    this.#index.push(index);
  }

  /** Earliest and latest event time in ms, or nulls for no events. */
  range(): { minTimeMs: number | null; maxTimeMs: number | null } {
    let min = Infinity;
    let max = -Infinity;
    for (const { timeMs } of this.#events) {
      if (timeMs < min) min = timeMs;
      if (timeMs > max) max = timeMs;
    }
    return this.length === 0
      ? { minTimeMs: null, maxTimeMs: null }
      : { minTimeMs: min, maxTimeMs: max };
  }

  /** First event time of each component, ms. */
  firstTimes(): Record<string, number> {
    const first = new Map<string, number>();
    for (const { component, timeMs } of this.#events) {
      first.set(component, Math.min(first.get(component) ?? Infinity, timeMs));
    }
    return Object.fromEntries([...first].sort(([a], [b]) => a.localeCompare(b)));
  }

  /** zstd Parquet, sorted by time, then component, then position. */
  toParquet(): Buffer {
    const of = <T>(pick: (event: Event) => T): T[] => this.#events.map(pick);
    const series = (name: string, values: unknown[], type: pl.DataType) =>
      pl.Series(name, values, type);
    const frame = pl.DataFrame([
      series('offset', this.#offset, pl.Int64),
      series('index', this.#index, pl.Int32),
      series(
        'time_ms',
        of((event) => event.timeMs),
        pl.Int64,
      ),
      series(
        'minute',
        of((event) => Math.floor(event.timeMs / minuteMs)),
        pl.Int32,
      ),
      series(
        'quarter',
        of((event) => Math.floor(event.timeMs / (15 * minuteMs))),
        pl.Int32,
      ),
      series(
        'utc_day',
        of((event) => Math.floor(event.timeMs / (1440 * minuteMs))),
        pl.Int32,
      ),
      series(
        'component',
        of((event) => event.component),
        pl.Utf8,
      ),
      series(
        'region',
        of((event) => event.region),
        pl.Utf8,
      ),
      series(
        'probe',
        of((event) => event.probe),
        pl.Utf8,
      ),
      series(
        'id',
        of((event) => event.id),
        pl.Utf8,
      ),
      series(
        'bad',
        of((event) => Number(event.bad)),
        pl.Int32,
      ),
      series(
        'n',
        of((event) => event.count),
        pl.Int64,
      ),
      series(
        'duration_ms',
        of((event) => event.durationMs),
        pl.Float64,
      ),
      series('bucket', of(latencyBucket), pl.Int32),
      series(
        'status_code',
        of((event) => event.statusCode),
        pl.Int32,
      ),
      series(
        'method',
        of((event) => event.method),
        pl.Utf8,
      ),
      series(
        'route',
        of((event) => event.route),
        pl.Utf8,
      ),
      series(
        'error',
        of((event) => event.error),
        pl.Utf8,
      ),
    ]);
    return frame
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
