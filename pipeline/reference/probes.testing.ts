/** Noise and minutes of probes, as the rules say; one result a minute and probe at most. */
import { type Letter, minuteOf, type PlainEvent } from './events.testing.ts';

export interface Checks {
  readonly events: readonly PlainEvent[];
  readonly intervalMs: number;
  readonly thresholdMs: number;
  readonly range: readonly [number, number];
  /** Bounds of the site days in minutes. */
  readonly days: readonly (readonly [number, number])[];
}

const byTime = (a: PlainEvent, b: PlainEvent) => a.timeMs - b.timeMs;
const namesOf = ({ events }: Checks) => [...new Set(events.map(({ probe }) => probe))].sort();
const resultsOf = ({ events }: Checks, probe: string) =>
  events.filter((event) => event.probe === probe).sort(byTime);

/** The result of each probe that stands in a minute. */
function standingIn(checks: Checks, minute: number): PlainEvent[] {
  const found: PlainEvent[] = [];
  for (const probe of namesOf(checks)) {
    const last = resultsOf(checks, probe).findLast((event) => minuteOf(event) <= minute);
    if (last === undefined) continue;
    const own = minuteOf(last) === minute;
    if (own || minute * 60_000 < last.timeMs + 2 * checks.intervalMs) found.push(last);
  }
  return found;
}

/** Probes with a result in the trailing 24 hours. */
function reportingIn(checks: Checks, minute: number): number {
  let count = 0;
  for (const probe of namesOf(checks)) {
    const last = resultsOf(checks, probe).findLast((event) => minuteOf(event) <= minute);
    if (last !== undefined && minuteOf(last) > minute - 1440) count += 1;
  }
  return count;
}

function neighbours(checks: Checks, event: PlainEvent): (PlainEvent | undefined)[] {
  const results = resultsOf(checks, event.probe);
  const at = results.indexOf(event);
  return [results[at - 1], results[at + 1]];
}

function soonAfter(checks: Checks, first: PlainEvent, second: PlainEvent): boolean {
  return second.timeMs - first.timeMs <= 2 * checks.intervalMs;
}

function isOutvoted(checks: Checks, event: PlainEvent): boolean {
  const minute = minuteOf(event);
  const [, next] = neighbours(checks, event);
  if (!event.bad || reportingIn(checks, minute) < 3) return false;
  if (next === undefined || next.bad || !soonAfter(checks, event, next)) return false;
  const standing = standingIn(checks, minute);
  let good = 0;
  for (const one of standing) if (!one.bad) good += 1;
  return good * 2 > standing.length;
}

/** Failed checks that count nowhere, after both guards. */
export function noiseOf(checks: Checks): Set<PlainEvent> {
  const outvoted = checks.events.filter((event) => isOutvoted(checks, event));
  const minutes = [...new Set(outvoted.map(minuteOf))];
  const guarded = new Set<number>();
  for (const first of minutes) {
    const within = minutes.filter((minute) => minute >= first && minute < first + 60);
    if (within.length >= 5) for (const minute of within) guarded.add(minute);
  }
  for (const [start, end] of checks.days) {
    const inDay = (event: PlainEvent) => minuteOf(event) >= start && minuteOf(event) < end;
    const probes = new Set(checks.events.filter(inDay).map(({ probe }) => probe)).size;
    const noise = BigInt(outvoted.filter(inDay).length);
    const elapsedMs = BigInt(end - start) * 60_000n;
    if (noise * 100n * BigInt(checks.intervalMs) > BigInt(probes) * elapsedMs)
      for (let minute = start; minute < end; minute += 1) guarded.add(minute);
  }
  return new Set(outvoted.filter((event) => !guarded.has(minuteOf(event))));
}

function isUnconfirmed(checks: Checks, event: PlainEvent): boolean {
  const [previous, next] = neighbours(checks, event);
  if (previous === undefined || next === undefined || previous.bad || next.bad) return false;
  return soonAfter(checks, previous, event) && soonAfter(checks, event, next);
}

function isSlow({ durationMs, responded }: PlainEvent, thresholdMs: number): boolean {
  return !responded || (durationMs !== null && durationMs > thresholdMs);
}

/** One letter a minute. */
export function probeLetters(checks: Checks, noise: ReadonlySet<PlainEvent>): Letter[] {
  const [start, end] = checks.range;
  const kept = checks.events.filter((event) => !noise.has(event)).sort(byTime);
  const letters: Letter[] = [];
  for (let minute = start; minute < end; minute += 1) {
    const standing = standingIn(checks, minute).filter((event) => !noise.has(event));
    const bad = standing.filter((event) => event.bad);
    const [only] = bad;
    const last = kept.filter((event) => minuteOf(event) <= minute).slice(-3);
    const slow = last.filter((event) => isSlow(event, checks.thresholdMs)).length;
    const few = reportingIn(checks, minute) <= 2;
    if (standing.length === 0) letters.push('?');
    else if (only === undefined) letters.push(slow >= 2 ? 'D' : 'U');
    else if (few && bad.length === 1 && isUnconfirmed(checks, only)) letters.push('D');
    else letters.push(bad.length * 2 > standing.length ? 'M' : 'P');
  }
  return letters;
}
