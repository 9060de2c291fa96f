import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, noResponseBucket } from '#schema/histogram.ts';
import { goldenCases, sharedData } from '../../testing/shared-data.testing.ts';
import {
  type Bucket,
  type Extremes,
  mergeHistograms,
  p99Of as p99OfHistogram,
  quantileInterval,
} from './quantile.ts';

/** The golden table of quantile intervals; null is infinity. */
const golden = [
  {
    buckets: [
      [0, 100, 900],
      [100, 250, 80],
      [250, 500, 15],
      [500, 1000, 5],
    ],
    q: 0.99,
    interval: [250, 500],
  },
  {
    buckets: [
      [0, 100, 900],
      [100, 250, 80],
      [250, 500, 15],
      [500, null, 5],
    ],
    q: 0.999,
    interval: [500, null],
  },
  {
    buckets: [
      [0, 250, 500],
      [250, 500, 10],
      [400, 404, 480],
      [404, 409, 10],
    ],
    q: 0.99,
    interval: [400, 409],
  },
];

it('restates the golden table', (context) => {
  const shared = sharedData('golden/quantile.json');
  if (!shared.present) context.skip(shared.absent);
  expect(goldenCases('quantile')).toEqual(golden);
});

const finite = (ms: number) => (Number.isFinite(ms) ? ms : null);

function histogramOf(durations: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const ms of durations) histogram.set(bucketOf(ms), 1 + (histogram.get(bucketOf(ms)) ?? 0));
  return histogram;
}

/** P99 of counts by bucket. */
function p99Of(
  counts: ReadonlyMap<number, number>,
  extremes: Extremes = { min: 0, max: Infinity },
  coarse: readonly Bucket[] = [],
) {
  return p99OfHistogram({ counts, coarse, extremes });
}

/** The order statistic itself. */
function exactP99(durations: readonly number[]): number {
  const rank = Math.ceil(durations.length * 0.99 - 1e-9);
  return durations.toSorted((a, b) => a - b)[rank - 1] ?? NaN;
}

/** The same numbers every time. */
function* randoms(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield (state + 1) / (2 ** 32 + 1);
  }
}

function sample(count: number, draw: (uniform: number, index: number) => number): number[] {
  return randoms(7).take(count).map(draw).toArray();
}

const samples = [
  ['heavy-tailed', sample(50_000, (u) => 20 / u ** 0.8)],
  ['log-normal', sample(50_000, (u) => 100 * Math.exp(2 * Math.sqrt(-2 * Math.log(u))))],
  ['constant', sample(1000, () => 123.456)],
  ['bimodal', sample(10_000, (u, index) => (index % 50 === 0 ? 2000 + 100 * u : 20 + 5 * u))],
  ['of one hundred', sample(100, (u) => 50 + 1000 * u)],
  ['of one hundred and one', sample(101, (u) => 50 + 1000 * u)],
  ['uniform', sample(10_000, (u) => 10 + 90 * u)],
] as const;

describe('interval', () => {
  it.each(golden)('of $buckets at $q is $interval', ({ buckets, q, interval }) => {
    const given = buckets.map(([low, high, count]) => ({
      low: low ?? 0,
      high: high ?? Infinity,
      count: count ?? 0,
    }));
    expect(quantileInterval(given, q * 10_000)?.map(finite)).toEqual(interval);
  });

  it('of nothing is none', () => {
    expect(quantileInterval([], 9_900)).toBeNull();
  });

  it('holds the order statistic, however wide the buckets are', () => {
    const widths = fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 300 })), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(widths, (results) => {
        const durations = results.map(([ms]) => ms);
        const given = results.map(([ms, width]) => {
          const low = Math.ceil(ms / width) * width - width;
          return { low, high: low + width, count: 1 };
        });
        const [low = NaN, high = NaN] = quantileInterval(given, 9_900) ?? [];
        expect(low).toBeLessThanOrEqual(exactP99(durations));
        expect(high).toBeGreaterThanOrEqual(exactP99(durations));
      }),
    );
  });
});

