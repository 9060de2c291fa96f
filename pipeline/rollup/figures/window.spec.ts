import { describe, expect, it } from 'vitest';
import { addTallies, emptyTally, type Tally } from './tally.ts';
import { windowFiguresOf } from './window.ts';

const objective = {
  from: null,
  availabilityPpm: 999_000,
  p99Ms: 500,
  period: '30d',
  minCoveragePpm: 990_000,
};
const minutes = { ...emptyTally.minutes, UP: 990, MAJOR: 2, UNKNOWN: 8 };
const latency = { timed: 9000, slow: 90, slowHigh: 90 };
const tally: Tally = { ...emptyTally, minutes, valid: 10_000, bad: 10, ...latency };

const figuresOf = (changes: Partial<Parameters<typeof windowFiguresOf>[0]> = {}) =>
  windowFiguresOf({ tally, p99Ms: null, observed: 'requests', objective, ...changes });

describe('figures of a window', () => {
  it('count requests where requests are observed', () => {
    expect(figuresOf()).toMatchObject({
      valid: 10_000,
      good: 9990,
      bad: 10,
      availability: '99.900%',
      coverage: '99.20%',
      burnRate: '1.00',
      latency: { over: [90, 90], total: 9000 },
      verdict: 'met',
      basis: 'requests against 99.9%, P99 against 500 ms, 99.20% of the time measured',
    });
  });

  it.each(['probes', 'transitions'] as const)('judge %s by minutes', (observed) => {
    expect(figuresOf({ observed })).toMatchObject({
      verdict: 'missed',
      worst: '99.000%',
      best: '99.800%',
      basis: 'minutes against 99.9%, P99 against 500 ms, 99.20% of the time measured',
    });
  });

  it('miss when latency does', () => {
    expect(figuresOf({ tally: { ...tally, slow: 91 } }).verdict).toBe('missed');
  });

  it('judge no latency that was not promised', () => {
    const figures = figuresOf({
      tally: { ...tally, slow: 9000 },
      objective: { ...objective, p99Ms: null },
    });
    expect(figures).toMatchObject({
      verdict: 'met',
      basis: 'requests against 99.9%, 99.20% of the time measured',
    });
  });

  it('of nothing say so', () => {
    expect(figuresOf({ tally: emptyTally })).toMatchObject({
      availability: '—',
      worst: '—',
      coverage: '—',
      burnRate: '—',
      verdict: 'undetermined',
      basis: 'requests against 99.9%, P99 against 500 ms, nothing of the time measured',
    });
  });
});

describe('addTallies', () => {
  it('adds every figure', () => {
    const sum = addTallies([tally, tally, emptyTally]);
    expect(sum).toEqual({
      ...tally,
      minutes: { ...minutes, UP: 1980, MAJOR: 4, UNKNOWN: 16 },
      valid: 20_000,
      bad: 20,
      timed: 18_000,
      slow: 180,
      slowHigh: 180,
    });
  });
});
