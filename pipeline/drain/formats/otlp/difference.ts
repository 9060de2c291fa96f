/** What each point of a running total adds to the one before. */
import type { Bucket } from './buckets.ts';
import { longestSpanNanos } from './minutes.ts';
import type { Addition, CumulativePoint } from './points.ts';

export interface Difference {
  readonly point: CumulativePoint;
  /**
   * `baseline`: the first of a stream that had been running for longer than can be booked.
   * `duplicate`: another copy of the same point counts.
   */
  readonly outcome: 'value' | 'difference' | 'baseline' | 'duplicate';
  /** null for a baseline and a duplicate. A count of 0 shows that the source is alive. */
  readonly addition: Addition | null;
}

function compare<Value extends bigint | number | string>(a: Value, b: Value): number {
  return a < b ? -1 : Number(a > b);
}

function textOfBuckets(point: CumulativePoint): string {
  return point.buckets.map(({ lowMs, highMs, count }) => `${lowMs} ${highMs} ${count}`).join();
}

/** By time; of copies that differ the worst first: bad, then more, then by content. */
function inOrder(a: CumulativePoint, b: CumulativePoint): number {
  return (
    compare(a.endNanos, b.endNanos) ||
    compare(a.startNanos, b.startNanos) ||
    Number(b.bad) - Number(a.bad) ||
    compare(b.count, a.count) ||
    compare(textOfBuckets(a), textOfBuckets(b))
  );
}

function overlap(a: Bucket, b: Bucket): boolean {
  return Math.max(a.lowMs, b.lowMs) < Math.min(a.highMs, b.highMs);
}

/**
 * Earlier counts by the later bucket they lie in: an exponential histogram gets coarser as
 * it grows. `lower`: one of them is nowhere any more; `other bounds`: one lies across two.
 */
function earlierCounts(
  later: readonly Bucket[],
  earlier: readonly Bucket[],
): number[] | 'lower' | 'other bounds' {
  const counts = later.map(() => 0);
  let index = 0;
  for (const bucket of earlier) {
    while (index < later.length && (later[index]?.highMs ?? 0) < bucket.highMs) index += 1;
    const around = later[index];
    if (around === undefined || around.lowMs > bucket.lowMs) {
      return later.some((other) => overlap(other, bucket)) ? 'other bounds' : 'lower';
    }
    counts[index] = (counts[index] ?? 0) + bucket.count;
  }
  return counts;
}

/** What was added between two points of one run; null where anything went down. */
function added(later: CumulativePoint, earlier: CumulativePoint): Addition | null {
  const startNanos = earlier.endNanos;
  const count = later.count - earlier.count;
  const before = earlierCounts(later.buckets, earlier.buckets);
  if (count < 0 || before === 'lower') return null;
  if (before === 'other bounds') {
    // How many is known, how long they took is not.
    const buckets = count === 0 ? [] : [{ lowMs: 0, highMs: Infinity, count }];
    return { startNanos, count, buckets };
  }
  const buckets = later.buckets.map((bucket, index) => ({
    ...bucket,
    count: bucket.count - (before[index] ?? 0),
  }));
  if (buckets.some((bucket) => bucket.count < 0)) return null;
  return { startNanos, count, buckets: buckets.filter((bucket) => bucket.count > 0) };
}

/**
 * Whether the first point of a run counts as it is: it began while the stream was watched,
 * or not long before. A start that equals the end says that it is unknown.
 */
function countsWhole(point: CumulativePoint, watchedSince: bigint): boolean {
  const spans = point.endNanos - point.startNanos;
  return spans > 0n && (spans <= longestSpanNanos || point.startNanos >= watchedSince);
}

/**
 * Differences the points of one stream, which may come in any order and more than once; one
 * result for each, by time. Points with the same start are one run: each adds what it has
 * more than the one before, or all it has where anything went down. A new run adds all its
 * first point has. Two writers of one stream are two runs, however their points interleave.
 */
export function differenceStream(points: readonly CumulativePoint[]): Difference[] {
  const runs = new Map<bigint, CumulativePoint>();
  const sorted = [...points].sort(inOrder);
  const watchedSince = sorted[0]?.endNanos ?? 0n;
  return sorted.map((point) => {
    const earlier = runs.get(point.startNanos);
    if (earlier?.endNanos === point.endNanos)
      return { point, outcome: 'duplicate', addition: null };
    runs.set(point.startNanos, point);
    if (earlier !== undefined) {
      const addition = added(point, earlier);
      if (addition !== null) return { point, outcome: 'difference', addition };
      return { point, outcome: 'value', addition: { ...point, startNanos: earlier.endNanos } };
    }
    return countsWhole(point, watchedSince)
      ? { point, outcome: 'value', addition: point }
      : { point, outcome: 'baseline', addition: null };
  });
}
