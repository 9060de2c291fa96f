import pl from 'nodejs-polars';
import type { NumberColumn } from './number-column.ts';
import type { TextColumn } from './text-column.ts';

/** Columns collected in memory as a frame, in any order, beside series that are made already. */
export async function columnFrame(
  numbers: readonly NumberColumn[],
  texts: readonly TextColumn[],
  others: readonly pl.Series[] = [],
): Promise<pl.DataFrame> {
  const series = [...numbers.map((column) => column.series()), ...others];
  const coded = pl.DataFrame([...series, ...texts.flatMap((column) => column.series())]);
  const worded = texts.reduce((frame, column) => column.restore(frame), coded);
  const rest = [...numbers, ...texts].flatMap((column) => column.restoring());
  return rest.length === 0
    ? worded
    : worded
        .lazy()
        .withColumns(...rest)
        .collect();
}
