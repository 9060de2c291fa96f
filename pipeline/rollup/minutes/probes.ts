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
import type { VantageResults } from '../series.ts';
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

function countInto(
  series: MinuteSeries,
  vantages: readonly VantageResults[],
  noise: ReadonlySet<Result>,
): MinuteSeries {
  const setAside = new Set([...noise].map(({ cell }) => cell));
  const noiseBuckets = [...setAside].flatMap(({ minute, bucket, n }) =>
    bucket === null ? [] : [{ minute, bucket, n }],
  );
  for (const row of vantages.flatMap(({ rows }) => rows)) {
    const at = row.minute - series.range.start;
    if (at < 0 || at >= series.classes.length) continue;
    if (setAside.has(row)) {
      series.noise[at] = (series.noise[at] ?? 0) + row.n;
      series.noiseRecords[at] = (series.noiseRecords[at] ?? 0) + row.records;
      continue;
    }
    addResults(series, at, row);
    series.records[at] = (series.records[at] ?? 0) + row.records;
  }
  return { ...series, noiseBuckets };
}

/** Classifies each minute of the range by the results that were not set aside. */
export function probeMinutes(
  vantages: readonly VantageResults[],
  { ballots, noise }: Denoised,
  range: MinuteRange,
  checkIntervalMs: number,
  maintenance: ReadonlySet<number> = new Set(),
): MinuteSeries {
  const unconfirmed = unconfirmedFailures(ballots, checkIntervalMs);
  const series = emptySeries(range);
  const walk = new StandingWalk(ballots, checkIntervalMs);
  // What was set aside or lies in announced maintenance stands for nothing.
  const counts = (result: Result) => !noise.has(result) && !maintenance.has(result.minute);
  const last = new LastResults(ballots, counts);
  for (let minute = range.start; minute < range.end; minute += 1) {
    const standing = walk.at(minute).filter(counts);
    const slow = last.slowAt(minute);
    series.classes[minute - range.start] = classOfStanding(
      standing,
      walk.reporting(minute),
      slow,
      unconfirmed,
    );
  }
  return countInto(series, vantages, noise);
}
