/**
 * What every source of telemetry looks like to the drain: streams of positions,
 * read from where the lake says we stopped. A file's position is a byte.
 */
import type { DeclaredSampling, RecordFormat } from '#schema/source-config.ts';
import type { Cursor } from '../lake/manifest.ts';

/** One record as it arrived. */
export interface RawRecord {
  /** Position within the partition. */
  readonly offset: number;
  /** null: it is no text, or none that can be read. */
  readonly text: string | null;
  /** Where `text` is null: what came, if it may be more than text. */
  readonly bytes?: Uint8Array;
  /** What is wrong where there is neither. */
  readonly fault?: string;
  /** Where there is neither: the beginning of it, as far as it can be read. */
  readonly excerpt?: string;
  /** When the broker appended it; absent where only the producer's clock is known. */
  readonly receivedMs?: number;
}

/**
 * Values of many records in one piece of memory, so that another thread can take
 * them over without a copy: value i ends at `ends[i]` and begins where the one
 * before it ends. Absent values (tombstones) have `present[i] = 0`.
 */
export interface PackedRecords {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly present: Uint8Array<ArrayBuffer>;
  readonly offsets: Float64Array<ArrayBuffer>;
  /** NaN where only the producer's clock is known. */
  readonly receivedMs: Float64Array<ArrayBuffer>;
}

/** How the records of a source are to be read. */
export interface Reading {
  readonly format: RecordFormat;
  readonly sampling: DeclaredSampling;
  /** Percent of malformed records above which a run stops. */
  readonly maxMalformed: number;
}

/** What a source does that says nothing else. */
export const plainReading: Reading = {
  format: 'auto',
  sampling: 'unknown',
  maxMalformed: 50,
};

/** A run of records that become one part: positions [start, end) of one partition. */
export interface Batch {
  readonly stream: string;
  readonly epoch: number;
  readonly partition: number;
  readonly start: number;
  readonly end: number;
  readonly records: readonly RawRecord[] | PackedRecords;
  /** Files: sha256 of everything before `end`. */
  readonly prefixSha256: string | null;
  /** Topics: the last record read, to notice another log under the same name. */
  readonly lastRecord?: string;
  /** How to read the records; by default each is looked at. */
  readonly reading?: Reading;
  /** Positions that were gone before they could be read. */
  readonly gap?: { readonly from: number; readonly until: number };
}

/** Our positions so far, of all streams, epochs and partitions. */
export type Positions = readonly Cursor[];

/** Those of one stream. */
export function positionsOf(positions: Positions, stream: string): Cursor[] {
  return positions.filter((cursor) => cursor.stream === stream);
}

/** How reading a source ended. */
export interface SourceEnd {
  /** Everything that was there at the start has been read. */
  readonly complete: boolean;
  /** Why not, for people. */
  readonly note: string | null;
  /** Something was found that changes the positions: read again. */
  readonly again?: boolean;
}

export interface Source {
  /** Says the source in messages: `file checks/api.ndjson`. */
  readonly label: string;
  /** Names the source in the lake's record of completed drains. */
  readonly key: string;
  readonly reading: Reading;
  /** Its batches come packed, for a thread of their own. */
  readonly packed: boolean;
  /** Of the last `read`. */
  readonly end: SourceEnd;
  /** Changes whenever there may be something new; absent where only reading tells. */
  version?(): Promise<string>;
  /** Batches from our positions to the end as it is now. */
  read(positions: Positions): AsyncIterable<Batch>;
}
