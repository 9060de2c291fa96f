/** The published cells: Parquet by month and kind. */
import { createHash } from 'node:crypto';
import pl from 'nodejs-polars';
import { type CellTable, joined } from '../../rollup/cells/cell-set.ts';
import { cellKinds, type CellKind } from '../../rollup/cells/compute.ts';
import { codeSha256 } from '../../rollup/kept/code-hash.ts';
import type { SummaryInput } from '../summary.ts';
import { type Judged, judgedBy, withCountsAs } from './counts-as.ts';
import { madeFile, type MadeFile, utcDate } from './made-file.ts';

export interface MonthsInput extends Pick<SummaryInput, 'config'>, Omit<Judged, 'since'> {}

/** A month of cells of one kind. */
export interface MonthTable {
  /** Of its file. */
  readonly name: string;
  /** Says all that it is made from; null while its month goes on. */
  readonly key: string | null;
  /** null where it has no rows. */
  readonly make: () => MadeFile | null;
}

/** UTC days since the epoch, [from, until). */
interface Month {
  readonly name: string;
  readonly from: number;
  readonly until: number;
}

/** First UTC day of each month from one UTC day through another, and the day after it ends. */
function monthsBetween(first: number, last: number): Month[] {
  const months: Month[] = [];
  for (let from = first; from <= last;) {
    const date = new Date(from * 86_400_000);
    const until = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000;
    months.push({ name: utcDate(from).slice(0, 7), from, until });
    from = until;
  }
  return months;
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
  month: Month,
  kind: CellKind,
  tables: readonly CellTable[],
  judged: Judged,
): MonthTable {
  const { from, until } = month;
  const name = `${kind}-${month.name}.parquet`;
  const range = { start: from * 1440, end: until * 1440 };
  const over = range.end <= judged.counted.settled;
  const made = [codeSha256(), name, from, tables.map((table) => table.name)];
  const key = JSON.stringify([...made, kind === 'minutes' ? judgedBy(judged, range) : null]);
  return {
    name,
    key: over ? createHash('sha256').update(key).digest('hex') : null,
    make() {
      const all = joined(tables, kind);
      const whole = tables.every(({ first, last }) => first >= from && last < until);
      const inMonth = pl.col('utc_day').gtEq(from).and(pl.col('utc_day').lt(until));
      const rows = whole ? all : all?.filter(inMonth);
      if (!rows || rows.height === 0) return null;
      return madeFile(name, kind, kind === 'minutes' ? withCountsAs(rows, judged, range) : rows);
    },
  };
}

/** Every month of the cells; within each sorted by UTC day first, as its tables are. */
export function monthTables(input: MonthsInput): MonthTable[] {
  const { tables } = input.counted.cellSet;
  const [first, last] = [tables[0], tables.at(-1)];
  if (first === undefined || last === undefined) return [];
  const judged = { ...input, since: sinceOf(input) };
  return cellKinds.flatMap((kind) =>
    monthsBetween(first.first, last.last).map((month) => {
      const some = tables.filter((table) => table.first < month.until && table.last >= month.from);
      return { month, some };
    }).flatMap(({ month, some }) =>
      some.length === 0 ? [] : [monthTable(month, kind, some, judged)],
    ),
  );
}

/** The files of all months, made anew. */
export function madeMonths(input: MonthsInput): MadeFile[] {
  return monthTables(input).flatMap(({ make }) => make() ?? []);
}
