/** Minutes of a component that is observed by healthchecks from vantage points. */
import type { Denoised } from '../../denoise/denoise.ts';
import {
  allGood,
  type Ballots,
  follows,
  type Result,
  StandingWalk,
} from '../../denoise/standing.ts';
import { rules } from '../rules.ts';
import type { MinuteCell, VantageResults } from '../series.ts';
import { addResults } from './add-results.ts';
import {
  DEGRADED,
  emptySeries,
  MAJOR,
  type MinuteRange,
  type MinuteSeries,
  PARTIAL,
  UNKNOWN,
  UP,
} from './minute-class.ts';

/** A single failure between two good checks of the same vantage point, close by. */
function unconfirmedFailures(ballots: Ballots, checkIntervalMs: number): Set<Result> {
  const single = new Set<Result>();
  for (const results of ballots) {
    results.forEach((result, index) => {
      const [previous, next] = [results[index - 1], results[index + 1]];
      // Of several results in its minute it must be the only bad one.
      if (!result.bad || (result.cell.records > 1 && result.cell.bad > 1)) return;
      if (previous === undefined || previous.bad || !follows(previous, result, checkIntervalMs))
        return;
      if (follows(result, next, checkIntervalMs) && allGood(next)) single.add(result);
    });
  }
  return single;
}

/**
 * Failures between two good results of the same vantage point at most 3 minutes apart:
 * whatever it was, for this probe it was over in less.
 */
function briefFailures(ballots: Ballots): Set<Result> {
  const brief = new Set<Result>();
  for (const results of ballots) {
    let before: Result | undefined;
    let run: Result[] = [];
    for (const result of results) {
      if (!allGood(result)) {
        run.push(result);
        continue;
      }
      if (before !== undefined && result.atMs - before.atMs <= rules.probes.briefMs)
        for (const failed of run) brief.add(failed);
      before = result;
      run = [];
    }
  }
  return brief;
}

/** Whether every failure was brief and another probe sees the service well meanwhile. */
function isContradicted(standing: readonly Result[], brief: ReadonlySet<Result>): boolean {
  const failed = standing.filter(({ bad }) => bad);
  return failed.length < standing.length && failed.every((result) => brief.has(result));
}

/** Class from the results that stand in a minute and still count. */
function classOfStanding(
  standing: readonly Result[],
  reporting: number,
  slowOfLast: number,
  unconfirmed: ReadonlySet<Result>,
): number {
  const bad = standing.filter((result) => result.bad);
  if (standing.length === 0) return UNKNOWN;
  const [only] = bad;
  if (only === undefined) return slowOfLast >= rules.probes.slowOfLast[0] ? DEGRADED : UP;
  const few = reporting < rules.probes.leastVantagesForNoise;
  if (few && bad.length === 1 && unconfirmed.has(only)) return DEGRADED;
  return bad.length * 2 > standing.length ? MAJOR : PARTIAL;
}

/** The latest results in order of time, to see how many of them were slow. */
class LastResults {
  readonly #results: readonly Result[];
  #next = 0;

  constructor(ballots: Ballots, counts: (result: Result) => boolean) {
    this.#results = ballots
      .flat()
      .filter(counts)
      .sort((a, b) => a.atMs - b.atMs || a.vantage - b.vantage);
  }

  slowAt(minute: number): number {
    while ((this.#results[this.#next]?.minute ?? Infinity) <= minute) this.#next += 1;
    const first = Math.max(0, this.#next - rules.probes.slowOfLast[1]);
    let slow = 0;
    for (let at = first; at < this.#next; at += 1) if (this.#results[at]?.slow) slow += 1;
    return slow;
  }
}

/** Which results do not count, and why. */
interface SetAside {
  readonly noise: ReadonlySet<MinuteCell>;
  readonly monitor: ReadonlySet<MinuteCell>;
}

function countInto(
  series: MinuteSeries,
  vantages: readonly VantageResults[],
  { noise, monitor }: SetAside,
): MinuteSeries {
  for (const row of vantages.flatMap(({ rows }) => rows)) {
    const at = row.minute - series.range.start;
    if (at < 0 || at >= series.classes.length) continue;
    if (noise.has(row)) {
      series.noise[at] = (series.noise[at] ?? 0) + row.n;
      series.noiseRecords[at] = (series.noiseRecords[at] ?? 0) + row.records;
    } else if (monitor.has(row)) {
      series.monitorRecords[at] = (series.monitorRecords[at] ?? 0) + row.records;
    } else {
      addResults(series, at, row);
      series.records[at] = (series.records[at] ?? 0) + row.records;
    }
  }
  const setAsideBuckets = [...noise, ...monitor].flatMap(({ minute, bucket, n }) =>
    bucket === null ? [] : [{ minute, bucket, n }],
  );
  return { ...series, setAsideBuckets };
}

/** Classifies each minute of the range by the results that were not set aside. */
export function probeMinutes(
  vantages: readonly VantageResults[],
  { ballots, noise, monitor }: Denoised,
  range: MinuteRange,
  checkIntervalMs: number,
  maintenance: ReadonlySet<number> = new Set(),
): MinuteSeries {
  const unconfirmed = unconfirmedFailures(ballots, checkIntervalMs);
  const brief = briefFailures(ballots);
  const series = emptySeries(range);
  const walk = new StandingWalk(ballots, checkIntervalMs);
  // What was set aside or lies in announced maintenance stands for nothing.
  const counts = (result: Result) =>
    !noise.has(result) && !monitor.has(result) && !maintenance.has(result.minute);
  const last = new LastResults(ballots, counts);
  for (let minute = range.start; minute < range.end; minute += 1) {
    const standing = walk.at(minute).filter(counts);
    const slow = last.slowAt(minute);
    const code = classOfStanding(standing, walk.reporting(minute), slow, unconfirmed);
    series.classes[minute - range.start] = code;
    if ((code === PARTIAL || code === MAJOR) && isContradicted(standing, brief))
      series.brief[minute - range.start] = 1;
  }
  const cells = (results: Iterable<Result>) => new Set(Array.from(results, ({ cell }) => cell));
  return countInto(series, vantages, { noise: cells(noise.keys()), monitor: cells(monitor) });
}
