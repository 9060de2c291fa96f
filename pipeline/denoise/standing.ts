/** Which result of each vantage point stands in a minute. */
import type { MinuteCell, VantageResults } from '../rollup/series.ts';
import { rules } from '../rollup/rules.ts';

/** A result that can be voted on, with its neighbours of the same vantage point. */
export interface Result {
  readonly vantage: number;
  readonly minute: number;
  readonly atMs: number;
  readonly bad: boolean;
  readonly slow: boolean;
  readonly cell: MinuteCell;
}

/** Whether every result of the minute it stands for was good, not only the last. */
export function allGood({ bad, cell }: Result): boolean {
  return !bad && cell.bad === 0;
}

/** Results of each vantage point, oldest first. */
export type Ballots = readonly (readonly Result[])[];

export function ballotsOf(vantages: readonly VantageResults[]): Ballots {
  return vantages.map(({ rows }, vantage) =>
    rows.flatMap((cell) =>
      cell.last === null ? [] : [{ vantage, minute: cell.minute, ...cell.last, cell }],
    ),
  );
}

/** Whether `next` follows `result` soon enough to confirm or refute it. */
export function follows(
  result: Result,
  next: Result | undefined,
  checkIntervalMs: number,
): next is Result {
  const reach = rules.probes.standingIntervals * checkIntervalMs;
  return next !== undefined && next.atMs <= result.atMs + reach;
}

/** Whether a result of a vantage point still stands in a minute that is not before its own. */
function stands(result: Result, minute: number, reachMs: number): boolean {
  return minute * 60_000 < Math.max(result.atMs + reachMs, (result.minute + 1) * 60_000);
}

/** The result of one vantage point that stands in a minute, and the one after it. */
export function standingAt(
  results: readonly Result[],
  minute: number,
  checkIntervalMs: number,
): { readonly result: Result; readonly next: Result | undefined } | undefined {
  let [low, high] = [0, results.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((results[middle]?.minute ?? Infinity) <= minute) low = middle + 1;
    else high = middle;
  }
  const result = results[low - 1];
  if (!result || !stands(result, minute, rules.probes.standingIntervals * checkIntervalMs))
    return undefined;
  return { result, next: results[low] };
}

/**
 * Walks through minutes in order and tells the standing result of every vantage
 * point: from its own minute through every minute that starts before its time +
 * 2 check intervals, or until the minute of that vantage point's next result.
 */
export class StandingWalk {
  readonly #ballots: Ballots;
  readonly #reachMs: number;
  readonly #next: number[];

  constructor(ballots: Ballots, checkIntervalMs: number) {
    this.#ballots = ballots;
    this.#reachMs = rules.probes.standingIntervals * checkIntervalMs;
    this.#next = ballots.map(() => 0);
  }

  /** Minutes must not go back between calls. */
  at(minute: number): Result[] {
    const standing: Result[] = [];
    this.#ballots.forEach((results, vantage) => {
      let next = this.#next[vantage] ?? 0;
      while ((results[next]?.minute ?? Infinity) <= minute) next += 1;
      this.#next[vantage] = next;
      const result = results[next - 1];
      if (result && stands(result, minute, this.#reachMs)) standing.push(result);
    });
    return standing;
  }

  /** Vantage points with a result in the trailing day of the last minute asked for. */
  reporting(minute: number): number {
    return this.#ballots.filter((results, vantage) => {
      const result = results[(this.#next[vantage] ?? 0) - 1];
      return result !== undefined && result.minute > minute - rules.probes.reportingMinutes;
    }).length;
  }
}
