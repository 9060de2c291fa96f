/** Cells of one component as arrays: what classification and figures read. */
import pl from 'nodejs-polars';
import { type CellTable, joined } from './cells/cell-set.ts';
import { numbersOf, textsOf } from './columns.ts';
import type { LatencyHistogram } from './figures/quantile.ts';
import { histogramsBy } from './latency-cells.ts';
import { addMinutes, addMinuteSums } from './minute-cells.ts';
import type { MinuteRange } from './minutes/minute-class.ts';
import { emptySums, type MinuteResults, type MinuteSums } from './minutes/minute-sums.ts';

/** Results of one vantage point, by minute, oldest first. */
export interface VantageResults {
  readonly name: string;
  readonly rows: readonly MinuteCell[];
}

export interface MinuteCell extends MinuteResults {
  /** The last result of the minute; null where only signs of life came. */
  readonly last: { readonly atMs: number; readonly bad: boolean; readonly slow: boolean } | null;
  /** Highest latency bucket of the minute; null where nothing was timed. */
  readonly bucket: number | null;
}

export interface ComponentCells {
  /** None where the results only add up. */
  readonly vantages: readonly VantageResults[];
  /** Of served requests, whose vantage points do not matter. */
  readonly sums?: MinuteSums;
  /** Of each site day, without announced maintenance. */
  readonly latency: ReadonlyMap<string, LatencyHistogram>;
  /** Site day -> records before copies were removed. */
  readonly parsed: ReadonlyMap<string, ParsedRecords>;
}

export interface ParsedRecords {
  readonly total: number;
  /** Those that count nowhere, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** Cells to split by component. */
export interface SplitInput {
  /** Oldest first. */
  readonly tables: readonly CellTable[];
  /** First UTC day whose latencies and records are needed; of earlier ones only minutes are. */
  readonly first: number;
  readonly range: MinuteRange;
  /** Components whose results only add up, and those whose vantage points matter. */
  readonly summed: readonly string[];
  readonly voted: readonly string[];
}

interface Building {
  readonly vantages: Map<string, MinuteCell[]>;
  readonly sums: MinuteSums | undefined;
  readonly latency: Map<string, LatencyHistogram>;
  readonly parsed: Map<string, ParsedRecords>;
}

type Components = ReadonlyMap<string, Building>;

function addLatency(frame: pl.DataFrame, into: Components): void {
  for (const { key, histogram } of histogramsBy(frame, ['component', 'day'])) {
    const [id = '', day = ''] = key;
    into.get(id)?.latency.set(day, histogram);
  }
}

function addParsed(frame: pl.DataFrame, into: Components): void {
  const [component, day] = [textsOf(frame, 'component'), textsOf(frame, 'day')];
  const records = numbersOf(frame, 'records');
  const reasons: unknown[] = frame.getColumn('left_out').toArray();
  component.forEach((id, row) => {
    const parsed = into.get(id)?.parsed;
    const date = day[row] ?? '';
    const count = records[row] ?? 0;
    const { total, leftOut } = parsed?.get(date) ?? { total: 0, leftOut: {} };
    const reason = reasons[row];
    const more = typeof reason === 'string' ? { [reason]: (leftOut[reason] ?? 0) + count } : {};
    parsed?.set(date, { total: total + count, leftOut: { ...leftOut, ...more } });
  });
}

/** Each table by itself: minutes are many, and need not be held all at once. */
function addAllMinutes({ tables, summed, voted }: SplitInput, into: Components): void {
  for (const table of tables) {
    const frame = table.read('minutes');
    if (frame === null) continue;
    if (summed.length > 0) addMinuteSums(frame, (id) => into.get(id)?.sums);
    if (voted.length === 0) continue;
    const some = frame.filter(pl.col('component').isIn([...voted]));
    addMinutes(some, (id) => into.get(id)?.vantages ?? new Map<string, MinuteCell[]>());
  }
}

function sorted(cells: ReadonlyMap<string, MinuteCell[]>): VantageResults[] {
  return [...cells]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rows]) => ({ name, rows: rows.sort((a, b) => a.minute - b.minute) }));
}

/** Splits the cells by component. */
export function byComponent(input: SplitInput): Map<string, ComponentCells> {
  const { tables, first, range, summed, voted } = input;
  if (tables.length === 0) return new Map();
  const empty = (sums: MinuteSums | undefined): Building => ({
    ...{ vantages: new Map(), sums, latency: new Map(), parsed: new Map() },
  });
  const built: Components = new Map([
    ...summed.map((id) => [id, empty(emptySums(range))] as const),
    ...voted.map((id) => [id, empty(undefined)] as const),
  ]);
  addAllMinutes(input, built);
  const some = tables.filter(({ last }) => last >= first);
  const [latencies, records] = [joined(some, 'latency'), joined(some, 'parsed')];
  if (latencies !== null) addLatency(latencies, built);
  if (records !== null) addParsed(records, built);
  return new Map(
    [...built].map(([id, { vantages, sums, latency, parsed }]) => [
      id,
      { vantages: sorted(vantages), ...(sums ? { sums } : {}), latency, parsed },
    ]),
  );
}
