/**
 * Sparse base-2 exponential histogram at scale 6, as OpenTelemetry defines it:
 * bucket i holds (2^(i/64), 2^((i+1)/64)] ms, so its middle is off by at most
 * 0.5415 %. Counts are added, never averaged.
 */

const perOctave = 64;

/** Bucket of results that took 0 ms. */
export const zeroBucket = -1_000_000;

/** Bucket of results without a response: longer than any threshold. */
export const noResponseBucket = 1_000_000;

/** Lower bound (exclusive) of a bucket in ms. */
export function lowerBound(bucket: number): number {
  if (bucket === zeroBucket) return 0;
  return bucket === noResponseBucket ? Infinity : 2 ** (bucket / perOctave);
}

/** Upper bound (inclusive) of a bucket in ms. */
export function upperBound(bucket: number): number {
  if (bucket === zeroBucket) return 0;
  return bucket === noResponseBucket ? Infinity : 2 ** ((bucket + 1) / perOctave);
}

/** Bucket of a duration in ms, which must be finite and not negative. */
export function bucketOf(ms: number): number {
  if (ms === 0) return zeroBucket;
  let bucket = Math.ceil(Math.log2(ms) * perOctave) - 1;
  // log2 may be off by one unit in the last place next to a bound.
  while (ms <= lowerBound(bucket)) bucket -= 1;
  while (ms > upperBound(bucket)) bucket += 1;
  return bucket;
}
