/**
 * The published cells: Parquet by kind and month, and by day what of the running month is not
 * settled yet. So a run writes few rows again, and who mirrors a site fetches few.
 */
import { createHash } from 'node:crypto';
import pl from 'nodejs-polars';
import { type CellTable, joined } from '../../rollup/cells/cell-set.ts';
import { cellKinds, type CellKind } from '../../rollup/cells/compute.ts';
import { codeSha256 } from '../../rollup/kept/code-hash.ts';
import type { SummaryInput } from '../summary.ts';
import { type Judged, judgedBy, withCountsAs } from './counts-as.ts';
import { madeFile, type MadeFile, utcDate } from './made-file.ts';

export interface MonthsInput extends Pick<SummaryInput, 'config'>, Omit<Judged, 'since'> {}

/** Cells of one kind of a month, or of a day. */
export interface MonthTable {
  /** Of its file. */
  readonly name: string;
  /** Says all that it is made from; null while it is not settled. */
  readonly key: string | null;
  /** null where it has no rows. */
  readonly make: () => MadeFile | null;
}

/** UTC days since the epoch, [from, until). */
interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

/** Settled days by month from one UTC day through another, then the others one by one. */
function stretchesBetween(first: number, last: number, settledDays: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let from = first; from <= last;) {
    const date = new Date(from * 86_400_000);
    const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000;
    const settled = from < settledDays;
    const until = settled ? Math.min(next, settledDays) : from + 1;
    stretches.push({ name: utcDate(from).slice(0, settled ? 7 : 10), from, until });
    from = until;
  }
  return stretches;
}

function sinceOf({ config, counted }: MonthsInput): Map<string, string> {
  return new Map(
    config.components.flatMap(({ id, since }): [string, string][] => {
      const first = since ?? counted.firstDays.get(id);
      return first === undefined ? [] : [[id, first]];
    }),
  );
}

function monthTable(
  stretch: Stretch,
  kind: CellKind,
  tables: readonly CellTable[],
  judged: Judged,
): MonthTable {
  const { from, until } = stretch;
  const name = `${kind}-${stretch.name}.parquet`;
  const range = { start: from * 1440, end: until * 1440 };
  const over = range.end <= judged.counted.settled;
  const made = [codeSha256(), name, from, until, tables.map((table) => table.name)];
  const key = JSON.stringify([...made, kind === 'minutes' ? judgedBy(judged, range) : null]);
  return {
    name,
    key: over ? createHash('sha256').update(key).digest('hex') : null,
    make() {
      const all = joined(tables, kind);
      const whole = tables.every(({ first, last }) => first >= from && last < until);
      const inside = pl.col('utc_day').gtEq(from).and(pl.col('utc_day').lt(until));
      const rows = whole ? all : all?.filter(inside);
      if (!rows || rows.height === 0) return null;
      return madeFile(name, kind, kind === 'minutes' ? withCountsAs(rows, judged, range) : rows);
    },
  };
}

/** All tables of the cells, each sorted by UTC day first, as those it is made from are. */
export function monthTables(input: MonthsInput): MonthTable[] {
  const { tables } = input.counted.cellSet;
  const [first, last] = [tables[0], tables.at(-1)];
  if (first === undefined || last === undefined) return [];
  const judged = { ...input, since: sinceOf(input) };
  const settledDays = Math.floor(input.counted.settled / 1440);
  const stretches = stretchesBetween(first.first, last.last, settledDays);
  return cellKinds.flatMap((kind) =>
    stretches.flatMap((stretch) => {
      const { from, until } = stretch;
      const some = tables.filter((table) => table.first < until && table.last >= from);
      return some.length === 0 ? [] : [monthTable(stretch, kind, some, judged)];
    }),
  );
}

/** The files of all months, made anew. */
export function madeMonths(input: MonthsInput): MadeFile[] {
  return monthTables(input).flatMap(({ make }) => make() ?? []);
}
