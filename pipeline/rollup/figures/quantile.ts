/** Quantiles from merged buckets, as intervals that hold the exact order statistic. */
import type { Quantile } from '#schema/snapshot.ts';
import { lowerBound, upperBound } from '#schema/histogram.ts';
import { rules } from '../rules.ts';
import { SummedCounts } from './summed-counts.ts';

/** A bucket of any width: results in (low, high] ms; high may be infinite. */
export interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Rank of the q-quantile among n, from 1: ceil(q * n), with q in hundredths of a percent. */
function rankOf(n: number, qBasisPoints: number): number {
  return Math.ceil((n * qBasisPoints) / 10_000);
}

function statistic(
  buckets: readonly Bucket[],
  rank: number,
  bound: (bucket: Bucket) => number,
): number {
  const sorted = [...buckets].sort((a, b) => bound(a) - bound(b));
  let seen = 0;
  for (const bucket of sorted) {
    seen += bucket.count;
    if (seen >= rank) return bound(bucket);
  }
  return NaN;
}

/** [Q_lo, Q_hi]: the quantile were all results at their lower, then at their upper bounds. */
export function quantileInterval(
  buckets: readonly Bucket[],
  qBasisPoints: number,
): readonly [number, number] | null {
  const n = buckets.reduce((sum, { count }) => sum + count, 0);
  if (n === 0) return null;
  const rank = rankOf(n, qBasisPoints);
  return [statistic(buckets, rank, ({ low }) => low), statistic(buckets, rank, ({ high }) => high)];
}

/** Buckets of a sparse scale-6 histogram, with their bounds in ms. */
function bucketsOf(histogram: BucketCounts): Bucket[] {
  const buckets: Bucket[] = [];
  histogram.forEach((count, index) => {
    buckets.push({ low: lowerBound(index), high: upperBound(index), count });
  });
  return buckets;
}

/** How many results each bucket holds; a Map is one. */
export interface BucketCounts {
  readonly size: number;
  forEach: (add: (count: number, bucket: number) => void) => void;
}

/** Latencies by bucket, with the smallest and largest that were measured, in ms. */
export interface LatencyHistogram {
  readonly counts: BucketCounts;
  /** What came in buckets of its own, which it keeps. */
  readonly coarse: readonly Bucket[];
  readonly extremes: Extremes;
}

export interface Extremes {
  readonly min: number;
  readonly max: number;
}

/** Of no latency at all, and of latencies nobody kept the extremes of. */
export const noExtremes: Extremes = { min: Infinity, max: -Infinity };
export const nothingTimed: LatencyHistogram = {
  counts: new Map(),
  coarse: [],
  extremes: noExtremes,
};
/** As wide as one bucket of ours, in which a single figure is off by half a percent at most. */
const narrow = 2 ** (1 / 64) * (1 + 1e-9);

function widen({ min, max }: Extremes, other: Extremes): Extremes {
  return { min: Math.min(min, other.min), max: Math.max(max, other.max) };
}

const twoDecimals = (ms: number) => Math.ceil(ms * 100) / 100;

/**
 * A quantile of a histogram, latency ceiled to two decimals; null where nothing was timed.
 * The estimate 2 * low * high / (low + high) is clamped to what was really measured, and
 * given only where the interval is narrow enough to be one figure.
 */
export function quantileOf(
  { counts, coarse, extremes }: LatencyHistogram,
  qBasisPoints: number,
): Quantile | null {
  const { min, max } = extremes;
  const buckets = [...bucketsOf(counts), ...coarse];
  const interval = quantileInterval(buckets, qBasisPoints);
  if (interval === null) return null;
  const [low, high] = interval;
  const n = buckets.reduce((sum, { count }) => sum + count, 0);
  const finite = Number.isFinite(low) && Number.isFinite(high);
  const single = finite && high <= low * narrow && n >= rules.quantile.leastForEstimate;
  const middle = low + high === 0 ? 0 : (2 * low * high) / (low + high);
  const estimate = Math.min(Math.max(middle, min), max);
  return {
    low: Number.isFinite(low) ? Math.floor(low * 100) / 100 : lastFinite(buckets),
    high: Number.isFinite(high) ? twoDecimals(high) : null,
    estimate: single ? twoDecimals(estimate) : null,
    n,
  };
}

/** P99 of a histogram. */
export function p99Of(histogram: LatencyHistogram): Quantile | null {
  return quantileOf(histogram, 9_900);
}

/** Upper bound of the last finite bucket: what "> x ms" is said of. */
function lastFinite(buckets: readonly Bucket[]): number {
  const finite = buckets.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
  return finite.length === 0 ? 0 : Math.floor(Math.max(...finite) * 100) / 100;
}

/** Histograms of separate stretches together. */
export function mergeHistograms(histograms: readonly LatencyHistogram[]): LatencyHistogram {
  const counts = new SummedCounts();
  const coarse = new Map<string, Bucket>();
  for (const histogram of histograms) {
    counts.add(histogram.counts);
    for (const bucket of histogram.coarse) {
      const key = `${bucket.low} ${bucket.high}`;
      coarse.set(key, { ...bucket, count: bucket.count + (coarse.get(key)?.count ?? 0) });
    }
  }
  const extremes = histograms.map((histogram) => histogram.extremes).reduce(widen, noExtremes);
  return { counts: counts.sum(), coarse: [...coarse.values()], extremes };
}
