/** Points of running totals for tests, by a short notation. */
import type { Bucket } from './buckets.ts';
import type { CumulativePoint } from './points.ts';

export const minute = 60_000_000_000n;
export const epoch = 29_000_000n * minute;

/** Buckets up to 5, 10 and any number of ms. */
function bucketsOf(counts: readonly number[]): Bucket[] {
  const bounds = [0, 5, 10, Infinity];
  return counts
    .map((count, index) => ({
      lowMs: bounds[index] ?? NaN,
      highMs: bounds[index + 1] ?? NaN,
      count,
    }))
    .filter(({ count }) => count > 0);
}

/** A point of counts by bucket, whose run began and which was taken at these minutes. */
export function pointOf(
  start: number,
  end: number,
  counts: readonly number[],
  changes = {},
): CumulativePoint {
  return {
    component: 'api',
    bad: false,
    responded: true,
    region: '',
    probe: '',
    statusCode: 200,
    method: null,
    route: null,
    error: null,
    stream: 'stream',
    startNanos: epoch + BigInt(start) * minute,
    endNanos: epoch + BigInt(end) * minute,
    count: counts.reduce((sum, count) => sum + count, 0),
    buckets: bucketsOf(counts),
    ...changes,
  };
}
