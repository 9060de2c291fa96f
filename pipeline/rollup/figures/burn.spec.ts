import { describe, expect, it } from 'vitest';
import { alertsOf, type Burnt, burnRateOfWindow } from './burn.ts';

const names = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'];
const burning = (bads: Readonly<Record<string, number>>): Burnt[] =>
  names.map((window) => ({ window, valid: 10_000, bad: bads[window] ?? 0, targetPpm: 999_000 }));
const firing = (bads: Readonly<Record<string, number>>) =>
  alertsOf(burning(bads)).flatMap(({ limit, firing: fires }) => (fires ? [limit] : []));

describe('alerts', () => {
  it('fire where both windows burn strictly faster than the limit', () => {
    expect(firing({ '1h': 145, '5m': 145 })).toEqual(['14.4']);
    expect(firing({ '6h': 61, '30m': 61 })).toEqual(['6.0']);
    expect(firing({ '1d': 31, '2h': 31 })).toEqual(['3.0']);
    expect(firing({ '3d': 11, '6h': 11 })).toEqual(['1.0']);
  });

  it('do not fire at the limit itself', () => {
    expect(firing({ '1h': 144, '5m': 145 })).toEqual([]);
    expect(firing({ '1h': 145, '5m': 144 })).toEqual([]);
    expect(firing({ '3d': 10, '6h': 11 })).toEqual([]);
  });

  it('do not fire for what is over, nor for what only began', () => {
    expect(firing({ '1h': 1000 })).toEqual([]);
    expect(firing({ '5m': 1000 })).toEqual([]);
  });

  it('do not fire over silence', () => {
    const silent = burning({}).map((one) => ({ ...one, valid: 0 }));
    expect(alertsOf(silent).every(({ firing: fires }) => !fires)).toBe(true);
  });
});

describe('a burn rate', () => {
  it('is rounded up, and of silence there is none', () => {
    const one = { window: '1h', valid: 30_000, bad: 1, targetPpm: 999_000 };
    expect(burnRateOfWindow(one)).toEqual({ window: '1h', valid: 30_000, bad: 1, rate: '0.04' });
    expect(burnRateOfWindow({ ...one, valid: 0, bad: 0 }).rate).toBe('—');
  });
});
