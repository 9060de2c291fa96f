/** Minutes of a component that is observed by its served requests. */
import { rules } from '../rules.ts';
import type { VantageResults } from '../series.ts';
import {
  DEGRADED,
  IDLE,
  MAJOR,
  type MinuteRange,
  type MinuteSeries,
  PARTIAL,
  UNKNOWN,
  UP,
} from './minute-class.ts';
import { type MinuteSums, sumsOf, withoutExcluded } from './minute-sums.ts';

export interface Traffic {
  readonly valid: number;
  readonly bad: number;
  /** Those with a latency, and those of them over the threshold. */
  readonly timed: number;
  readonly slow: number;
}

const limits = rules.requests;

/** P99 surely over the threshold: the order statistic of rank ceil(99 % of timed) is a slow one. */
function isSlow({ valid, timed, slow }: Traffic): boolean {
  return valid >= limits.leastForLatency && slow * 100 > timed;
}

/** bad/valid >= factor * (1 - target). */
function burns({ valid, bad }: Traffic, targetPpm: number): boolean {
  const allowed = BigInt(limits.degradedBurn * (1_000_000 - targetPpm)) * BigInt(valid);
  return BigInt(bad) * 1_000_000n >= allowed;
}

/** A series of all-unknown minutes with these sums. */
function seriesOfSums(sums: MinuteSums): MinuteSeries {
  const { records, valid, bad, timed, slow, slowHigh, unsampled, range } = sums;
  const { length } = valid;
  // Requests are never noise.
  const none = new Float64Array(length);
  return {
    ...{ range, records, valid, bad, timed, slow, slowHigh, unsampled },
    ...{ noise: none, noiseRecords: none, monitorRecords: none, setAsideBuckets: [] },
    classes: new Uint8Array(length).fill(UNKNOWN),
    vanished: new Uint8Array(length),
    brief: new Uint8Array(length),
  };
}

/** Class of traffic that is enough to judge; first match wins. */
export function classOfTraffic(traffic: Traffic, targetPpm: number): number {
  const { valid, bad } = traffic;
  const [majorOf, majorIn] = limits.majorShare;
  const [partialOf, partialIn] = limits.partialShare;
  if (bad >= limits.leastBad) {
    if (bad * majorIn >= majorOf * valid) return MAJOR;
    if (bad * partialIn >= partialOf * valid) return PARTIAL;
    if (burns(traffic, targetPpm)) return DEGRADED;
  }
  return isSlow(traffic) ? DEGRADED : UP;
}

/** Sum over the `minutes` that end with the one at `index`. */
function pooled(series: MinuteSeries, index: number, minutes: number): Traffic {
  const sum = { valid: 0, bad: 0, timed: 0, slow: 0 };
  for (let at = Math.max(0, index - minutes + 1); at <= index; at += 1) {
    sum.valid += series.valid[at] ?? 0;
    sum.bad += series.bad[at] ?? 0;
    sum.timed += series.timed[at] ?? 0;
    sum.slow += series.slow[at] ?? 0;
  }
  return sum;
}

/**
 * The last few requests within an hour. Within a minute their order is not
 * known, so the bad ones are taken first: that reading flatters least.
 */
function lastRequests(series: MinuteSeries, index: number): Traffic {
  let valid = 0;
  let bad = 0;
  for (let back = 0; back < limits.lastRequestsMinutes && valid < limits.lastRequests; back += 1) {
    if (index - back < 0) break;
    const taken = Math.min(limits.lastRequests - valid, series.valid[index - back] ?? 0);
    bad += Math.min(taken, series.bad[index - back] ?? 0);
    valid += taken;
  }
  return { valid, bad, timed: 0, slow: 0 };
}

