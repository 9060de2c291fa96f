/**
 * Index vectors of OpenTelemetry's exponential histograms, and the promise of DDSketch for
 * its relative error, restated as data: our buckets must agree with both.
 */
import { describe, expect, it } from 'vitest';
import { bucketOf, lowerBound, upperBound } from '#schema/histogram.ts';

const perOctave = 64;

/** Index of a value at a scale from 0 to 6, from ours at 6. */
const indexAt = (value: number, scale: number) => bucketOf(value) >> (6 - scale);

/**
 * Values and their index at scale 0: the bounds of powers of two belong to the bucket
 * below, as upper bounds are inclusive.
 */
const scale0: readonly (readonly [value: number, index: number])[] = [
  [0.125, -4],
  [0.1250001, -3],
  [0.25, -3],
  [0.5, -2],
  [0.9999999, -1],
  [1, -1],
  [1.0000001, 0],
  [1.5, 0],
  [2, 0],
  [2.0000001, 1],
  [4, 1],
  [4.0000001, 2],
  [8, 2],
  [1024, 9],
  [1025, 10],
];

/** Bounds of scale 1, 2 and 3 between 1 and 2: roots of two, to fifteen digits. */
const boundsOf: Readonly<Record<number, readonly number[]>> = {
  1: [1.414213562373095],
  2: [1.189207115002721, 1.414213562373095, 1.681792830507429],
  3: [
    1.090507732665258, 1.189207115002721, 1.29683955465101, 1.414213562373095, 1.542210825407941,
    1.681792830507429, 1.834008086409342,
  ],
};

describe('OpenTelemetry', () => {
  it.each(scale0)('puts %d into bucket %i of scale 0', (value, index) => {
    expect(indexAt(value, 0)).toBe(index);
  });

  it.each([1, 2, 3])('puts what lies beside the bounds of scale %i apart', (scale) => {
    const bounds = boundsOf[scale] ?? [];
    expect(bounds).toHaveLength(2 ** scale - 1);
    bounds.forEach((bound, index) => {
      expect(indexAt(bound * (1 - 1e-13), scale)).toBe(index);
      expect(indexAt(bound * (1 + 1e-13), scale)).toBe(index + 1);
      for (const power of [-7, 3, 12])
        expect(indexAt(bound * 2 ** power * 1.001, scale)).toBe(index + 1 + power * 2 ** scale);
    });
  });

  it('puts every power of two into the bucket that ends with it, exactly', () => {
    for (let power = -20; power <= 27; power += 1) {
      expect(bucketOf(2 ** power)).toBe(power * perOctave - 1);
      expect(upperBound(power * perOctave - 1)).toBe(2 ** power);
      expect(lowerBound(power * perOctave)).toBe(2 ** power);
    }
  });

  it("is one below Prometheus' index, whose bucket i ends at 2^(i/64)", () => {
    for (const [value, index] of [
      [1, 0],
      [2, 64],
      [1024, 640],
      [100, 426],
    ] as const)
      expect(bucketOf(value) + 1).toBe(index);
  });
});

describe('DDSketch', () => {
  /** gamma = (1 + a) / (1 - a): with gamma 2^(1/64) the relative error a is this. */
  const accuracy = 0.005415;
  /** Indices by ceil(log_gamma(value)), of values over nine decades. */
  const indices: readonly (readonly [value: number, index: number])[] = [
    [0.001, -637],
    [0.01, -425],
    [0.1, -212],
    [1, 0],
    [3, 102],
    [10, 213],
    [42, 346],
    [100, 426],
    [1000, 638],
    [12_345, 870],
    [100_000, 1064],
    [1_000_000, 1276],
  ];

  it.each(indices)('indexes %d as %i', (value, index) => {
    expect(bucketOf(value) + 1).toBe(index);
  });

  it('finds any value again within its accuracy', () => {
    for (const [value] of indices) {
      const [low, high] = [lowerBound(bucketOf(value)), upperBound(bucketOf(value))];
      const estimate = (2 * low * high) / (low + high);
      expect(Math.abs(estimate - value) / value).toBeLessThanOrEqual(accuracy + 1e-6);
    }
  });
});
