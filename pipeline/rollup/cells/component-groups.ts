/** Components one after the other, where all of them together would take too much memory. */
import pl from 'nodejs-polars';

/** Which events a query looks at; null: all of them. */
export type EventFilter = pl.Expr | null;

/** Rows of events looked at by one query, so that memory stays bounded. */
export const rowsAtOnce = 500_000;

/**
 * Filters that together take each of `rows` events once. Nothing in a query goes across
 * components, so that cells of the groups together are the cells of all.
 */
export function componentGroups(components: readonly string[], rows: number): EventFilter[] {
  const groups = Math.min(Math.ceil(rows / rowsAtOnce), components.length);
  if (groups <= 1) return [null];
  const component = pl.col('component');
  const named = Array.from({ length: groups - 1 }, (_, group) =>
    components.filter((_id, index) => index % groups === group),
  );
  // Components that are no longer configured are among the others.
  return [...named.map((ids) => component.isIn(ids)), component.isIn(named.flat()).not()];
}

/** Frames of the groups as one, in this order. */
export function together(frames: readonly pl.DataFrame[], order: readonly string[]): pl.DataFrame {
  const [first] = frames;
  return frames.length === 1 && first ? first : pl.concat([...frames]).sort([...order]);
}
