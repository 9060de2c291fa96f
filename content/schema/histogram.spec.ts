import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, lowerBound, noResponseBucket, upperBound, zeroBucket } from './histogram.ts';

/** The golden table of buckets, at scale 6, 3 and 0. */
const golden: readonly (readonly [ms: number, six: number, three: number, zero: number])[] = [
  [0.1, -213, -27, -4],
  [1, -1, -1, -1],
  [5, 148, 18, 2],
  [10, 212, 26, 3],
  [100, 425, 53, 6],
  [101, 426, 53, 6],
  [150, 462, 57, 7],
  [200, 489, 61, 7],
  [250, 509, 63, 7],
  [400, 553, 69, 8],
  [500, 573, 71, 8],
  [800, 617, 77, 9],
  [1000, 637, 79, 9],
  [3_600_000, 1393, 174, 21],
];

describe('bucketOf', () => {
  it.each(golden)(
    'puts %d ms into bucket %i, which downscales to %i and %i',
    (ms, six, three, zero) => {
      expect(bucketOf(ms)).toBe(six);
      expect(bucketOf(ms) >> 3).toBe(three);
      expect(bucketOf(ms) >> 6).toBe(zero);
    },
  );

  it('puts every bound into the bucket that ends with it', () => {
    for (let bucket = -700; bucket <= 1700; bucket += 1) {
      expect(bucketOf(upperBound(bucket))).toBe(bucket);
    }
  });

  it('holds any duration between its bounds', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 86_400_000, noNaN: true }), (ms) => {
        const bucket = bucketOf(ms);
        expect(lowerBound(bucket)).toBeLessThan(ms);
        expect(upperBound(bucket)).toBeGreaterThanOrEqual(ms);
      }),
      { numRuns: 2000 },
    );
  });

  it('has a middle at most 0.5415 % off', () => {
    // (r - 1) / (r + 1) with r the ratio of the bounds: 0.541516 %, and a little for the arithmetic.
    const ratio = 2 ** (1 / 64);
    const most = ((ratio - 1) / (ratio + 1)) * (1 + 1e-9);
    expect(most.toFixed(6)).toBe('0.005415');
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 86_400_000, noNaN: true }), (ms) => {
        const [low, high] = [lowerBound(bucketOf(ms)), upperBound(bucketOf(ms))];
        const middle = (2 * low * high) / (low + high);
        expect(Math.abs(middle - ms) / ms).toBeLessThanOrEqual(most);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps 0 ms and the smallest number there is apart', () => {
    expect(bucketOf(0)).toBe(zeroBucket);
    expect(bucketOf(-0)).toBe(zeroBucket);
    expect(bucketOf(Number.MIN_VALUE)).toBeGreaterThan(zeroBucket);
  });

  it('sorts like the durations, results without a response last', () => {
    const sorted = [0, Number.MIN_VALUE, 0.001, 1, 1.01, 999, 86_400_000].map(bucketOf);
    expect([...sorted].sort((a, b) => a - b)).toEqual(sorted);
    expect(sorted.at(-1)).toBeLessThan(noResponseBucket);
  });
});

describe('bounds', () => {
  it('of results without a response are infinite, of 0 ms zero', () => {
    expect([lowerBound(noResponseBucket), upperBound(noResponseBucket)]).toEqual([
      Infinity,
      Infinity,
    ]);
    expect([lowerBound(zeroBucket), upperBound(zeroBucket)]).toEqual([0, 0]);
  });
});
