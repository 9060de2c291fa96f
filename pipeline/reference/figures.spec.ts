/** Days, windows, budgets and quantiles: the pipeline against the plain reading of the rules. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, noResponseBucket } from '#schema/histogram.ts';
import type { MinuteCounts } from '#schema/snapshot.ts';
import { dayFiguresOf, dayStatusOf } from '../rollup/figures/day.ts';
import { budgetOf, burnRateOf, burnsAbove } from '../rollup/figures/objective.ts';
import {
  type Bucket,
  mergeHistograms,
  noExtremes,
  p99Of,
  quantileInterval,
} from '../rollup/figures/quantile.ts';
import { emptyTally, type Tally } from '../rollup/figures/tally.ts';
import { windowFiguresOf } from '../rollup/figures/window.ts';
import type { Letter } from './events.testing.ts';
import * as plain from './figures.testing.ts';

const cases = { numRuns: 3000, seed: 21 };
const targets = fc.constantFrom(10_000, 950_000, 990_000, 999_000, 999_900, 999_999);
const counts = fc.oneof(fc.nat(50), fc.nat(100_000), fc.integer({ min: 0, max: 2 ** 40 }));
/** Valid results and the bad ones of them. */
const events = fc
  .tuple(counts, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20))
  .map(([valid, share, few]) => ({
    valid,
    bad: Math.min(valid, share < 0.5 ? few : Math.floor((share - 0.5) * 2 * valid)),
  }));
const few = fc.oneof({ weight: 3, arbitrary: fc.nat(6) }, fc.nat(90), fc.nat(1500));
const minutes: fc.Arbitrary<MinuteCounts> = fc.record({
  UP: few,
  DEGRADED: few,
  PARTIAL: few,
  MAJOR: few,
  MAINT: few,
  IDLE: few,
  UNKNOWN: few,
});

function lettersOf(given: MinuteCounts): Letter[] {
  const named: readonly (readonly [Letter, number])[] = [
    ['U', given.UP],
    ['D', given.DEGRADED],
    ['P', given.PARTIAL],
    ['M', given.MAJOR],
    ['X', given.MAINT],
    ['I', given.IDLE],
    ['?', given.UNKNOWN],
  ];
  return named.flatMap(([letter, count]) => Array.from({ length: count }, () => letter));
}

const tallyOf = (given: MinuteCounts, { valid, bad }: { valid: number; bad: number }): Tally => ({
  ...emptyTally,
  minutes: given,
  valid,
  bad,
});

describe('a day', () => {
  it('has the same status and shares', () => {
    fc.assert(
      fc.property(minutes, events, targets, (given, { valid, bad }, targetPpm) => {
        const letters = lettersOf(given);
        const day = dayFiguresOf({
          latency: { p50Ms: null, p90Ms: null, p99Ms: null },
          ...{ date: '2026-03-01', targetPpm, flags: [], observed: true },
          ...{ tally: tallyOf(given, { valid, bad }), incidents: [] },
        });
        const counted = { letters, valid: BigInt(valid), bad: BigInt(bad) };
        expect(day.status).toBe(plain.dayStatus(counted, BigInt(targetPpm)));
        expect(day).toMatchObject(plain.sharesOf(letters));
        expect(day.availability).toBe(plain.floored(BigInt(valid - bad), BigInt(valid), 3));
      }),
      cases,
    );
  });
});

describe('a window', () => {
  it('has the same verdict, budget and burn rate', () => {
    const observed = fc.constantFrom(
      'requests' as const,
      'probes' as const,
      'transitions' as const,
    );
    const over = fc.record({ timed: fc.nat(3000), share: fc.nat(40) });
    fc.assert(
      fc.property(minutes, events, targets, observed, over, (given, counted, ppm, kind, late) => {
        const slow = Math.min(late.timed, late.share);
        const tally = { ...tallyOf(given, counted), timed: late.timed, slow, slowHigh: slow };
        const terms = { from: null, availabilityPpm: ppm, p99Ms: 500, period: '30d' };
        const objective = { ...terms, minCoveragePpm: 990_000 };
        const found = windowFiguresOf({ tally, p99Ms: null, observed: kind, objective });
        const [valid, bad, target] = [BigInt(counted.valid), BigInt(counted.bad), BigInt(ppm)];
        const window = {
          ...{ letters: lettersOf(given), valid, bad },
          ...{ over: BigInt(slow), timed: BigInt(late.timed) },
        };
        expect(found.verdict).toBe(plain.verdictOf(window, kind, target, 990_000n));
        expect(found.budget).toEqual(plain.budgetOf(valid, bad, target));
        expect(found.burnRate).toBe(plain.burnOf(valid, bad, target, 10n).rate);
      }),
      cases,
    );
  });

  it('burns above the same limits', () => {
    const tenths = fc.constantFrom(10, 30, 60, 144);
    fc.assert(
      fc.property(events, targets, tenths, ({ valid, bad }, ppm, limit) => {
        const burn = plain.burnOf(BigInt(valid), BigInt(bad), BigInt(ppm), BigInt(limit));
        expect(burnsAbove(bad, valid, ppm, limit)).toBe(burn.above);
        expect(burnRateOf(bad, valid, ppm)).toBe(burn.rate);
      }),
      cases,
    );
  });
});

