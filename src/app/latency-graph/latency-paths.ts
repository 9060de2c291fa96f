/**
 * The drawing of latencies by day: one line for each quantile on a logarithmic
 * scale, with the threshold of the objective across. A quantile known only as an
 * interval is drawn at its upper end, so that the line never flatters.
 */
import type { DayFigures, Quantile } from '#schema/snapshot.ts';

export const quantileNames = ['p50', 'p90', 'p99'] as const;
export type QuantileName = (typeof quantileNames)[number];

export type TimedDay = Pick<DayFigures, 'date' | 'p50Ms' | 'p90Ms' | 'p99Ms'>;

/** Height of the drawing in its own units; its width is one unit a day. */
export const graphHeight = 160;

export interface LatencyScale {
  /** Bounds in ms, both ticks. */
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

const shortest = 0.1;
const mostTicks = 7;

/** The quantile of a day as it is drawn, in ms; null where nothing was timed. */
export function drawnMs(quantile: Quantile | null): number | null {
  if (quantile === null) return null;
  return Math.max(shortest, quantile.estimate ?? quantile.high ?? quantile.low);
}

function quantileOf(day: TimedDay, name: QuantileName): Quantile | null {
  return { p50: day.p50Ms, p90: day.p90Ms, p99: day.p99Ms }[name];
}

/** 1, 2 and 5 of every power of ten around the values. */
function roundNumbers(least: number, most: number): number[] {
  const ticks: number[] = [];
  const last = Math.ceil(Math.log10(most));
  for (let power = Math.floor(Math.log10(least)); power <= last; power += 1) {
    for (const digit of [1, 2, 5]) ticks.push(digit * 10 ** power);
  }
  const from = ticks.findLastIndex((tick) => tick <= least);
  const to = ticks.findIndex((tick) => tick >= most);
  return ticks.slice(Math.max(0, from), to + 1);
}

/** The scale that holds all days and the threshold (ms); null where nothing was timed. */
export function latencyScale(
  days: readonly TimedDay[],
  thresholdMs: number | null,
): LatencyScale | null {
  const values = days.flatMap((day) =>
    quantileNames.flatMap((name) => drawnMs(quantileOf(day, name)) ?? []),
  );
  if (values.length === 0) return null;
  const all = thresholdMs === null ? values : [...values, thresholdMs];
  const ticks = roundNumbers(Math.min(...all), Math.max(...all));
  const few = ticks.length > mostTicks ? ticks.filter((_, at) => at % 3 === 0) : ticks;
  return { low: ticks[0] ?? 1, high: ticks.at(-1) ?? 10, ticks: few };
}

/** Where a latency lies, from 0 at the top. */
export function heightOf(ms: number, { low, high }: LatencyScale): number {
  if (high <= low) return graphHeight / 2;
  const share = Math.log(ms / low) / Math.log(high / low);
  return Math.round((1 - share) * graphHeight);
}

/** Path data of a quantile over the days; it is broken where nothing was timed. */
export function latencyLine(
  days: readonly TimedDay[],
  name: QuantileName,
  scale: LatencyScale,
): string {
  let pen: number | null = null;
  return days
    .map((day, x) => {
      const ms = drawnMs(quantileOf(day, name));
      if (ms === null) {
        pen = null;
        return '';
      }
      const y = heightOf(ms, scale);
      // A lone day is a dot: a line without length and with round ends.
      const step = pen === null ? `M${x} ${y}h0` : `l1${y < pen ? '' : ' '}${y - pen}`;
      pen = y;
      return step;
    })
    .join('');
}
