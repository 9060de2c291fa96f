import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceilDecimal, ceilPercent, cutPercent, floorDecimal, floorPercent } from './percent.ts';

/** The golden table of rounding: good, valid, with two and with three decimals. */
const golden: readonly (readonly [good: number, valid: number, two: string, three: string])[] = [
  [100_000, 100_000, '100.00%', '100.000%'],
  [99_999, 100_000, '99.99%', '99.999%'],
  [199_990, 200_000, '99.99%', '99.995%'],
  [1_999_999, 2_000_000, '99.99%', '99.999%'],
  [43_199, 43_200, '99.99%', '99.997%'],
  [86_399_999, 86_400_000, '99.99%', '99.999%'],
  [9_994, 10_000, '99.94%', '99.940%'],
  [1, 3, '33.33%', '33.333%'],
  [0, 5, '0.00%', '0.000%'],
  [0, 0, '—', '—'],
];

describe('floorPercent', () => {
  it.each(golden)('prints %i of %i as %s and %s', (good, valid, two, three) => {
    expect(floorPercent(good, valid, 2)).toBe(two);
    expect(floorPercent(good, valid, 3)).toBe(three);
  });

  it('prints 100 % only where nothing was lost', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 18n), fc.bigInt(1n, 10n ** 18n), (lost, good) => {
        expect(floorPercent(good, good + lost, 3)).not.toBe('100.000%');
      }),
    );
  });

  it('rounds a negative share away from zero, never towards the better', () => {
    expect(floorPercent(-1, 3, 2)).toBe('-33.34%');
    expect(floorPercent(-1, 10, 2)).toBe('-10.00%');
    expect(floorPercent(-1, 1_000_000, 2)).toBe('-0.01%');
  });
});

describe('ceilPercent', () => {
  it('rounds up what should not look smaller than it is', () => {
    expect(ceilPercent(1, 3, 2)).toBe('33.34%');
    expect(ceilPercent(1, 1_000_000, 2)).toBe('0.01%');
    expect(ceilPercent(0, 5, 2)).toBe('0.00%');
    expect(ceilPercent(0, 0, 2)).toBe('—');
  });

  it('prints what is exact as it is', () => {
    expect(ceilPercent(1, 8, 1)).toBe('12.5%');
    expect(ceilPercent(11, 10, 2)).toBe('110.00%');
  });

  it('rounds a negative share towards zero', () => {
    expect(ceilPercent(-1, 3, 2)).toBe('-33.33%');
  });
});

describe('floorDecimal and ceilDecimal', () => {
  it('stand at most one unit of the last place apart, around the exact value', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 20n), (a, b) => {
        const floor = BigInt(floorDecimal(a, b, 3).replace('.', ''));
        const ceil = BigInt(ceilDecimal(a, b, 3).replace('.', ''));
        expect(floor * b <= a * 1000n && a * 1000n <= ceil * b).toBe(true);
        expect(ceil - floor <= 1n).toBe(true);
      }),
    );
  });

  it('can print no decimals at all', () => {
    expect(floorDecimal(7, 2, 0)).toBe('3');
    expect(ceilDecimal(7, 2, 0)).toBe('4');
    expect(floorDecimal(-7, 2, 0)).toBe('-4');
  });
});

describe('cutPercent', () => {
  it('cuts a share to fewer decimals without rounding it up', () => {
    expect(cutPercent('99.999%', 2)).toBe('99.99%');
    expect(cutPercent('100.000%', 2)).toBe('100.00%');
    expect(cutPercent('0.009%', 2)).toBe('0.00%');
    expect(cutPercent('99.953%', 0)).toBe('99%');
  });

  it('cuts a negative share away from zero', () => {
    expect(cutPercent('-0.001%', 2)).toBe('-0.01%');
    expect(cutPercent('-10.000%', 2)).toBe('-10.00%');
    expect(cutPercent('-9.999%', 2)).toBe('-10.00%');
  });

  it('says the same as rounding down in one step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: 1, max: 5000 }),
        (a, b) => {
          expect(cutPercent(floorPercent(a, b, 3), 2)).toBe(floorPercent(a, b, 2));
        },
      ),
    );
  });

  it('leaves what is no percentage as it is', () => {
    expect(cutPercent('—', 2)).toBe('—');
    expect(cutPercent('99%', 2)).toBe('99%');
  });
});
