import type { MinuteCell } from '../series.ts';
import type { MinuteSeries } from './minute-class.ts';

/** Adds the latencies of a cell to its minute, which is `at` minutes into the series. */
export function addLatencies(series: MinuteSeries, at: number, row: MinuteCell): void {
  const { timed, slow, slowHigh, unsampled } = series;
  timed[at] = (timed[at] ?? 0) + row.timed;
  slow[at] = (slow[at] ?? 0) + row.slow;
  slowHigh[at] = (slowHigh[at] ?? 0) + row.slowHigh;
  if (row.unsampled) unsampled[at] = 1;
}

/** Adds the results of a cell, and their latencies, to its minute. */
export function addResults(series: MinuteSeries, at: number, row: MinuteCell): void {
  series.valid[at] = (series.valid[at] ?? 0) + row.n;
  series.bad[at] = (series.bad[at] ?? 0) + row.bad;
  addLatencies(series, at, row);
}
