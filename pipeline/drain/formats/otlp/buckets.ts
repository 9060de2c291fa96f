/** Buckets of histogram points, with their bounds in ms. */
import {
  countOf,
  doubleOf,
  fault,
  Fault,
  type Fields,
  listOf,
  optionalFieldsOf,
  smallOf,
} from './fields.ts';
import type { Latency } from '../../event.ts';
import { longestMs } from './limits.ts';
import type { ToMs } from './units.ts';

/** A bucket that is not empty. */
export interface Bucket extends Latency {
  readonly count: number;
}

/** OpenTelemetry's index at this scale is our own. */
const ourScale = 6;

/** Keeps a bucket unless it is empty; throws a Fault for durations that cannot be. */
function keep(buckets: Bucket[], count: number, lowMs: number, highMs: number): void {
  if (count === 0) return;
  if (highMs < 0) fault('a duration', highMs, '0 ms or more');
  if (lowMs >= longestMs) fault('a duration of more than', lowMs, `${longestMs} ms or less`);
  buckets.push({ lowMs: Math.max(0, lowMs), highMs, count });
}

function boundsOf(point: Fields, toMs: ToMs): number[] {
  const bounds = listOf('explicitBounds', point['explicitBounds']).map((bound) =>
    // A gap in the list is no 0.
    toMs(doubleOf('explicitBounds', bound ?? NaN)),
  );
  bounds.forEach((bound, index) => {
    const before = bounds[index - 1] ?? -Infinity;
    if (!(bound > before)) fault('explicitBounds', bound, `more than the one before, ${before}`);
  });
  return bounds;
}

/** An explicit bucket is (bound before, bound]; the last one is open. */
export function explicitBuckets(point: Fields, toMs: ToMs): Bucket[] {
  const counts = listOf('bucketCounts', point['bucketCounts']);
  const bounds = boundsOf(point, toMs);
  const total = countOf('count', point['count']);
  // A histogram without buckets tells only how many there were.
  const given = counts.length === 0 && bounds.length === 0 ? [total] : counts;
  if (given.length !== bounds.length + 1) {
    fault('bucketCounts', counts, `as many as explicitBounds and one more, ${bounds.length + 1}`);
  }
  const buckets: Bucket[] = [];
  given.forEach((count, index) => {
    const low = bounds[index - 1] ?? 0;
    keep(buckets, countOf('bucketCounts', count ?? NaN), low, bounds[index] ?? Infinity);
  });
  return buckets;
}

/** Counts by index, `shift` scales coarser than they were. */
function countsByIndex(fields: Fields | null, shift: number): Map<number, number> {
  const offset = smallOf('offset', fields?.['offset']);
  const counts = new Map<number, number>();
  listOf('bucketCounts', fields?.['bucketCounts']).forEach((given, position) => {
    const count = countOf('bucketCounts', given ?? NaN);
    if (count === 0) return;
    const index = Math.floor((offset + position) / 2 ** shift);
    counts.set(index, count + (counts.get(index) ?? 0));
  });
  return counts;
}

function scaleOf(point: Fields): number {
  const scale = smallOf('scale', point['scale']);
  return scale >= -10 && scale <= 20 ? scale : fault('scale', scale, '-10 to 20');
}

/** Bucket i at scale s is (2^(i / 2^s), 2^((i + 1) / 2^s)]; finer ones are merged into ours. */
export function exponentialBuckets(point: Fields, toMs: ToMs): Bucket[] {
  const given = scaleOf(point);
  const scale = Math.min(given, ourScale);
  const negative = countsByIndex(optionalFieldsOf('negative', point['negative']), 0);
  if (negative.size > 0) throw new Fault('negative holds durations below 0; allowed: none');
  const zeroMs = toMs(doubleOf('zeroThreshold', point['zeroThreshold']));
  if (!(zeroMs >= 0)) fault('zeroThreshold', zeroMs, '0 or more');
  const buckets: Bucket[] = [];
  keep(buckets, countOf('zeroCount', point['zeroCount']), 0, zeroMs);
  const bound = (index: number) => toMs(2 ** (index * 2 ** -scale));
  const positive = optionalFieldsOf('positive', point['positive']);
  for (const [index, count] of countsByIndex(positive, given - scale)) {
    keep(buckets, count, bound(index), bound(index + 1));
  }
  return buckets;
}
