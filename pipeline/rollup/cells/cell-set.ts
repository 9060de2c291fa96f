/** Cells as tables of consecutive UTC days: with them alone every figure can be computed. */
import pl from 'nodejs-polars';
import type { CellKind } from './compute.ts';

/** Cells of some consecutive UTC days; a table is read when it is asked for. */
export interface CellTable {
  /** UTC days since the epoch, both included. */
  readonly first: number;
  readonly last: number;
  /** Says what the cells were made from. */
  readonly name: string;
  /** null where there are no rows of a kind. */
  readonly read: (kind: CellKind) => pl.DataFrame | null;
}

export interface CellSet {
  /** Oldest first; none where the range holds no event at all. */
  readonly tables: readonly CellTable[];
  /** Latency of the last 24 hours, whatever days they lie in; null for no event. */
  readonly recent: pl.DataFrame | null;
  /** sha256 over the names of all cells used: the input of the figures. */
  readonly inputSha256: string;
}

/** One table of a kind out of several; null where none has rows of it. */
export function joined(tables: readonly CellTable[], kind: CellKind): pl.DataFrame | null {
  const frames = tables.flatMap((table) => table.read(kind) ?? []);
  const [first] = frames;
  if (first === undefined) return null;
  return frames.length === 1 ? first : pl.concat(frames);
}
