/** A published table as the bytes of its file. */
import { createHash } from 'node:crypto';
import type pl from 'nodejs-polars';
import type { LakeKind, PublishedFile } from './lake-manifest.ts';

export interface MadeFile {
  readonly entry: PublishedFile;
  readonly bytes: Uint8Array;
}

/** A UTC day since the epoch as a date. */
export const utcDate = (day: number): string =>
  new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Writes a table as Parquet. */
export function madeFile(name: string, kind: LakeKind, frame: pl.DataFrame): MadeFile {
  // In one piece: how rows lie in memory must not show in the file.
  const bytes = frame.rechunk().writeParquet({ compression: 'zstd' });
  const days = frame.columns.includes('utc_day') ? frame.getColumn('utc_day') : null;
  const known = days !== null && days.length > 0;
  return {
    bytes,
    entry: {
      name,
      kind,
      from: known ? utcDate(days.min()) : null,
      until: known ? utcDate(days.max()) : null,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      rows: frame.height,
    },
  };
}
