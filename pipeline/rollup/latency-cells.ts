/** Tables of latency cells as histograms. */
import type pl from 'nodejs-polars';
import { groupsOf, numbersOf, numbersOr } from './columns.ts';
import type { Bucket, LatencyHistogram } from './figures/quantile.ts';

export interface HistogramGroup {
  /** Values of the columns that were grouped by. */
  readonly key: readonly string[];
  readonly histogram: LatencyHistogram;
}

/** A histogram that is being added to; its parts are of the group's own. */
interface Building {
  readonly counts: Map<number, number>;
  readonly coarse: Map<string, Bucket>;
  min: number;
  max: number;
}

const noBucket = -2_000_000_000;

function addBucket({ coarse }: Building, low: number, high: number, count: number): void {
  const key = `${low} ${high}`;
  coarse.set(key, { low, high, count: count + (coarse.get(key)?.count ?? 0) });
}

/** One histogram for each combination of texts in the columns `by`. */
export function histogramsBy(frame: pl.DataFrame, by: readonly string[]): HistogramGroup[] {
  const { values, ofRow } = groupsOf(frame, by);
  const [bucket, n] = [numbersOr(frame, 'bucket', noBucket), numbersOf(frame, 'n')];
  const [low, high] = [numbersOf(frame, 'low_ms'), numbersOf(frame, 'high_ms')];
  // Results without a response have no latency.
  const [min, max] = [numbersOr(frame, 'min_ms', -1), numbersOr(frame, 'max_ms', -1)];
  const built = values.map((): Building => ({
    ...{ counts: new Map(), coarse: new Map() },
    ...{ min: Infinity, max: -Infinity },
  }));
  for (let row = 0; row < ofRow.length; row += 1) {
    const group = built[ofRow[row] ?? -1];
    if (group === undefined) continue;
    const [index = noBucket, count = 0] = [bucket[row], n[row]];
    if (index === noBucket) addBucket(group, low[row] ?? 0, high[row] ?? Infinity, count);
    else group.counts.set(index, (group.counts.get(index) ?? 0) + count);
    const [least = -1, most = -1] = [min[row], max[row]];
    if (least < 0 || most < 0) continue;
    group.min = Math.min(group.min, least);
    group.max = Math.max(group.max, most);
  }
  return built.map(({ counts, coarse, min: least, max: most }, number) => ({
    key: values[number] ?? [],
    histogram: { counts, coarse: [...coarse.values()], extremes: { min: least, max: most } },
  }));
}
