import { describe, expect, it } from 'vitest';
import type { MinuteCounts } from '#schema/snapshot.ts';
import { goldenCases, sharedData } from '../../testing/shared-data.testing.ts';
import { dayFiguresOf, dayStatusOf, sharesOf } from './day.ts';
import { emptyTally } from './tally.ts';

/** The golden table of days. */
const golden = [
  {
    minutes: { UP: 1440 },
    status: 'operational',
    uptime: '100.000%',
    worst: '100.000%',
    best: '100.000%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1439, MAJOR: 1 },
    status: 'degraded',
    uptime: '99.930%',
    worst: '99.930%',
    best: '99.930%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1435, MAJOR: 5 },
    status: 'major_outage',
    uptime: '99.652%',
    worst: '99.652%',
    best: '99.652%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1435, PARTIAL: 5 },
    status: 'partial_outage',
    uptime: '99.652%',
    worst: '99.652%',
    best: '99.652%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1436, MAJOR: 2, PARTIAL: 2 },
    status: 'degraded',
    uptime: '99.722%',
    worst: '99.722%',
    best: '99.722%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1425, DEGRADED: 15 },
    status: 'degraded',
    uptime: '100.000%',
    worst: '100.000%',
    best: '100.000%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1426, DEGRADED: 14 },
    status: 'operational',
    uptime: '100.000%',
    worst: '100.000%',
    best: '100.000%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1368, UNKNOWN: 72 },
    status: 'operational',
    uptime: '100.000%',
    worst: '95.000%',
    best: '100.000%',
    coverage: '95.00%',
  },
  {
    minutes: { UP: 1367, UNKNOWN: 73 },
    status: 'unknown',
    uptime: '100.000%',
    worst: '94.930%',
    best: '100.000%',
    coverage: '94.93%',
  },
  {
    minutes: { UNKNOWN: 1435, MAJOR: 5 },
    status: 'major_outage',
    uptime: '0.000%',
    worst: '0.000%',
    best: '99.652%',
    coverage: '0.34%',
  },
  {
    minutes: { MAINT: 1440 },
    status: 'maintenance',
    uptime: null,
    worst: null,
    best: null,
    coverage: null,
  },
  {
    minutes: { UP: 1320, MAINT: 120 },
    status: 'operational',
    uptime: '100.000%',
    worst: '100.000%',
    best: '100.000%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1379, MAJOR: 1 },
    status: 'degraded',
    uptime: '99.927%',
    worst: '99.927%',
    best: '99.927%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 1490, PARTIAL: 10 },
    status: 'partial_outage',
    uptime: '99.333%',
    worst: '99.333%',
    best: '99.333%',
    coverage: '100.00%',
  },
  {
    minutes: { UP: 40, IDLE: 1400 },
    status: 'operational',
    uptime: '100.000%',
    worst: '100.000%',
    best: '100.000%',
    coverage: '100.00%',
  },
  {
    minutes: { UNKNOWN: 1440 },
    status: 'unknown',
    uptime: null,
    worst: '0.000%',
    best: '100.000%',
    coverage: '0.00%',
  },
];

const countsOf = (minutes: Partial<MinuteCounts>): MinuteCounts => ({
  ...emptyTally.minutes,
  ...minutes,
});

/** Status by minutes, and by results where they are given. */
const statusOf = (minutes: Partial<MinuteCounts>, valid = 0, bad = 0) =>
  dayStatusOf({ minutes: countsOf(minutes), valid, bad }, 999_000);

it('restates the golden table', (context) => {
  const shared = sharedData('golden/day.json');
  if (!shared.present) context.skip(shared.absent);
  expect(goldenCases('day')).toEqual(golden);
});

describe('a day from its minutes', () => {
  it.each(golden)('$minutes is $status', ({ minutes, status, uptime, worst, best, coverage }) => {
    expect(statusOf(minutes)).toBe(status);
    const printed = (share: string | null) => share ?? '—';
    expect(sharesOf(countsOf(minutes))).toEqual({
      uptime: printed(uptime),
      worst: printed(worst),
      best: printed(best),
      coverage: printed(coverage),
    });
  });

  it('without a single minute yet is unknown', () => {
    expect(statusOf({})).toBe('unknown');
  });
});

describe('a day by its results', () => {
  it('is degraded when they burn more than 3 times the budget, strictly', () => {
    expect(statusOf({ UP: 1440 }, 10_000, 30)).toBe('operational');
    expect(statusOf({ UP: 1440 }, 10_000, 31)).toBe('degraded');
  });

  it('needs 10 bad ones to be', () => {
    expect(statusOf({ UP: 1440 }, 20, 9)).toBe('operational');
    expect(statusOf({ UP: 1440 }, 20, 10)).toBe('degraded');
  });

  it('stays exact with counts no floating point could hold', () => {
    const valid = 3_000_000_000_000_000;
    expect(statusOf({ UP: 1440 }, valid, 9_000_000_000_000)).toBe('operational');
    expect(statusOf({ UP: 1440 }, valid, 9_000_000_000_001)).toBe('degraded');
  });

  it('is degraded rather than unknown when little was seen and that was bad', () => {
    expect(statusOf({ UP: 100, UNKNOWN: 1340 }, 100, 10)).toBe('degraded');
  });
});

describe('published figures of a day', () => {
  const figuresOf = (observed: boolean) =>
    dayFiguresOf({
      date: '2026-03-01',
      targetPpm: 999_000,
      latency: { p50Ms: null, p90Ms: null, p99Ms: null },
      flags: [],
      observed,
      incidents: ['one'],
      tally: { ...emptyTally, minutes: countsOf({ UP: 1440 }), valid: 1000, bad: 1, noise: 2 },
    });

  it('count noise as bad in what is published beside the headline', () => {
    expect(figuresOf(true)).toMatchObject({
      status: 'operational',
      valid: 1000,
      good: 999,
      bad: 1,
      noise: 2,
      availability: '99.900%',
      availabilityRaw: '99.700%',
    });
  });

  it('have no status before the component was observed', () => {
    expect(figuresOf(false).status).toBe('none');
  });
});
