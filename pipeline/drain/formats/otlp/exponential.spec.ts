/** Exponential histograms: our own buckets where they are fine enough, theirs otherwise. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketOf, lowerBound, upperBound } from '#schema/histogram.ts';
import { exponentialBuckets } from './buckets.ts';
import { millisecondsOf } from './units.ts';

/** Buckets of a point whose positive ones begin at an index; in ms unless said otherwise. */
function bucketsOf(
  scale: number,
  offset: number,
  counts: readonly number[],
  more = {},
  unit = 'ms',
) {
  const positive = { offset, bucketCounts: counts };
  return exponentialBuckets({ scale, positive, ...more }, millisecondsOf(unit));
}

it('at scale 6 the index is our own', () => {
  expect(bucketsOf(6, 400, [2, 0, 3])).toEqual([
    { lowMs: lowerBound(400), highMs: upperBound(400), count: 2 },
    { lowMs: lowerBound(402), highMs: upperBound(402), count: 3 },
  ]);
});

it('finer ones are merged by i >> (scale - 6), also below 1 ms', () => {
  expect(bucketsOf(8, -5, [1, 1, 1, 1, 1, 1])).toEqual(
    [-2, -1, 0].map((index, position) => ({
      lowMs: lowerBound(index),
      highMs: upperBound(index),
      count: [1, 4, 1][position],
    })),
  );
});

it('coarser ones keep their bounds', () => {
  expect(bucketsOf(0, 3, [1, 1])).toEqual([
    { lowMs: 8, highMs: 16, count: 1 },
    { lowMs: 16, highMs: 32, count: 1 },
  ]);
  expect(bucketsOf(-1, 1, [1])).toEqual([{ lowMs: 4, highMs: 16, count: 1 }]);
});

it('in seconds no bucket is one of ours: the bounds are kept', () => {
  expect(bucketsOf(0, -1, [1], {}, 's')).toEqual([{ lowMs: 500, highMs: 1000, count: 1 }]);
});

it('the zero bucket is 0 ms, or as wide as its threshold', () => {
  expect(bucketsOf(6, 0, [], { zeroCount: 4 })).toEqual([{ lowMs: 0, highMs: 0, count: 4 }]);
  expect(bucketsOf(6, 0, [], { zeroCount: 4, zeroThreshold: 0.25 })).toEqual([
    { lowMs: 0, highMs: 0.25, count: 4 },
  ]);
});

it('a duration lies within the bucket it was counted in, whatever the scale', () => {
  const duration = fc.double({ min: 1e-3, max: 8e7, noNaN: true });
  fc.assert(
    fc.property(duration, fc.integer({ min: -3, max: 12 }), (ms, scale) => {
      // An index as an exporter finds it; off by one where log2 rounds next to a bound.
      const index = Math.ceil(Math.log2(ms) * 2 ** scale) - 1;
      const [bucket] = bucketsOf(scale, index, [1]);
      const { lowMs, highMs } = bucket ?? { lowMs: NaN, highMs: NaN };
      expect(lowMs).toBeLessThanOrEqual(ms * (1 + 1e-12));
      expect(highMs).toBeGreaterThanOrEqual(ms * (1 - 1e-12));
      if (scale >= 6)
        expect(Math.abs(bucketOf((lowMs + highMs) / 2) - bucketOf(ms))).toBeLessThan(2);
    }),
  );
});