describe('nothing flatters', () => {
  const share = (percent: string) => (percent === '—' ? -Infinity : Number.parseFloat(percent));
  const figures = (tally: Tally) =>
    dayFiguresOf({
      latency: { p50Ms: null, p90Ms: null, p99Ms: null },
      ...{ date: '2026-03-01', targetPpm: 999_000, flags: [], observed: true },
      ...{ tally, incidents: [] },
    });

  it('one more bad result never raises availability, nor what is left of the budget', () => {
    fc.assert(
      fc.property(events, targets, ({ valid, bad }, ppm) => {
        fc.pre(valid > 0);
        const worse = { valid: valid + 1, bad: bad + 1 };
        const [before, after] = [{ valid, bad }, worse].map((one) =>
          figures(tallyOf(emptyTally.minutes, one)),
        );
        expect(share(after?.availability ?? '')).toBeLessThanOrEqual(
          share(before?.availability ?? ''),
        );
        const left = [bad, bad + 1].map((b, more) => budgetOf(b, valid + more, ppm).remaining);
        expect(share(left[1] ?? '')).toBeLessThanOrEqual(share(left[0] ?? ''));
      }),
      cases,
    );
  });

  it('one more minute of silence never raises worst, and never makes a day operational', () => {
    fc.assert(
      fc.property(minutes, events, (given, counted) => {
        const silent = { ...given, UNKNOWN: given.UNKNOWN + 1 };
        const [before, after] = [given, silent].map((one) => figures(tallyOf(one, counted)));
        if (before?.worst !== '—')
          expect(share(after?.worst ?? '')).toBeLessThanOrEqual(share(before?.worst ?? ''));
        if (before?.status !== 'operational') expect(after?.status).not.toBe('operational');
      }),
      cases,
    );
  });

  it('prints 1 bad in 30,000 as less than 100 %, and silence as nothing', () => {
    const day = figures(tallyOf({ ...emptyTally.minutes, UP: 1440 }, { valid: 30_000, bad: 1 }));
    expect(day.availability).toBe('99.996%');
    expect(plain.floored(29_999n, 30_000n, 2)).toBe('99.99%');
    const silence = tallyOf({ ...emptyTally.minutes, UNKNOWN: 1440 }, { valid: 0, bad: 0 });
    expect(figures(silence)).toMatchObject({ status: 'unknown', availability: '—', uptime: '—' });
    expect(dayStatusOf(silence, 999_000)).toBe('unknown');
  });
});

describe('a quantile', () => {
  const exact = fc.oneof(
    fc.constantFrom(0, 1, 100, 500, 86_400_000),
    fc.double({ min: 0.01, max: 60_000, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }).map((u) => 20 / (1.0001 - u) ** 0.8),
  );
  const result = fc.record({
    ms: exact,
    kind: fc.constantFrom('exact', 'explicit', 'exponential', 'none'),
    scale: fc.integer({ min: 0, max: 5 }),
  });
  const bounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000];

  function coarseOf(ms: number, kind: string, scale: number): Bucket {
    if (kind === 'explicit') {
      const at = bounds.findIndex((bound) => ms <= bound);
      if (at === 0) return { low: 0, high: 0, count: 1 };
      return { low: bounds.at(at - 1) ?? 0, high: at < 0 ? Infinity : (bounds[at] ?? 0), count: 1 };
    }
    if (ms === 0) return { low: 0, high: 0, count: 1 };
    const width = 2 ** (6 - scale);
    const index = Math.floor(bucketOf(ms) / width);
    const bound = (at: number) => 2 ** ((at * width) / 64);
    return { low: bound(index), high: bound(index + 1), count: 1 };
  }

  it('of exact, explicit and exponential inputs together holds the order statistic', () => {
    fc.assert(
      fc.property(fc.array(result, { minLength: 1, maxLength: 300 }), (results) => {
        const single = results.map(({ ms, kind, scale }) => {
          if (kind === 'exact' || kind === 'none') {
            const bucket = kind === 'none' ? noResponseBucket : bucketOf(ms);
            const extremes = kind === 'none' ? noExtremes : { min: ms, max: ms };
            return { counts: new Map([[bucket, 1]]), coarse: [], extremes };
          }
          const coarse = coarseOf(ms, kind, scale);
          const extremes = { min: coarse.low, max: coarse.high };
          return { counts: new Map<number, number>(), coarse: [coarse], extremes };
        });
        const sorted = results
          .map(({ ms, kind }) => (kind === 'none' ? Infinity : ms))
          .sort((a, b) => (a === b ? 0 : a - b));
        const truth = sorted[Math.ceil((sorted.length * 99) / 100) - 1] ?? NaN;
        const found = p99Of(mergeHistograms(single));
        expect(found?.n).toBe(results.length);
        if (Number.isFinite(truth)) expect(found?.low).toBeLessThanOrEqual(truth);
        expect(found?.high ?? Infinity).toBeGreaterThanOrEqual(truth);
        const estimate = found?.estimate ?? null;
        if (estimate !== null)
          expect(Math.abs(estimate - truth)).toBeLessThanOrEqual(truth * 0.0055 + 0.01);
      }),
      { numRuns: 1500, seed: 22 },
    );
  });

  it('has the same rank for any number of results', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 400 }), (given) => {
        const sorted = given.toSorted((a, b) => a - b);
        const n = BigInt(sorted.length);
        const rank = Number((99n * n + 99n) / 100n);
        const buckets = given.map((ms) => ({ low: ms, high: ms, count: 1 }));
        expect(quantileInterval(buckets, 9900)?.[0]).toBe(sorted[rank - 1]);
      }),
      { numRuns: 1000, seed: 23 },
    );
  });
});
