/** Expressions that are needed again and again: to make one takes longer than to compute it. */
import pl from 'nodejs-polars';

const made = new Map<string, pl.Expr>();

/** The expression of this name, which must be always the same. */
export function kept(name: string, make: () => pl.Expr): pl.Expr {
  const found = made.get(name) ?? make();
  made.set(name, found);
  return found;
}

/** A column of one value. */
export function constant(name: string, type: pl.DataType, value: string | null): pl.Expr {
  return kept(`${name} is ${JSON.stringify(value)}`, () => pl.lit(value).cast(type).alias(name));
}
