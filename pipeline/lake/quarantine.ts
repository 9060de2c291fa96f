/** Records kept aside, as Parquet. */
import pl from 'nodejs-polars';

/** A record kept aside, with where it came from and what it said. */
export interface QuarantinedRecord {
  readonly offset: number;
  /** Position within the message. */
  readonly index: number;
  /** How many records like this one it stands for. */
  readonly count: number;
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
        'index',
        of((record) => record.index),
        pl.Int32,
      ),
      pl.Series(
        'count',
        of((record) => record.count),
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
