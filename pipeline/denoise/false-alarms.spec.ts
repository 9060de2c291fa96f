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
const quarter = 90 * dayMinutes;
const falseFailures = 0.001;

/** Minutes since the epoch, [start, end). */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** 60-second checks; each probe has its own second. */
function checks(
  probes: number,
  { start, end }: Range,
  seed: number,
  isBad: (probe: number, minute: number, timeMs: number) => boolean,
): VantageResults[] {
  return Array.from({ length: probes }, (_, probe) => {
    const atMs = Math.floor(uniform(seed, probe, 99) * minuteMs);
    const rows = Array.from({ length: end - start }, (_unused, index) => {
      const minute = start + index;
      return cellOf(minute, { bad: Number(isBad(probe, minute, minute * minuteMs + atMs)), atMs });
    });
    return vantageOf(`p${probe}`, rows);
  });
}

function classified(vantages: readonly VantageResults[], range: Range): MinuteSeries {
  const ballots = ballotsOf(vantages);
  const days = Array.from({ length: (range.end - range.start) / dayMinutes }, (_, day) => ({
    start: range.start + day * dayMinutes,
    end: range.start + (day + 1) * dayMinutes,
  }));
  const noise = noiseOf(ballots, { checkIntervalMs: minuteMs, probes: null, days });
  return probeMinutes(vantages, { ballots, noise, monitor: new Set() }, range, minuteMs);
}

/** Days of a stretch that are anything but operational. */
function colouredDays(series: MinuteSeries): number[] {
  const { start, end } = series.range;
  return Array.from(
    { length: (end - start) / dayMinutes },
    (_, day) => start / dayMinutes + day,
  ).filter((day) => {
    const tally = tallyOf(series, day * dayMinutes, (day + 1) * dayMinutes);
    return dayStatusOf(tally, 999_000) !== 'operational';
  });
}

/** Chance failures of every probe in 90 days: the gaps between them are drawn, not each check. */
function chanceFailures(probes: number, seed: number): ReadonlySet<number>[] {
  return Array.from({ length: probes }, (_, probe) => {
    const minutes = new Set<number>();
    let minute = -1;
    for (let draw = 0; minute < quarter; draw += 1) {
      const gap = Math.log(uniform(seed, probe + 100, draw)) / Math.log(1 - falseFailures);
      minute += 1 + Math.floor(gap);
      if (minute < quarter) minutes.add(minute);
    }
    return minutes;
  });
}

/**
 * Days that may be coloured, to look at no others: enough failures close together (of three
 * probes and more, two alone are contradicted), a crowd within an hour, or many in a day.
 */
function suspectDays(failures: readonly ReadonlySet<number>[]): number[] {
  const minutes = failures.flatMap((held) => [...held]).sort((a, b) => a - b);
  const [least, many] = failures.length < 3 ? [2, 10] : [3, 30];
  const close = new Map<number, number>();
  const suspects = new Set<number>();
  minutes.forEach((minute, index) => {
    const day = Math.floor(minute / dayMinutes);
    const before = minute - (minutes[index - 1] ?? -Infinity);
    const after = (minutes[index + 1] ?? Infinity) - minute;
    if (Math.min(before, after) <= 3) close.set(day, (close.get(day) ?? 0) + 1);
    const crowd = minute - (minutes[index - 4] ?? -Infinity) <= 60;
    const often = minute - (minutes[index - many + 1] ?? -Infinity) <= dayMinutes;
    if (crowd || often) suspects.add(day);
    if (crowd && minute % dayMinutes < 60) suspects.add(day - 1);
  });
  for (const [day, count] of close) if (count >= least) suspects.add(day);
  return [...suspects].sort((a, b) => a - b);
}

const isFailed = (failures: readonly ReadonlySet<number>[]) => (probe: number, minute: number) =>
  failures[probe]?.has(minute) ?? false;

/** Coloured days of one random quarter; each suspect day is looked at with an hour around it. */
function colouredByChance(probes: number, seed: number): number[] {
  const failures = chanceFailures(probes, seed);
  return suspectDays(failures).filter((day) => {
    const range = { start: day * dayMinutes, end: (day + 1) * dayMinutes };
    const near = { start: range.start - 60, end: range.end + 60 };
    const vantages = checks(probes, near, seed, isFailed(failures));
    return colouredDays(classified(vantages, range)).length > 0;
  });
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);
const isNever = () => false;

describe.each([1, 2, 3, 5])('%i probes', (probes) => {
  it('of a healthy service colour at most 2 days of 90, in each of 200 random quarters', () => {
    const most = seeds.map((seed) => ({ seed, days: colouredByChance(probes, seed).length }));
    expect(most.filter(({ days }) => days > 2)).toEqual([]);
  });

  it('colour the same days when all of a quarter is looked at', () => {
    const failures = chanceFailures(probes, 5);
    const range = { start: 0, end: quarter };
    const series = classified(checks(probes, range, 5, isFailed(failures)), range);
    expect(colouredDays(series)).toEqual(colouredByChance(probes, 5));
  });

  it('show an outage of 3 minutes, whenever it begins', () => {
    for (let second = 0; second < 60; second += 7) {
      const startMs = 700 * minuteMs + second * 1000;
      const isDown = (_probe: number, _minute: number, timeMs: number) =>
        timeMs >= startMs && timeMs < startMs + 3 * minuteMs;
      const range = { start: 0, end: dayMinutes };
      const series = classified(checks(probes, range, 40 + second, isDown), range);
      const { MAJOR } = tallyOf(series, 700, 705).minutes;
      expect(MAJOR, `from second ${second}`).toBeGreaterThanOrEqual(2);
      expect(colouredDays(series)).toHaveLength(1);
    }
  });
});

describe.each([3, 5])('%i probes', (probes) => {
  const range = { start: 0, end: dayMinutes };
  const down = (_probe: number, minute: number) => minute >= 700 && minute < 703;

  /** Some see the outage, the others do not. */
  function seenBy(seeing: number): MinuteSeries {
    const blind = checks(probes - seeing, range, 8, isNever).map(({ name, rows }) =>
      vantageOf(`blind ${name}`, rows),
    );
    return classified([...checks(seeing, range, 7, down), ...blind], range);
  }

  it('show an outage of 3 minutes that most of them see as a major one', () => {
    expect(tallyOf(seenBy((probes + 1) / 2), 700, 703).minutes.MAJOR).toBe(3);
  });

  it.each([1, 2])('show an outage of 3 minutes that only %i of them see', (seeing) => {
    expect(colouredDays(seenBy(seeing))).toEqual([0]);
  });
});

describe('brief failures that another probe contradicts', () => {
  const range = { start: 0, end: dayMinutes };
  /** Two of three probes fail in these minutes. */
  const failingIn = (...minutes: readonly number[]) =>
    classified(
      checks(3, range, 7, (probe, minute) => probe < 2 && minutes.includes(minute)),
      range,
    );

  it('are major minutes, but two of them in a day do not colour it', () => {
    const series = failingIn(100, 300);
    expect(tallyOf(series, 0, dayMinutes)).toMatchObject({ brief: 2, bad: 4 });
    expect(tallyOf(series, 0, dayMinutes).minutes.MAJOR).toBe(2);
    expect(colouredDays(series)).toEqual([]);
  });

  it('colour it when there are three minutes of them', () => {
    expect(colouredDays(failingIn(100, 300, 500))).toEqual([0]);
  });

  it('are not those that all probes see', () => {
    const all = checks(3, range, 7, (_probe, minute) => minute === 100);
    expect(colouredDays(classified(all, range))).toEqual([0]);
  });
});
