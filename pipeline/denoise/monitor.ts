/**
 * The monitor itself failing: one probe sees nearly everything it asks fail at once,
 * while others see the same targets well. Such a failure tells of the probe.
 *
 * It must never hide a real outage, so each failure needs witnesses: two other probes
 * (strictly most of those that speak) see every failing target well, then and at their
 * next check. A target that others see failing, too, lets all of the probe's results count.
 */
import { rules } from '../rollup/rules.ts';
import { allGood, type Ballots, follows, type Result, standingAt } from './standing.ts';

/** A component that probes ask. */
export interface Target {
  readonly id: string;
  /** Names of the vantage points, in the order of the ballots; empty: the probe has none. */
  readonly names: readonly string[];
  readonly ballots: Ballots;
  readonly checkIntervalMs: number;
  readonly maintenance: ReadonlySet<number>;
}

const { leastTargets, failingPercent, leastWitnesses } = rules.monitor;
const minuteMs = 60_000;

/** One probe and what it asks. */
interface Asked {
  readonly target: Target;
  readonly vantage: number;
}

function byProbe(targets: readonly Target[]): Map<string, Asked[]> {
  const probes = new Map<string, Asked[]>();
  for (const target of targets)
    target.names.forEach((name, vantage) => {
      // Results without a probe's name may come from anywhere.
      if (name !== '') probes.set(name, [...(probes.get(name) ?? []), { target, vantage }]);
    });
  return probes;
}

const resultsOf = ({ target, vantage }: Asked) => target.ballots[vantage] ?? [];
const intervalMinutes = ({ checkIntervalMs }: Target) => Math.ceil(checkIntervalMs / minuteMs);

/** Minutes in which enough of its results are bad to look at them together. */
function suspectMinutes(asked: readonly Asked[]): number[] {
  const failing = new Map<number, number>();
  for (const one of asked) {
    const results = resultsOf(one);
    const reach = rules.probes.standingIntervals * one.target.checkIntervalMs;
    results.forEach(({ bad, minute, atMs }, index) => {
      const end = Math.min(
        Math.ceil((atMs + reach) / minuteMs),
        results[index + 1]?.minute ?? Infinity,
      );
      for (let at = minute; bad && at < Math.max(end, minute + 1); at += 1)
        failing.set(at, (failing.get(at) ?? 0) + 1);
    });
  }
  const least = (leastTargets * failingPercent) / 100;
  return [...failing].flatMap(([minute, count]) => (count >= least ? [minute] : []));
}

/** Names of the probes that see a target well in a minute and at their next check. */
function witnessesOf(target: Target, minute: number): { good: Set<string>; most: boolean } {
  const good = new Set<string>();
  let speaking = 0;
  let well = 0;
  target.ballots.forEach((results, vantage) => {
    const found = standingAt(results, minute, target.checkIntervalMs);
    if (found === undefined) return;
    speaking += 1;
    const { result, next } = found;
    if (!allGood(result)) return;
    well += 1;
    if (follows(result, next, target.checkIntervalMs) && allGood(next))
      good.add(target.names[vantage] ?? '');
  });
  good.delete('');
  return { good, most: well * 2 > speaking };
}

/** Probes other than the one itself that see all of these targets well; 0 where most see one fail. */
function witnesses(failing: readonly Asked[], minute: number): number {
  let shared: Set<string> | undefined;
  for (const { target } of failing) {
    const { good, most } = witnessesOf(target, minute);
    if (!most) return 0;
    shared = shared?.intersection(good) ?? good;
  }
  return shared?.size ?? 0;
}

/** Whether nearly all that the probe asks fails at once, and only as seen by it. */
function failsAt(asked: readonly Asked[], minute: number): boolean {
  const speaking = asked.filter(({ target }) => !target.maintenance.has(minute));
  const standing = speaking.flatMap((one) => {
    const found = standingAt(resultsOf(one), minute, one.target.checkIntervalMs);
    return found === undefined ? [] : [{ one, bad: found.result.bad }];
  });
  const failing = standing.filter(({ bad }) => bad).map(({ one }) => one);
  if (standing.length < leastTargets) return false;
  if (failing.length * 100 < failingPercent * standing.length) return false;
  return witnesses(failing, minute) >= leastWitnesses;
}

/** Results of one target that the probe's failure takes out. */
function takenOut(one: Asked, failed: ReadonlySet<number>): Result[] {
  const { target } = one;
  const around = intervalMinutes(target);
  const near = ({ minute }: Result) => {
    for (let at = minute - around; at <= minute + around; at += 1) if (failed.has(at)) return true;
    return false;
  };
  return resultsOf(one).filter((result) => {
    // Several results of one minute are one cell, of which none can be taken out alone.
    if (result.cell.records > 1 || target.maintenance.has(result.minute)) return false;
    if (failed.has(result.minute)) return true;
    // It begins and ends between two checks of a target: those next to it fail, too.
    return result.bad && near(result) && witnesses([one], result.minute) >= leastWitnesses;
  });
}

/** Results to be excluded, by component: those of probes whose monitor failed. */
export function monitorFailures(
  targets: readonly Target[],
): ReadonlyMap<string, ReadonlySet<Result>> {
  const excluded = new Map<string, Set<Result>>();
  for (const asked of byProbe(targets).values()) {
    if (asked.length < leastTargets) continue;
    const failed = new Set(suspectMinutes(asked).filter((minute) => failsAt(asked, minute)));
    if (failed.size === 0) continue;
    for (const one of asked) {
      const { id } = one.target;
      excluded.set(id, (excluded.get(id) ?? new Set()).union(new Set(takenOut(one, failed))));
    }
  }
  return excluded;
}
