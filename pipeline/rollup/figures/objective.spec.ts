import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenCases, sharedData } from '../../testing/shared-data.testing.ts';
import {
  budgetOf,
  burnRateOf,
  burnsAbove,
  combined,
  latencyVerdict,
  meetsTarget,
  verdictByEvents,
  verdictByMinutes,
} from './objective.ts';

/** The golden table of budgets; fractions are exact. */
const golden = [
  {
    good: 9990,
    bad: 10,
    targetPpm: 999_000,
    met: true,
    budgetEvents: '10',
    consumed: '1',
    remaining: '0',
    burnRate: '1',
    pageAt14_4: false,
  },
  {
    good: 9989,
    bad: 11,
    targetPpm: 999_000,
    met: false,
    budgetEvents: '10',
    consumed: '11/10',
    remaining: '-1/10',
    burnRate: '11/10',
    pageAt14_4: false,
  },
  {
    good: 9991,
    bad: 9,
    targetPpm: 999_000,
    met: true,
    budgetEvents: '10',
    consumed: '9/10',
    remaining: '1/10',
    burnRate: '9/10',
    pageAt14_4: false,
  },
  {
    good: 43_157,
    bad: 43,
    targetPpm: 999_000,
    met: true,
    budgetEvents: '216/5',
    consumed: '215/216',
    remaining: '1/216',
    burnRate: '215/216',
    pageAt14_4: false,
  },
  {
    good: 985_600,
    bad: 14_400,
    targetPpm: 999_000,
    met: false,
    budgetEvents: '1000',
    consumed: '72/5',
    remaining: '-67/5',
    burnRate: '72/5',
    pageAt14_4: false,
  },
  {
    good: 994_000,
    bad: 6000,
    targetPpm: 999_000,
    met: false,
    budgetEvents: '1000',
    consumed: '6',
    remaining: '-5',
    burnRate: '6',
    pageAt14_4: false,
  },
  {
    good: 95,
    bad: 5,
    targetPpm: 950_000,
    met: true,
    budgetEvents: '5',
    consumed: '1',
    remaining: '0',
    burnRate: '1',
    pageAt14_4: false,
  },
  {
    good: 1000,
    bad: 0,
    targetPpm: 999_900,
    met: true,
    budgetEvents: '1/10',
    consumed: '0',
    remaining: '1',
    burnRate: '0',
    pageAt14_4: false,
  },
  {
    good: 0,
    bad: 10,
    targetPpm: 999_000,
    met: false,
    budgetEvents: '1/100',
    consumed: '1000',
    remaining: '-999',
    burnRate: '1000',
    pageAt14_4: true,
  },
];

/** The golden table of verdicts by minutes. */
const goldenVerdicts = [
  { minutes: 43_200, up: 43_157, unknown: 0, targetPpm: 999_000, verdict: 'met' },
  { minutes: 43_200, up: 43_156, unknown: 0, targetPpm: 999_000, verdict: 'missed' },
  { minutes: 43_200, up: 43_100, unknown: 60, targetPpm: 999_000, verdict: 'undetermined' },
  { minutes: 43_200, up: 43_156, unknown: 44, targetPpm: 999_000, verdict: 'undetermined' },
  { minutes: 43_200, up: 43_157, unknown: 43, targetPpm: 999_000, verdict: 'met' },
  { minutes: 43_200, up: 43_000, unknown: 44, targetPpm: 999_000, verdict: 'missed' },
];

it.for([
  ['budget', golden],
  ['verdict', goldenVerdicts],
] as const)('restates the golden table %s', ([table, cases], context) => {
  const shared = sharedData(`golden/${table}.json`);
  if (!shared.present) context.skip(shared.absent);
  expect(goldenCases(table)).toEqual(cases);
});

/** A fraction as [numerator, denominator]. */
function fraction(text: string): readonly [bigint, bigint] {
  const [numerator = '0', denominator = '1'] = text.split('/');
  return [BigInt(numerator), BigInt(denominator)];
}

/** A printed decimal in units of its last place. */
const units = (text: string) => BigInt(text.replace(/[.%]/g, ''));

/** Whether a decimal of the given places is the exact fraction rounded down, or up. */
function isRounded(text: string, exact: string, scale: bigint, up: boolean): boolean {
  const [numerator, denominator] = fraction(exact);
  const [value, wanted] = [units(text) * denominator, numerator * scale];
  return up
    ? value >= wanted && value - wanted < denominator
    : value <= wanted && wanted - value < denominator;
}

const none = {
  valid: 0,
  bad: 0,
  upMinutes: 0,
  unknownMinutes: 0,
  expectedMinutes: 0,
  timed: 0,
  over: [0, 0],
} as const;
const objective = {
  from: null,
  availabilityPpm: 999_000,
  p99Ms: 500,
  period: '30d',
  minCoveragePpm: 990_000,
};

