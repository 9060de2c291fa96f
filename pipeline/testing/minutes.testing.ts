/** Results as cells, by a short notation, for tests of what is made from them. */
import type { MinuteCell, VantageResults } from '../rollup/series.ts';

const minuteMs = 60_000;

export interface Given {
  readonly n?: number;
  readonly bad?: number;
  readonly timed?: number;
  readonly slow?: number;
  readonly slowHigh?: number;
  /** First minute it speaks of. */
  readonly from?: number;
  readonly unsampled?: boolean;
  readonly records?: number;
  /** When in the minute the last result came. */
  readonly atMs?: number;
  readonly lastBad?: boolean;
  readonly lastSlow?: boolean;
}

/** A cell of one result, unless said otherwise. */
export function cellOf(minute: number, given: Given = {}): MinuteCell {
  const { n = 1, bad = 0, timed = 0, slow = 0, records = 1, atMs = 0 } = given;
  const { lastBad = bad > 0, lastSlow = slow > 0 } = given;
  const { slowHigh = slow, from = minute, unsampled = false } = given;
  const last = n === 0 ? null : { atMs: minute * minuteMs + atMs, bad: lastBad, slow: lastSlow };
  return {
    ...{ minute, from, records, n, bad, timed, slow, slowHigh, unsampled },
    ...{ last, bucket: null },
  };
}

export function vantageOf(name: string, rows: readonly MinuteCell[]): VantageResults {
  return { name, rows };
}

/**
 * One vantage point by letters, one per check: `.` good, `x` failed, `s` good but slow,
 * a space for none. `every` is in minutes.
 */
export function checksOf(name: string, letters: string, every = 1, from = 0): VantageResults {
  const rows = Array.from(letters).flatMap((letter, index) => {
    const minute = from + index * every;
    if (letter === ' ') return [];
    if (letter === 'x') return [cellOf(minute, { bad: 1 })];
    return [cellOf(minute, letter === 's' ? { timed: 1, slow: 1 } : { timed: 1 })];
  });
  return vantageOf(name, rows);
}

/** Minute classes as letters: U up, D degraded, P partial, M major, X maintenance, I idle, ? unknown. */
export function lettersOf(classes: Iterable<number>): string {
  return Array.from(classes, (code) => 'UDPMXI?'[code] ?? '!').join('');
}
