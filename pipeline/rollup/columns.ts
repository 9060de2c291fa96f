/** Columns of tables as arrays. */
import pl from 'nodejs-polars';

/** Numbers as one block of memory. */
export type Numbers = Float64Array | Int32Array | Uint32Array;

/** As one block; millions of values one by one would take seconds. */
function blockOf(column: pl.Series): Numbers | null {
  const block: unknown = column.toTypedArray();
  const known =
    block instanceof Float64Array || block instanceof Int32Array || block instanceof Uint32Array;
  return known ? block : null;
}

/** A column of numbers; nulls read as 0. */
export function numbersOf(frame: pl.DataFrame, name: string): Numbers {
  const column = frame.getColumn(name);
  const filled = column.nullCount() > 0 ? column.fillNull('zero') : column;
  const numbers = blockOf(filled) ?? blockOf(filled.cast(pl.Float64));
  if (numbers === null) throw new Error(`${name}: not a column of numbers`);
  return numbers;
}

/** A column of numbers; nulls read as `instead`. */
export function numbersOr(frame: pl.DataFrame, name: string, instead: number): Numbers {
  if (frame.getColumn(name).nullCount() === 0) return numbersOf(frame, name);
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
  readonly ofRow: Numbers;
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