describe('budget and burn rate', () => {
  it.each(golden)(
    '$bad bad of $bad + $good against $targetPpm ppm',
    ({ good, bad, targetPpm, ...expected }) => {
      const valid = good + bad;
      expect(meetsTarget(bad, valid, targetPpm)).toBe(expected.met);
      const { events, consumed, remaining } = budgetOf(bad, valid, targetPpm);
      expect(isRounded(events, expected.budgetEvents, 1000n, false)).toBe(true);
      expect(isRounded(consumed, expected.consumed, 10_000n, true)).toBe(true);
      expect(isRounded(remaining, expected.remaining, 10_000n, false)).toBe(true);
      expect(isRounded(burnRateOf(bad, valid, targetPpm), expected.burnRate, 100n, true)).toBe(
        true,
      );
      expect(burnsAbove(bad, valid, targetPpm, 144)).toBe(expected.pageAt14_4);
    },
  );

  it('burns above a limit only strictly', () => {
    expect(burnsAbove(144, 10_000, 999_000, 144)).toBe(false);
    expect(burnsAbove(145, 10_000, 999_000, 144)).toBe(true);
  });

  it('of nothing measured is no number', () => {
    expect(budgetOf(0, 0, 999_000)).toEqual({ events: '0.000', consumed: '—', remaining: '—' });
    expect(burnRateOf(0, 0, 999_000)).toBe('—');
  });

  it('is met exactly as long as no more than the budget is used', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        fc.nat(10_000_000),
        fc.integer({ min: 10_000, max: 999_999 }),
        (good, bad, targetPpm) => {
          const valid = good + bad;
          fc.pre(valid > 0);
          const met = meetsTarget(bad, valid, targetPpm);
          expect(!budgetOf(bad, valid, targetPpm).remaining.startsWith('-')).toBe(met);
          expect(!burnsAbove(bad, valid, targetPpm, 10)).toBe(met);
        },
      ),
    );
  });
});

describe('verdict by minutes', () => {
  it.each(goldenVerdicts)(
    '$up up, $unknown unknown of $minutes: $verdict',
    ({ minutes, up, unknown, targetPpm, verdict }) => {
      expect(
        verdictByMinutes(
          { ...none, upMinutes: up, unknownMinutes: unknown, expectedMinutes: minutes },
          targetPpm,
        ),
      ).toBe(verdict);
    },
  );

  it('of nothing expected is undetermined', () => {
    expect(verdictByMinutes(none, 999_000)).toBe('undetermined');
  });
});

describe('verdict by requests', () => {
  const watched = { ...none, valid: 10_000, bad: 10, expectedMinutes: 1000, unknownMinutes: 10 };

  it('is met with enough of the time watched', () => {
    expect(verdictByEvents(watched, objective)).toBe('met');
    expect(verdictByEvents({ ...watched, unknownMinutes: 11 }, objective)).toBe('undetermined');
  });

  it('is missed by what was measured, however little that is', () => {
    expect(verdictByEvents({ ...watched, bad: 11 }, objective)).toBe('missed');
    expect(verdictByEvents({ ...watched, bad: 11, unknownMinutes: 999 }, objective)).toBe('missed');
  });

  it('without a request is undetermined', () => {
    expect(verdictByEvents({ ...watched, valid: 0, bad: 0 }, objective)).toBe('undetermined');
    expect(verdictByEvents({ ...none, valid: 1 }, objective)).toBe('undetermined');
  });
});

describe('verdict of latency', () => {
  const timed = {
    ...none,
    timed: 1000,
    over: [10, 10],
    expectedMinutes: 100,
    unknownMinutes: 5,
  } as const;

  it('is met when at most 1 % were over, surely, and enough was watched', () => {
    expect(latencyVerdict(timed)).toBe('met');
    expect(latencyVerdict({ ...timed, unknownMinutes: 6 })).toBe('undetermined');
  });

  it('is missed when more than 1 % were over, surely', () => {
    expect(latencyVerdict({ ...timed, over: [11, 11] })).toBe('missed');
    expect(latencyVerdict({ ...timed, over: [11, 11], unknownMinutes: 99 })).toBe('missed');
  });

  it('is undetermined when a bucket straddles the threshold, or nothing was timed', () => {
    expect(latencyVerdict({ ...timed, over: [10, 11] })).toBe('undetermined');
    expect(latencyVerdict({ ...timed, timed: 0, over: [0, 0] })).toBe('undetermined');
    expect(latencyVerdict({ ...timed, expectedMinutes: 0, unknownMinutes: 0 })).toBe(
      'undetermined',
    );
  });
});

describe('a component', () => {
  it.each([
    [['met', 'met'], 'met'],
    [['met'], 'met'],
    [['met', 'undetermined'], 'undetermined'],
    [['undetermined', 'missed'], 'missed'],
    [['missed', 'met'], 'missed'],
  ] as const)('of %j is %s', (verdicts, verdict) => {
    expect(combined(verdicts)).toBe(verdict);
  });
});
