import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLowVolume, lowVolumeOf } from './wilson.ts';

describe('low volume', () => {
  it('is fewer than 10 / (1 - target) events, strictly', () => {
    expect(isLowVolume(9999, 999_000)).toBe(true);
    expect(isLowVolume(10_000, 999_000)).toBe(false);
    expect(isLowVolume(999, 990_000)).toBe(true);
    expect(isLowVolume(1000, 990_000)).toBe(false);
  });

  it('has no range where there is enough, or nothing', () => {
    expect(lowVolumeOf(10_000, 10_000, 999_000)).toBeNull();
    expect(lowVolumeOf(0, 0, 999_000)).toBeNull();
  });
});

describe("Wilson's range", () => {
  // By the textbook: n = 10, k = 9: 0.5958 to 0.9821; n = 20, k = 19: 0.7639 to 0.9911.
  it.each([
    [9, 10, '59.584%', '98.212%'],
    [10, 10, '72.245%', '100.000%'],
    [0, 10, '0.000%', '27.754%'],
    [19, 20, '76.386%', '99.111%'],
    [1, 1, '20.654%', '100.000%'],
  ])('of %i good of %i is %s to %s', (good, valid, low, high) => {
    expect(lowVolumeOf(good, valid, 999_900)).toEqual({ low, high });
  });

  it('holds the share itself, prints 100 % only where nothing was bad, and is what floats say', () => {
    const sizes = fc.integer({ min: 1, max: 90_000 });
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(n * share);
        const range = lowVolumeOf(k, n, 999_900);
        const [low, high] = [
          Number.parseFloat(range?.low ?? ''),
          Number.parseFloat(range?.high ?? ''),
        ];
        expect(low).toBeLessThanOrEqual((k / n) * 100);
        expect(high).toBeGreaterThanOrEqual((k / n) * 100 - 0.001);
        expect(range?.high === '100.000%').toBe(k === n);
        const z2 = 1.96 ** 2;
        const root = 1.96 * Math.sqrt(z2 + (4 * k * (n - k)) / n);
        expect(Math.abs(low - (50 * (2 * k + z2 - root)) / (n + z2))).toBeLessThan(0.0011);
        expect(Math.abs(high - (50 * (2 * k + z2 + root)) / (n + z2))).toBeLessThan(0.0011);
      }),
      { numRuns: 2000 },
    );
  });
});