describe('P99', () => {
  it.each(samples)(
    'of a sample that is %s is within 0.55 %% of the order statistic',
    (_, durations) => {
      const found = p99Of(histogramOf(durations));
      const exact = exactP99(durations);
      expect(Math.abs((found?.estimate ?? NaN) - exact) / exact).toBeLessThanOrEqual(0.0055);
      expect(found?.low).toBeLessThanOrEqual(exact);
      expect(found?.high).toBeGreaterThanOrEqual(exact);
      expect(found?.n).toBe(durations.length);
    },
  );

  it('of fewer than 100 is an interval only', () => {
    expect(p99Of(histogramOf(sample(99, (u) => u * 100)))).toMatchObject({ estimate: null, n: 99 });
    expect(p99Of(histogramOf([42]))).toMatchObject({ estimate: null, n: 1 });
  });

  it('of instant results is 0', () => {
    expect(p99Of(new Map([[bucketOf(0), 200]]))).toEqual({ low: 0, high: 0, estimate: 0, n: 200 });
  });

  it('lies above the last finite bound where more than 1 % had no response', () => {
    const found = p99Of(
      new Map([
        [bucketOf(100), 980],
        [noResponseBucket, 20],
      ]),
    );
    expect(found).toMatchObject({ high: null, estimate: null, n: 1000 });
    expect(found?.low).toBeGreaterThan(99);
    expect(found?.low).toBeLessThan(101.2);
  });

  it('is finite where exactly 1 % had none', () => {
    expect(
      p99Of(
        new Map([
          [bucketOf(100), 990],
          [noResponseBucket, 10],
        ]),
      )?.estimate,
    ).not.toBeNull();
  });

  it('of nothing but results without a response is over 0', () => {
    expect(p99Of(new Map([[noResponseBucket, 5]]))).toEqual({
      low: 0,
      high: null,
      estimate: null,
      n: 5,
    });
  });

  it('of nothing is none', () => {
    expect(p99Of(new Map())).toBeNull();
  });

  it('of merged parts is that of the whole', () => {
    const durations = sample(1000, (u) => 1000 * u);
    const parts = [durations.slice(0, 10), durations.slice(10, 600), durations.slice(600)];
    const merged = mergeHistograms(
      parts.map((part) => ({
        counts: histogramOf(part),
        coarse: [],
        extremes: { min: 0, max: Infinity },
      })),
    );
    expect(p99OfHistogram(merged)).toEqual(p99Of(histogramOf(durations)));
  });
});

describe('the estimate', () => {
  it('is never beyond what was measured', () => {
    const counts = new Map([
      [bucketOf(100), 97],
      [bucketOf(400), 3],
    ]);
    expect(p99Of(counts)?.estimate).toBeGreaterThan(400);
    expect(p99Of(counts, { min: 100, max: 400 })?.estimate).toBe(400);
    expect(p99Of(new Map([[bucketOf(99), 200]]), { min: 99, max: 99 })?.estimate).toBe(99);
  });
});

describe('buckets that came as they are', () => {
  const anything = { min: 0, max: Infinity };
  const half = { low: 250, high: 500, count: 500 };

  it('keep their bounds, too wide for a single figure', () => {
    expect(p99Of(new Map(), anything, [half])).toEqual({
      low: 250,
      high: 500,
      estimate: null,
      n: 500,
    });
  });

  it('are one figure where they are as narrow as ours', () => {
    const narrow = { low: 400, high: 404, count: 500 };
    expect(p99Of(new Map(), anything, [narrow])?.estimate).toBe(402);
  });

  it('without an upper bound say how much at least', () => {
    const open = { low: 500, high: Infinity, count: 10 };
    expect(p99Of(new Map(), anything, [half, open])).toMatchObject({ low: 500, high: null });
  });

  it('are added where their bounds are the same, beside counts of ours', () => {
    const one = { counts: new Map([[5, 1]]), coarse: [half], extremes: { min: 250, max: 500 } };
    expect(mergeHistograms([one, one])).toEqual({
      counts: new Map([[5, 2]]),
      coarse: [{ ...half, count: 1000 }],
      extremes: { min: 250, max: 500 },
    });
  });
});
