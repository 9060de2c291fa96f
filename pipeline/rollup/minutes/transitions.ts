/** Minutes of a component known by a log of its state changes. */
import type { MinuteCell, VantageResults } from '../series.ts';
import { addLatencies } from './add-results.ts';
import { emptySeries, MAJOR, type MinuteRange, type MinuteSeries, UP } from './minute-class.ts';

/** By time; of several at the same instant the bad one is last, so that it holds. */
function compareLast(a: MinuteCell, b: MinuteCell): number {
  const [one, other] = [a.last, b.last];
  return (
    (one?.atMs ?? 0) - (other?.atMs ?? 0) || Number(one?.bad ?? false) - Number(other?.bad ?? false)
  );
}

function merged(vantages: readonly VantageResults[]): MinuteCell[] {
  return vantages
    .flatMap(({ rows }) => rows)
    .sort((a, b) => a.minute - b.minute || compareLast(a, b));
}

/** First minute that a record no longer speaks for. */
function endOf(atMs: number, maxSilenceMs: number): number {
  return Math.ceil((atMs + maxSilenceMs) / 60_000);
}

/**
 * A record holds from its own minute until the next, or through every minute
 * that starts before its time + maxSilence; then nothing is known. A minute in
 * which the component was bad at any instant is MAJOR. Availability is time in
 * state, so each known minute counts as one.
 */
export function transitionMinutes(
  vantages: readonly VantageResults[],
  range: MinuteRange,
  maxSilenceMs: number,
): MinuteSeries {
  const series = emptySeries(range);
  const rows = merged(vantages);
  const mark = (minute: number, bad: boolean) => {
    const at = minute - range.start;
    if (at < 0 || at >= series.classes.length || series.classes[at] === MAJOR) return;
    series.classes[at] = bad ? MAJOR : UP;
  };
  // A mere sign of life says nothing of the state and ends none.
  const states = rows.filter(({ last }) => last !== null);
  states.forEach((row, index) => {
    const { last } = row;
    if (last === null) return;
    const next = states[index + 1]?.minute ?? Infinity;
    if (row.bad > 0) mark(row.minute, true);
    // The state carries into the next record's minute; if it is bad, that minute was too.
    const until = Math.min(endOf(last.atMs, maxSilenceMs), next + 1, range.end);
    for (let minute = Math.max(row.minute, range.start); minute < until; minute += 1) {
      mark(minute, last.bad);
    }
  });
  for (const row of rows) {
    const at = row.minute - range.start;
    if (at >= 0 && at < series.classes.length)
      series.records[at] = (series.records[at] ?? 0) + row.records;
  }
  addTime(series, rows);
  return series;
}

/** One unit of time per known minute; latency stays a matter of records. */
function addTime(series: MinuteSeries, rows: readonly MinuteCell[]): void {
  series.classes.forEach((code, at) => {
    series.valid[at] = code === UP || code === MAJOR ? 1 : 0;
    series.bad[at] = code === MAJOR ? 1 : 0;
  });
  for (const row of rows) {
    const at = row.minute - series.range.start;
    if (at < 0 || at >= series.classes.length) continue;
    addLatencies(series, at, row);
  }
}
