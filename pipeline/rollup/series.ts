/** Cells of one component as arrays: what classification and figures read. */
import type pl from 'nodejs-polars';
import type { CellFrames } from './cells/compute.ts';
import { numbersOf, textsOf } from './columns.ts';
import { addMinutes } from './minute-cells.ts';
import {
  type Bucket,
  type Extremes,
  type LatencyHistogram,
  mergeHistograms,
  noExtremes,
  nothingTimed,
} from './figures/quantile.ts';

/** Results of one vantage point, by minute, oldest first. */
export interface VantageResults {
  readonly name: string;
  readonly rows: readonly MinuteCell[];
}

export interface MinuteCell {
  readonly minute: number;
  /** First minute these results speak of, for they may have come as sums. */
  readonly from: number;
  readonly records: number;
  readonly n: number;
  readonly bad: number;
  readonly timed: number;
  /** Over the threshold: surely, and possibly. */
  readonly slow: number;
  readonly slowHigh: number;
  /** Nobody said which share of the requests was recorded. */
  readonly unsampled: boolean;
  /** The last result of the minute; null where only signs of life came. */
  readonly last: { readonly atMs: number; readonly bad: boolean; readonly slow: boolean } | null;
  /** Highest latency bucket of the minute; null where nothing was timed. */
  readonly bucket: number | null;
}

export interface ComponentCells {
  readonly vantages: readonly VantageResults[];
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

interface Building {
  readonly vantages: Map<string, MinuteCell[]>;
  readonly latency: Map<string, LatencyHistogram>;
  readonly parsed: Map<string, ParsedRecords>;
}

/** Smallest and largest latency of each row; results without a response have none. */
function extremesOf(frame: pl.DataFrame): Extremes[] {
  const min: unknown[] = frame.getColumn('min_ms').toArray();
  const max: unknown[] = frame.getColumn('max_ms').toArray();
  return min.map((low, row) => {
    const high = max[row];
    return typeof low === 'number' && typeof high === 'number'
      ? { min: low, max: high }
      : noExtremes;
  });
}

/** Each row of a latency cell as a histogram of its own. */
export function histogramRows(frame: pl.DataFrame): LatencyHistogram[] {
  const bucket: unknown[] = frame.getColumn('bucket').toArray();
  const [low, high] = [numbersOf(frame, 'low_ms'), numbersOf(frame, 'high_ms')];
  const extremes = extremesOf(frame);
  return Array.from(numbersOf(frame, 'n'), (count, row) => {
    const held = bucket[row];
    const known = { extremes: extremes[row] ?? noExtremes };
    if (typeof held === 'number') return { ...known, counts: new Map([[held, count]]), coarse: [] };
    const coarse: Bucket = { low: low[row] ?? 0, high: high[row] ?? Infinity, count };
    return { ...known, counts: new Map(), coarse: [coarse] };
  });
}

function addLatency(frame: pl.DataFrame, into: (component: string) => Building): void {
  const day = textsOf(frame, 'day');
  const rows = histogramRows(frame);
  const together = new Map<string, { id: string; date: string; rows: LatencyHistogram[] }>();
  textsOf(frame, 'component').forEach((id, row) => {
    const date = day[row] ?? '';
    const key = `${id} ${date}`;
    const held = together.get(key) ?? { id, date, rows: [] };
    held.rows.push(rows[row] ?? nothingTimed);
    together.set(key, held);
  });
  for (const { id, date, rows: held } of together.values())
    into(id).latency.set(date, mergeHistograms(held));
}

function addParsed(frame: pl.DataFrame, into: (component: string) => Building): void {
  const [component, day] = [textsOf(frame, 'component'), textsOf(frame, 'day')];
  const records = numbersOf(frame, 'records');
  const reasons: unknown[] = frame.getColumn('left_out').toArray();
  component.forEach((id, row) => {
    const { parsed } = into(id);
    const date = day[row] ?? '';
    const count = records[row] ?? 0;
    const { total, leftOut } = parsed.get(date) ?? { total: 0, leftOut: {} };
    const reason = reasons[row];
    const more = typeof reason === 'string' ? { [reason]: (leftOut[reason] ?? 0) + count } : {};
    parsed.set(date, { total: total + count, leftOut: { ...leftOut, ...more } });
  });
}

/** Splits the cells by component. */
export function byComponent(frames: CellFrames | null): Map<string, ComponentCells> {
  const built = new Map<string, Building>();
  if (frames === null) return new Map();
  const into = (component: string): Building => {
    const found = built.get(component) ?? {
      vantages: new Map(),
      latency: new Map(),
      parsed: new Map(),
    };
    built.set(component, found);
    return found;
  };
  addMinutes(frames.minutes, (component) => into(component).vantages);
  addLatency(frames.latency, into);
  addParsed(frames.parsed, into);
  const sorted = (cells: Map<string, MinuteCell[]>): VantageResults[] =>
    [...cells]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, rows]) => ({ name, rows: rows.sort((a, b) => a.minute - b.minute) }));
  return new Map(
    [...built].map(([id, { vantages, latency, parsed }]) => [
      id,
      { vantages: sorted(vantages), latency, parsed },
    ]),
  );
}
