/** Cells of the components, together with what is kept of finished days. */
import type { ComponentConfig } from '#schema/config.ts';
import type { Counted } from './count-cells.ts';
import { coveredDays } from './kept/day-keys.ts';
import { type KeptDays, noKeptDays } from './kept/kept-days.ts';
import { rules } from './rules.ts';
import { byComponent, type ComponentCells } from './series.ts';

type Known = Pick<Counted, 'cellSet' | 'days'>;
type Split = Pick<Counted, 'cells' | 'kept'>;

/** The minutes that those to be classified look back on, and as many again for a changed clock. */
const lookBackMinutes = (rules.requests.vanishedDays + 1) * 1440;

/** Whether sums reach further back than the names of kept days cover. */
function reachesFar({ sums }: ComponentCells): boolean {
  return sums?.spans.some(({ from, minute }) => minute - from >= coveredDays * 1440) ?? false;
}

/** A component's cells with its kept days. */
function together(id: string, cells: ComponentCells, { days }: KeptDays): ComponentCells {
  const mine = [...days].flatMap(([date, components]) => {
    const day = components.get(id);
    return day === undefined ? [] : [[date, day] as const];
  });
  const parsed = mine.flatMap(([date, day]) => (day.parsed ? [[date, day.parsed] as const] : []));
  return {
    ...cells,
    latency: new Map([
      ...cells.latency,
      ...mine.map(([date, day]) => [date, day.latency] as const),
    ]),
    parsed: new Map([...cells.parsed, ...parsed]),
  };
}

/** Splits the cells by component, reading those of kept days only where they are looked back on. */
export function splitCells(
  { cellSet, days }: Known,
  components: readonly ComponentConfig[],
  kept: KeptDays,
): Split {
  const ids = (summed: boolean) =>
    components.filter(({ observed }) => (observed === 'requests') === summed).map(({ id }) => id);
  const range = { start: days[0]?.start ?? 0, end: days.at(-1)?.end ?? 0 };
  const day = (minute: number) => Math.floor(minute / 1440);
  const first = day(kept.until);
  const { tables } = cellSet;
  const recent = tables.filter(({ last }) => last >= day(kept.until - lookBackMinutes));
  const [summed, voted] = [ids(true), ids(false)];
  const split = new Map([
    ...byComponent({ tables: recent, first, range, summed, voted: [] }),
    ...(voted.length > 0
      ? byComponent({ tables, first: day(range.start), range, summed: [], voted })
      : []),
  ]);
  // What comes so late is a sum over days that may be kept: then nothing is.
  if (kept.names.size > 0 && [...split.values()].some(reachesFar))
    return splitCells({ cellSet, days }, components, noKeptDays(days));
  const cells = [...split].map(([id, one]) => [id, together(id, one, kept)] as const);
  return { cells: new Map(cells), kept };
}
