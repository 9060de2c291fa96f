import { describe, expect, it } from 'vitest';
import { cellOf, checksOf, vantageOf } from '../testing/minutes.testing.ts';
import { ballotsOf, follows, StandingWalk } from './standing.ts';

const minuteMs = 60_000;

/** Minutes of the first `count` in which something stands. */
function standing(
  rows: Parameters<typeof vantageOf>[1],
  checkIntervalMs: number,
  count = 12,
): number[] {
  const walk = new StandingWalk(ballotsOf([vantageOf('a', rows)]), checkIntervalMs);
  return Array.from({ length: count }, (_, minute) => minute).filter(
    (minute) => walk.at(minute).length > 0,
  );
}

describe('a result stands', () => {
  it('through every minute that starts before its time + 2 intervals', () => {
    expect(standing([cellOf(2)], minuteMs)).toEqual([2, 3]);
    expect(standing([cellOf(2, { atMs: 1 })], minuteMs)).toEqual([2, 3, 4]);
    expect(standing([cellOf(2, { atMs: 59_999 })], minuteMs)).toEqual([2, 3, 4]);
    expect(standing([cellOf(2)], 5 * minuteMs)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('at least through its own minute', () => {
    expect(standing([cellOf(2, { atMs: 59_999 })], 1000)).toEqual([2, 3]);
    expect(standing([cellOf(2)], 1000)).toEqual([2]);
  });

  it('until the minute of the next result of the same probe', () => {
    const ballots = ballotsOf([checksOf('a', 'x.'), checksOf('b', '  .')]);
    const walk = new StandingWalk(ballots, minuteMs);
    const seen = [0, 1, 2].map((minute) =>
      walk.at(minute).map(({ vantage, bad }) => `${vantage}${bad ? 'x' : '.'}`),
    );
    expect(seen).toEqual([['0x'], ['0.'], ['0.', '1.']]);
  });

  it('is never a mere sign of life', () => {
    expect(standing([cellOf(2, { n: 0 })], minuteMs)).toEqual([]);
  });
});

describe('a next result follows', () => {
  const [first, second] = ballotsOf([vantageOf('a', [cellOf(0), cellOf(2), cellOf(5)])])[0] ?? [];

  it('within two intervals, the last instant included', () => {
    if (first === undefined) throw new Error('no result');
    expect(follows(first, second, minuteMs)).toBe(true);
    expect(follows(first, second, minuteMs - 1)).toBe(false);
    expect(follows(first, undefined, minuteMs)).toBe(false);
  });
});

describe('probes that report', () => {
  it('are those with a result in the trailing day', () => {
    const walk = new StandingWalk(
      ballotsOf([checksOf('a', '.'), checksOf('b', '.', 1, 10)]),
      minuteMs,
    );
    const reporting = [0, 10, 1439, 1440, 1449, 1450].map((minute) => {
      walk.at(minute);
      return walk.reporting(minute);
    });
    expect(reporting).toEqual([1, 2, 2, 1, 1, 0]);
  });
});
