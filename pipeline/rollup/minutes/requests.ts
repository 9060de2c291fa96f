/** Minutes of a component that is observed by its served requests. */
import { rules } from '../rules.ts';
import type { VantageResults } from '../series.ts';
import {
  DEGRADED,
  emptySeries,
  IDLE,
  MAJOR,
  type MinuteRange,
  type MinuteSeries,
  PARTIAL,
  UNKNOWN,
  UP,
} from './minute-class.ts';

export interface Traffic {
  readonly valid: number;
  readonly bad: number;
}

export interface Latency {
  readonly timed: number;
  readonly slow: number;
}

const limits = rules.requests;

/** P99 of the minute surely over the threshold: its order statistic is a slow one. */
function isSlow({ timed, slow }: Latency): boolean {
  return timed >= limits.leastForLatency && timed - slow < Math.ceil(timed * 0.99);
}

/** Class of traffic that is enough to judge; first match wins. */
export function classOfTraffic(
  { valid, bad }: Traffic,
  latency: Latency,
  targetPpm: number,
): number {
  const [majorOf, majorIn] = limits.majorShare;
  const [partialOf, partialIn] = limits.partialShare;
  if (bad >= limits.leastBad) {
    if (bad * majorIn >= majorOf * valid) return MAJOR;
    if (bad * partialIn >= partialOf * valid) return PARTIAL;
    if (bad * 1_000_000 >= limits.degradedBurn * (1_000_000 - targetPpm) * valid) return DEGRADED;
  }
  return isSlow(latency) ? DEGRADED : UP;
}

/** Sum over the `minutes` that end with the one at `index`. */
function pooled(series: MinuteSeries, index: number, minutes: number): Traffic {
  let valid = 0;
  let bad = 0;
  for (let at = Math.max(0, index - minutes + 1); at <= index; at += 1) {
    valid += series.valid[at] ?? 0;
    bad += series.bad[at] ?? 0;
  }
  return { valid, bad };
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
  return { valid, bad };
}

function classAt(series: MinuteSeries, index: number, targetPpm: number): number {
  const traffic = { valid: series.valid[index] ?? 0, bad: series.bad[index] ?? 0 };
  const latency = { timed: series.timed[index] ?? 0, slow: series.slow[index] ?? 0 };
  if (traffic.valid >= limits.leastForMinute) return classOfTraffic(traffic, latency, targetPpm);
  const pool = pooled(series, index, limits.pooledMinutes);
  if (pool.valid >= limits.leastForPool) return classOfTraffic(pool, latency, targetPpm);
  return classOfTraffic(lastRequests(series, index), latency, targetPpm);
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Requests in the quarter-hour of a minute; null before the range. */
function quarterTotal(series: MinuteSeries, minute: number): number | null {
  const start = minute - (minute % 15) - series.range.start;
  if (start < 0) return null;
  let total = 0;
  for (let at = start; at < start + 15; at += 1) total += series.valid[at] ?? 0;
  return total;
}

/** Whether this quarter-hour usually carries traffic, so that silence is suspicious. */
function usuallyBusy(series: MinuteSeries, minute: number, firstSeen: number): boolean {
  const totals: number[] = [];
  for (let day = 1; day <= limits.vanishedDays; day += 1) {
    const then = minute - day * 1440;
    const total = then < firstSeen ? null : quarterTotal(series, then);
    if (total !== null) totals.push(total);
  }
  return totals.length > 0 && median(totals) >= limits.vanishedMedian;
}

/** Adds up the vantage points; returns the minutes in which any sign of life came. */
function sumInto(series: MinuteSeries, vantages: readonly VantageResults[]): Uint8Array {
  const alive = new Uint8Array(series.classes.length);
  for (const { rows } of vantages) {
    for (const row of rows) {
      const at = row.minute - series.range.start;
      if (at < 0 || at >= alive.length) continue;
      alive[at] = 1;
      series.valid[at] = (series.valid[at] ?? 0) + row.n;
      series.bad[at] = (series.bad[at] ?? 0) + row.bad;
      series.timed[at] = (series.timed[at] ?? 0) + row.timed;
      series.slow[at] = (series.slow[at] ?? 0) + row.slow;
      series.records[at] = (series.records[at] ?? 0) + row.records;
    }
  }
  return alive;
}

/** Classifies each minute of the range; `targetAt` gives the objective in ppm. */
export function requestMinutes(
  vantages: readonly VantageResults[],
  range: MinuteRange,
  targetAt: (minute: number) => number,
): MinuteSeries {
  const series = emptySeries(range);
  const alive = sumInto(series, vantages);
  const firstSeen = range.start + Math.max(0, alive.indexOf(1));
  for (let at = 0; at < alive.length; at += 1) {
    if (alive[at] === 0) continue;
    const minute = range.start + at;
    if ((series.valid[at] ?? 0) > 0) series.classes[at] = classAt(series, at, targetAt(minute));
    else if (usuallyBusy(series, minute, firstSeen)) {
      series.classes[at] = UNKNOWN;
      series.vanished[at] = 1;
    } else series.classes[at] = IDLE;
  }
  return series;
}
