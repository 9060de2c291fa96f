import { describe, expect, it } from 'vitest';
import type { Quantile } from '#schema/snapshot.ts';
import { drawnMs, heightOf, latencyLine, latencyScale, type TimedDay } from './latency-paths';
import { latencyLegend, latencySummary } from './latency-words';

const exactly = (ms: number): Quantile => ({ low: ms * 0.995, high: ms, estimate: ms, n: 500 });

function dayOf(date: string, p99: number | null): TimedDay {
  if (p99 === null) return { date, p50Ms: null, p90Ms: null, p99Ms: null };
  return { date, p50Ms: exactly(p99 / 4), p90Ms: exactly(p99 / 2), p99Ms: exactly(p99) };
}

const days = [
  dayOf('2026-03-01', 400),
  dayOf('2026-03-02', 800),
  dayOf('2026-03-03', null),
  dayOf('2026-03-04', 400),
];

describe('drawnMs', () => {
  it('takes the upper end of what is only known as an interval', () => {
    expect(drawnMs({ low: 250, high: 500, estimate: null, n: 9 })).toBe(500);
    expect(drawnMs({ low: 5000, high: null, estimate: null, n: 9 })).toBe(5000);
    expect(drawnMs(null)).toBeNull();
  });
});

describe('latencyScale', () => {
  it('reaches from tick to tick around the values and the threshold', () => {
    expect(latencyScale(days, 500)).toEqual({
      low: 100,
      high: 1000,
      ticks: [100, 200, 500, 1000],
    });
    expect(latencyScale(days, 2500)?.high).toBe(5000);
  });

  it('is none where nothing was timed', () => {
    expect(latencyScale([dayOf('2026-03-01', null)], 500)).toBeNull();
  });

  it('holds no latency at all and one of a day', () => {
    const scale = latencyScale([dayOf('2026-03-01', 0), dayOf('2026-03-02', 86_400_000)], null);
    expect(scale?.low).toBeGreaterThan(0);
    expect(scale?.high).toBeGreaterThanOrEqual(86_400_000);
    expect(scale?.ticks.length).toBeLessThanOrEqual(10);
  });
});

it('a line is broken where nothing was timed, and a lone day is a dot', () => {
  const scale = { low: 100, high: 1000, ticks: [] };
  expect(heightOf(1000, scale)).toBe(0);
  expect(heightOf(100, scale)).toBe(160);
  expect(latencyLine(days, 'p99', scale)).toBe('M0 64h0l1-48M3 64h0');
});

it('is told in words, with the days that were certainly over', () => {
  expect(latencySummary(days, 500)).toBe(
    'P99 over the objective of 500 ms on 1 of 3 days, slowest on 2 March 2026: 800 ms.',
  );
  expect(latencySummary(days, null)).toBe('P99 of 3 days, slowest on 2 March 2026: 800 ms.');
  expect(latencyLegend(days).map(({ last }) => last)).toEqual(['100 ms', '200 ms', '400 ms']);
});
