/** Cells of one component as arrays: what classification and figures read. */
import type pl from 'nodejs-polars';
import type { CellFrames } from './cells/compute.ts';
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

function numbersOf(frame: pl.DataFrame, name: string): number[] {
  return frame.getColumn(name).toArray().map(Number);
}

function textsOf(frame: pl.DataFrame, name: string): string[] {
  return frame.getColumn(name).toArray().map(String);
}

/** `standing` packs ms into the minute, bad and slow; -1: no result. */
function lastOf(standing: number, minute: number): MinuteCell['last'] {
  if (standing < 0) return null;
  return {
    atMs: minute * 60_000 + Math.floor(standing / 4),
    bad: (standing & 2) !== 0,
    slow: (standing & 1) !== 0,
  };
}

/** As JSON no two pairs look alike; where both are the same it is one vantage point's name. */
export function vantageName(region: string, probe: string): string {
  return region === probe ? probe : JSON.stringify([region, probe]);
}

function addMinutes(frame: pl.DataFrame, into: (component: string) => Building): void {
  const component = textsOf(frame, 'component');
  const region = textsOf(frame, 'region');
  const probe = textsOf(frame, 'probe');
  const column = (name: string) => numbersOf(frame, name);
  const minute = column('minute');
  const [records, n, bad] = [column('records'), column('n'), column('bad')];
  const [timed, slow, standing] = [column('timed'), column('slow'), column('standing')];
  const [from, slowHigh] = [column('first_minute'), column('slow_high')];
  const unsampled = column('unsampled');
  const bucket: unknown[] = frame.getColumn('bucket').toArray();
  component.forEach((id, row) => {
    const { vantages } = into(id);
    const name = vantageName(region[row] ?? '', probe[row] ?? '');
    const cells = vantages.get(name) ?? [];
    if (cells.length === 0) vantages.set(name, cells);
    const at = minute[row] ?? 0;
    const held = bucket[row];
    cells.push({
      minute: at,
      from: from[row] ?? at,
      records: records[row] ?? 0,
      n: n[row] ?? 0,
      bad: bad[row] ?? 0,
      timed: timed[row] ?? 0,
      slow: slow[row] ?? 0,
      slowHigh: slowHigh[row] ?? 0,
      unsampled: unsampled[row] === 1,
      last: lastOf(standing[row] ?? -1, at),
      bucket: typeof held === 'number' ? held : null,
    });
  });
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
  return numbersOf(frame, 'n').map((count, row) => {
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
  addMinutes(frames.minutes, into);
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
