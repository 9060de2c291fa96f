/** What all vantage points of a component report of each minute, added up. */
import type { VantageResults } from '../series.ts';
import type { MinuteRange } from './minute-class.ts';

/** Results of one minute by one vantage point, as far as they add up. */
export interface MinuteResults {
  readonly minute: number;
  /** First minute these results speak of, for they may have come as sums. */
  readonly from: number;
  readonly records: number;
  readonly n: number;
  readonly bad: number;
  readonly timed: number;
  readonly slow: number;
  readonly slowHigh: number;
  readonly unsampled: boolean;
}

export interface MinuteSums {
  readonly range: MinuteRange;
  /** Minutes in which any sign of life came. */
  readonly alive: Uint8Array;
  readonly records: Float64Array;
  readonly valid: Float64Array;
  readonly bad: Float64Array;
  readonly timed: Float64Array;
  readonly slow: Float64Array;
  readonly slowHigh: Float64Array;
  readonly unsampled: Uint8Array;
  /** Minutes whose results came as sums over those since `from`. */
  readonly spans: { readonly from: number; readonly minute: number }[];
}

export function emptySums(range: MinuteRange): MinuteSums {
  const length = Math.max(0, range.end - range.start);
  return {
    range,
    alive: new Uint8Array(length),
    records: new Float64Array(length),
    valid: new Float64Array(length),
    bad: new Float64Array(length),
    timed: new Float64Array(length),
    slow: new Float64Array(length),
    slowHigh: new Float64Array(length),
    unsampled: new Uint8Array(length),
    spans: [],
  };
}

/** Adds results to their minute; those outside the range are left out. */
export function addToSums(sums: MinuteSums, results: MinuteResults): void {
  const { minute, from } = results;
  const at = minute - sums.range.start;
  if (at < 0 || at >= sums.alive.length) return;
  const { records, valid, bad, timed, slow, slowHigh } = sums;
  sums.alive[at] = 1;
  records[at] = (records[at] ?? 0) + results.records;
  valid[at] = (valid[at] ?? 0) + results.n;
  bad[at] = (bad[at] ?? 0) + results.bad;
  timed[at] = (timed[at] ?? 0) + results.timed;
  slow[at] = (slow[at] ?? 0) + results.slow;
  slowHigh[at] = (slowHigh[at] ?? 0) + results.slowHigh;
  if (results.unsampled) sums.unsampled[at] = 1;
  if (from < minute) sums.spans.push({ from, minute });
}

export function sumsOf(vantages: readonly VantageResults[], range: MinuteRange): MinuteSums {
  const sums = emptySums(range);
  for (const { rows } of vantages) for (const row of rows) addToSums(sums, row);
  return sums;
}

/** The sums up to `end`, without the results of the minutes in `excluded`; a copy where there are any. */
export function withoutExcluded(
  sums: MinuteSums,
  end: number,
  excluded: ReadonlySet<number>,
): MinuteSums {
  const length = Math.max(0, Math.min(end, sums.range.end) - sums.range.start);
  const copies = excluded.size > 0;
  const cut = (values: Float64Array) =>
    copies ? values.slice(0, length) : values.subarray(0, length);
  const { unsampled } = sums;
  const kept = {
    valid: cut(sums.valid),
    bad: cut(sums.bad),
    timed: cut(sums.timed),
    slow: cut(sums.slow),
    slowHigh: cut(sums.slowHigh),
    unsampled: copies ? unsampled.slice(0, length) : unsampled.subarray(0, length),
  };
  for (const minute of excluded) {
    const at = minute - sums.range.start;
    if (at < 0 || at >= length) continue;
    for (const values of Object.values(kept)) values[at] = 0;
  }
  const range = { start: sums.range.start, end: sums.range.start + length };
  const [alive, records] = [sums.alive.subarray(0, length), sums.records.subarray(0, length)];
  return { ...kept, range, alive, records, spans: sums.spans.filter(({ minute }) => minute < end) };
}