function classAt(
  series: MinuteSeries,
  index: number,
  targetAt: (minute: number) => number,
): number {
  const targetPpm = targetAt(series.range.start + index);
  const minute = pooled(series, index, 1);
  if (minute.valid >= limits.leastForMinute) return classOfTraffic(minute, targetPpm);
  const pool = pooled(series, index, limits.pooledMinutes);
  if (pool.valid >= limits.leastForPool) return classOfTraffic(pool, targetPpm);
  return classOfTraffic(lastRequests(series, index), targetPpm);
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Requests in the quarter-hour of a minute; null before the range and where nothing is known. */
function quarterTotal(series: MinuteSeries, minute: number): number | null {
  const start = minute - (minute % 15) - series.range.start;
  if (start < 0) return null;
  let total = 0;
  let known = false;
  for (let at = start; at < start + 15; at += 1) {
    total += series.valid[at] ?? 0;
    known ||= series.classes[at] !== UNKNOWN;
  }
  // Silence is no measurement: traffic that vanished must not become the usual.
  return known ? total : null;
}

/** Whether this quarter-hour usually carries traffic, so that silence is suspicious. */
function usuallyBusy(series: MinuteSeries, minute: number): boolean {
  const totals: number[] = [];
  for (let day = 1; day <= limits.vanishedDays; day += 1) {
    const total = quarterTotal(series, minute - day * 1440);
    if (total !== null) totals.push(total);
  }
  return totals.length > 0 && median(totals) >= limits.vanishedMedian;
}

/** From the worst: what a minute is when several things are known of it. */
const severity = [MAJOR, PARTIAL, DEGRADED, UP, IDLE];

/**
 * Results that came as sums over several minutes are counted in the last of them; each of
 * the others gets its class too, the worst of all that overlap it.
 */
function spreadSums({ classes, range }: MinuteSeries, { spans }: MinuteSums): void {
  if (spans.length === 0) return;
  const own = classes.slice();
  const rank = (code: number | undefined) =>
    code === undefined || code === UNKNOWN ? severity.length : severity.indexOf(code);
  for (const { minute, from } of spans) {
    const code = own[minute - range.start];
    if (code === undefined) continue;
    for (let at = Math.max(0, from - range.start); at < minute - range.start; at += 1)
      if (rank(code) < rank(classes[at])) classes[at] = code;
  }
}

/** What is known of the minutes before those that are to be classified. */
export interface Earlier {
  /** First minute to classify. */
  readonly until: number;
  /** Minutes before it in which traffic had vanished. */
  readonly vanished: ReadonlySet<number>;
}

/**
 * Classifies each minute up to `end`; `targetAt` gives the objective in ppm. Requests in
 * announced maintenance are excluded, so no later minute may look back on them either. The
 * classes of minutes before `earlier.until` only tell whether something was known.
 */
export function minutesOfSums(
  all: MinuteSums,
  end: number,
  targetAt: (minute: number) => number,
  maintenance: ReadonlySet<number>,
  earlier?: Earlier,
): MinuteSeries {
  const sums = withoutExcluded(all, end, maintenance);
  const { range, alive, valid } = sums;
  const series = seriesOfSums(sums);
  const first = earlier === undefined ? 0 : earlier.until - range.start;
  for (let at = 0; at < alive.length; at += 1) {
    if (alive[at] === 0) continue;
    const minute = range.start + at;
    if (at < first) series.classes[at] = earlier?.vanished.has(minute) === true ? UNKNOWN : UP;
    else if ((valid[at] ?? 0) > 0) series.classes[at] = classAt(series, at, targetAt);
    else if (usuallyBusy(series, minute)) {
      series.classes[at] = UNKNOWN;
      series.vanished[at] = 1;
    } else series.classes[at] = IDLE;
  }
  spreadSums(series, sums);
  return series;
}

/** Classifies each minute of the range by the results of all vantage points. */
export function requestMinutes(
  vantages: readonly VantageResults[],
  range: MinuteRange,
  targetAt: (minute: number) => number,
  maintenance: ReadonlySet<number> = new Set(),
): MinuteSeries {
  return minutesOfSums(sumsOf(vantages, range), range.end, targetAt, maintenance);
}
