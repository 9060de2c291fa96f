/** Columns of tables as arrays. */
import pl from 'nodejs-polars';

/** A column of numbers; nulls read as 0. */
export function numbersOf(frame: pl.DataFrame, name: string): Float64Array {
  // As one block of memory; millions of values one by one would take seconds.
  const block: unknown = frame.getColumn(name).cast(pl.Float64).fillNull('zero').toTypedArray();
  if (!(block instanceof Float64Array)) throw new Error(`${name}: not a column of numbers`);
  return block;
}

/** A column of texts. */
export function textsOf(frame: pl.DataFrame, name: string): string[] {
  return frame.getColumn(name).toArray().map(String);
}
