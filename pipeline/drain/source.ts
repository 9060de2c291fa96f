/**
 * What every source of telemetry looks like to the drain: streams of positions,
 * read from where the lake says we stopped. A file's position is a byte.
 */
import type { Cursor } from '../lake/manifest.ts';

/** One record as it arrived. */
export interface RawRecord {
  /** Position within the partition. */
  readonly offset: number;
  /** null: the bytes were not valid UTF-8, or too long to read. */
  readonly text: string | null;
  /** What is wrong where `text` is null. */
  readonly fault?: string;
  /** Where `text` is null: the beginning of it, as far as it can be read. */
  readonly excerpt?: string;
}

/** A run of records that become one part: positions [start, end) of one partition. */
export interface Batch {
  readonly stream: string;
  readonly epoch: number;
  readonly partition: number;
  readonly start: number;
  readonly end: number;
  readonly records: readonly RawRecord[];
  readonly prefixSha256: string | null;
}

export interface Source {
  /** Says the source in messages: `file checks/api.ndjson`. */
  readonly label: string;
  /** The stream it reads. */
  readonly stream: string;
  /** Batches from a position to the end as it is now. */
  read(cursor: Cursor | undefined): AsyncIterable<Batch>;
}
