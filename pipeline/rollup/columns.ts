/** Columns of tables as arrays. */
import pl from 'nodejs-polars';

/** A column of numbers; nulls read as 0. */
export function numbersOf(frame: pl.DataFrame, name: string): Float64Array {
  // As one block of memory; millions of values one by one would take seconds.
  const block: unknown = frame.getColumn(name).cast(pl.Float64).fillNull('zero').toTypedArray();
  if (!(block instanceof Float64Array)) throw new Error(`${name}: not a column of numbers`);
  return block;
}

/** A column of numbers; nulls read as `instead`. */
export function numbersOr(frame: pl.DataFrame, name: string, instead: number): Float64Array {
  const filled = pl.col(name).cast(pl.Float64).fillNull(pl.lit(instead));
  return numbersOf(frame.select(filled), name);
}

/** A column of texts. */
export function textsOf(frame: pl.DataFrame, name: string): string[] {
  return frame.getColumn(name).toArray().map(String);
}

export interface Groups {
  /** Each combination of values there is, in the order they first come. */
  readonly values: readonly (readonly string[])[];
  /** The number of each row's combination. */
  readonly ofRow: Float64Array;
}

/** Rows by the texts of some columns, without handing the text of every row over. */
export function groupsOf(frame: pl.DataFrame, by: readonly string[]): Groups {
  const keys = frame.select(...by);
  const distinct = keys.unique([...by], 'first', true);
  const columns = by.map((name) => textsOf(distinct, name));
  const values = Array.from({ length: distinct.height }, (_, row) =>
    columns.map((column) => column[row] ?? ''),
  );
  const numbered = keys.join(distinct.withRowIndex('number'), { on: [...by], how: 'left' });
  return { values, ofRow: numbersOf(numbered, 'number') };
}
