/**
 * The promise behind the constants of the noise filter: chance hardly ever colours a day
 * of a healthy service, and a real outage of three minutes is always shown.
 */
import { describe, expect, it } from 'vitest';
import { dayStatusOf } from '../rollup/figures/day.ts';
import { tallyOf } from '../rollup/figures/tally.ts';
import type { MinuteSeries } from '../rollup/minutes/minute-class.ts';
import { probeMinutes } from '../rollup/minutes/probes.ts';
import type { VantageResults } from '../rollup/series.ts';
import { uniform } from '../simulate/random.ts';
import { cellOf, vantageOf } from '../testing/minutes.testing.ts';
import { ballotsOf } from './standing.ts';
import { noiseOf } from './vote.ts';

const minuteMs = 60_000;
const dayMinutes = 1440;
const falseFailures = 0.001;

/** Days of 60-second checks; each probe has its own second, and its own chance failures. */
function checks(
  probes: number,
  days: number,
  seed: number,
  isDown: (timeMs: number) => boolean,
): VantageResults[] {
  return Array.from({ length: probes }, (_, probe) => {
    const atMs = Math.floor(uniform(seed, probe, 99) * minuteMs);
    const rows = Array.from({ length: days * dayMinutes }, (_, minute) => {
      const bad = isDown(minute * minuteMs + atMs) || uniform(seed, probe, minute) < falseFailures;
      return cellOf(minute, { bad: bad ? 1 : 0, atMs });
    });
    return vantageOf(`p${probe}`, rows);
  });
}

function classified(vantages: readonly VantageResults[], days: number): MinuteSeries {
  const ballots = ballotsOf(vantages);
  const siteDays = Array.from({ length: days }, (_, day) => ({
    start: day * dayMinutes,
    end: (day + 1) * dayMinutes,
  }));
  const noise = noiseOf(ballots, { checkIntervalMs: minuteMs, probes: null, days: siteDays });
  return probeMinutes(
    vantages,
    { ballots, noise, monitor: new Set() },
    { start: 0, end: days * dayMinutes },
    minuteMs,
  );
}

/** Days that are anything but operational. */
function colouredDays(series: MinuteSeries, days: number): number {
  const statuses = Array.from({ length: days }, (_, day) =>
    dayStatusOf(tallyOf(series, day * dayMinutes, (day + 1) * dayMinutes), 999_000),
  );
  return statuses.filter((status) => status !== 'operational').length;
}

const isNeverDown = () => false;

describe.each([1, 2, 3, 5])('%i probes', (probes) => {
  // By mere chance one quarter in twenty has more; the middle one of three tells the rule.
  it('of a healthy service colour at most 2 days of 90', () => {
    const coloured = [1, 2, 3].map((seed) =>
      colouredDays(classified(checks(probes, 90, seed, isNeverDown), 90), 90),
    );
    const [, middle] = coloured.toSorted((a, b) => a - b);
    expect(middle, `coloured days: ${coloured.join(', ')}`).toBeLessThanOrEqual(2);
  });

  it('show an outage of 3 minutes, whenever it begins', () => {
    for (let second = 0; second < 60; second += 7) {
      const startMs = 700 * minuteMs + second * 1000;
      const isDown = (timeMs: number) => timeMs >= startMs && timeMs < startMs + 3 * minuteMs;
      const series = classified(checks(probes, 1, 40 + second, isDown), 1);
      const { MAJOR } = tallyOf(series, 700, 705).minutes;
      expect(MAJOR, `from second ${second}`).toBeGreaterThanOrEqual(2);
      expect(colouredDays(series, 1)).toBe(1);
    }
  });
});

it.each([3, 5])('%i probes show an outage of 3 minutes that most of them see', (probes) => {
  const isDown = (timeMs: number) => timeMs >= 700 * minuteMs && timeMs < 703 * minuteMs;
  const seeing = checks((probes + 1) / 2, 1, 7, isDown);
  const blind = checks((probes - 1) / 2, 1, 8, isNeverDown).map(({ name, rows }) =>
    vantageOf(`blind ${name}`, rows),
  );
  expect(tallyOf(classified([...seeing, ...blind], 1), 700, 703).minutes.MAJOR).toBe(3);
});
