/** Minutes of served requests, as the rules say. */
import {
  countsOf,
  latenciesOf,
  type Letter,
  minuteOf,
  p99,
  type PlainEvent,
} from './events.testing.ts';

export interface Promised {
  readonly targetPpm: bigint;
  readonly thresholdMs: number;
}

const million = 1_000_000n;

/** First match of the rules for n valid and b bad. */
function judged(events: readonly PlainEvent[], { targetPpm, thresholdMs }: Promised): Letter {
  const { valid: n, bad: b } = countsOf(events);
  if (b >= 3n && b * 100n >= 50n * n) return 'M';
  if (b >= 3n && b * 100n >= 5n * n) return 'P';
  if (b >= 3n && b * million >= 10n * (million - targetPpm) * n) return 'D';
  const slowest = p99(latenciesOf(events));
  if (n >= 100n && slowest !== null && slowest > thresholdMs) return 'D';
  return 'U';
}

/** The last five requests within an hour; within a minute the bad ones are taken first. */
function lastFive(byMinute: ReadonlyMap<number, PlainEvent[]>, minute: number): PlainEvent[] {
  const taken: PlainEvent[] = [];
  for (let at = minute; at > minute - 60; at -= 1) {
    const events = byMinute.get(at) ?? [];
    for (const bad of [true, false])
      for (const event of events.filter((one) => one.bad === bad))
        for (let copy = 0n; copy < event.count; copy += 1n)
          if (taken.length < 5)
            taken.push({ ...event, count: 1n, durationMs: null, responded: true });
  }
  return taken;
}

function between(byMinute: ReadonlyMap<number, PlainEvent[]>, first: number, last: number) {
  const events: PlainEvent[] = [];
  for (let at = first; at <= last; at += 1) events.push(...(byMinute.get(at) ?? []));
  return events;
}

/** Whether this quarter-hour had 10 requests or more at the median of the previous 7 days. */
function usuallyBusy(
  byMinute: ReadonlyMap<number, PlainEvent[]>,
  letters: readonly Letter[],
  start: number,
  minute: number,
): boolean {
  const totals: bigint[] = [];
  for (let day = 1; day <= 7; day += 1) {
    const quarter = minute - (minute % 15) - day * 1440;
    if (quarter < start) continue;
    const known = letters.slice(quarter - start, quarter - start + 15).some((one) => one !== '?');
    // Of silence nothing is known; it does not become the usual.
    if (known) totals.push(countsOf(between(byMinute, quarter, quarter + 14)).valid);
  }
  totals.sort((a, b) => Number(a - b));
  const [low, high] = [totals[(totals.length - 1) >> 1], totals[totals.length >> 1]];
  return low !== undefined && high !== undefined && low + high >= 20n;
}

/** One letter a minute of [start, end); copies are already gone. */
export function requestLetters(
  events: readonly PlainEvent[],
  [start, end]: readonly [number, number],
  promise: Promised,
  maintenance: ReadonlySet<number> = new Set(),
): Letter[] {
  const byMinute = new Map<number, PlainEvent[]>();
  const alive = new Set<number>();
  for (const event of events) {
    const minute = minuteOf(event);
    if (minute < start || minute >= end) continue;
    alive.add(minute);
    if (!maintenance.has(minute)) byMinute.set(minute, [...(byMinute.get(minute) ?? []), event]);
  }
  const letters: Letter[] = [];
  for (let minute = start; minute < end; minute += 1) {
    const own = byMinute.get(minute) ?? [];
    const { valid } = countsOf(own);
    const pool = between(byMinute, minute - 4, minute);
    if (!alive.has(minute)) letters.push('?');
    else if (valid === 0n) letters.push(usuallyBusy(byMinute, letters, start, minute) ? '?' : 'I');
    else if (valid >= 20n) letters.push(judged(own, promise));
    else if (countsOf(pool).valid >= 3n) letters.push(judged(pool, promise));
    else letters.push(judged(lastFive(byMinute, minute), promise));
  }
  for (const minute of maintenance)
    if (minute >= start && minute < end) letters[minute - start] = 'X';
  return letters;
}
