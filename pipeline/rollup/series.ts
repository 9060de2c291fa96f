/** Cells of one component as arrays: what classification and figures read. */
import type pl from 'nodejs-polars';
import type { CellFrames } from './cells/compute.ts';
import { type Extremes, type LatencyHistogram, noExtremes, widen } from './figures/quantile.ts';

/** Results of one vantage point, by minute, oldest first. */
export interface VantageResults {
  readonly name: string;
  readonly rows: readonly MinuteCell[];
}

export interface MinuteCell {
  readonly minute: number;
  readonly records: number;
  readonly n: number;
  readonly bad: number;
  readonly timed: number;
  readonly slow: number;
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
  readonly parsed: ReadonlyMap<string, number>;
}

interface Building {
  readonly vantages: Map<string, MinuteCell[]>;
  readonly latency: Map<string, { counts: Map<number, number>; extremes: Extremes }>;
  readonly parsed: Map<string, number>;
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

function addMinutes(frame: pl.DataFrame, into: (component: string) => Building): void {
  const component = textsOf(frame, 'component');
  const region = textsOf(frame, 'region');
  const probe = textsOf(frame, 'probe');
  const column = (name: string) => numbersOf(frame, name);
  const minute = column('minute');
  const [records, n, bad] = [column('records'), column('n'), column('bad')];
  const [timed, slow, standing] = [column('timed'), column('slow'), column('standing')];
  const bucket: unknown[] = frame.getColumn('bucket').toArray();
  component.forEach((id, row) => {
    const { vantages } = into(id);
    // As JSON no two pairs look alike; where both are the same it is one vantage point's name.
    const [place = '', voice = ''] = [region[row], probe[row]];
    const name = place === voice ? voice : JSON.stringify([place, voice]);
    const cells = vantages.get(name) ?? [];
    if (cells.length === 0) vantages.set(name, cells);
    const at = minute[row] ?? 0;
    const held = bucket[row];
    cells.push({
      minute: at,
      records: records[row] ?? 0,
      n: n[row] ?? 0,
      bad: bad[row] ?? 0,
      timed: timed[row] ?? 0,
      slow: slow[row] ?? 0,
      last: lastOf(standing[row] ?? -1, at),
      bucket: typeof held === 'number' ? held : null,
    });
  });
}

/** Smallest and largest latency of each row; results without a response have none. */
export function extremesOf(frame: pl.DataFrame): Extremes[] {
  const min: unknown[] = frame.getColumn('min_ms').toArray();
  const max: unknown[] = frame.getColumn('max_ms').toArray();
  return min.map((low, row) => {
    const high = max[row];
    return typeof low === 'number' && typeof high === 'number'
      ? { min: low, max: high }
      : noExtremes;
  });
}

function addLatency(frame: pl.DataFrame, into: (component: string) => Building): void {
  const [component, day] = [textsOf(frame, 'component'), textsOf(frame, 'day')];
  const [bucket, n] = [numbersOf(frame, 'bucket'), numbersOf(frame, 'n')];
  const extremes = extremesOf(frame);
  component.forEach((id, row) => {
    const { latency } = into(id);
    const date = day[row] ?? '';
    const held = latency.get(date) ?? { counts: new Map<number, number>(), extremes: noExtremes };
    const key = bucket[row] ?? 0;
    held.counts.set(key, (held.counts.get(key) ?? 0) + (n[row] ?? 0));
    held.extremes = widen(held.extremes, extremes[row] ?? noExtremes);
    latency.set(date, held);
  });
}

function addParsed(frame: pl.DataFrame, into: (component: string) => Building): void {
  const [component, day] = [textsOf(frame, 'component'), textsOf(frame, 'day')];
  const records = numbersOf(frame, 'records');
  component.forEach((id, row) => {
    const { parsed } = into(id);
    const date = day[row] ?? '';
    parsed.set(date, (parsed.get(date) ?? 0) + (records[row] ?? 0));
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
