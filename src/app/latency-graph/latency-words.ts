/** The latency graph in words: what it shows to those who do not see it. */
import type { Quantile } from '#schema/snapshot.ts';
import { latencyInWords, quantileInWords } from '../figures/figure-words';
import { dayInFull } from '../time/site-time';
import type { QuantileName, TimedDay } from './latency-paths';

export interface LatencyLegend {
  readonly name: QuantileName;
  /** "P50" */
  readonly label: string;
  readonly meaning: string;
  /** Of the last day that was timed. */
  readonly last: string;
}

/** Names of the lines with the figures of the last day that was timed. */
export function latencyLegend(days: readonly TimedDay[]): readonly LatencyLegend[] {
  const last = days.findLast(({ p99Ms }) => p99Ms !== null);
  const read = (quantile: Quantile | null | undefined) => quantileInWords(quantile ?? null);
  return [
    { name: 'p50', label: 'P50', meaning: 'half are faster', last: read(last?.p50Ms) },
    { name: 'p90', label: 'P90', meaning: '9 of 10 are faster', last: read(last?.p90Ms) },
    { name: 'p99', label: 'P99', meaning: '99 of 100 are faster', last: read(last?.p99Ms) },
  ];
}

/** Whether the 99th percentile of a day is certainly over the threshold. */
function isOver({ p99Ms }: TimedDay, thresholdMs: number): boolean {
  return p99Ms !== null && p99Ms.low > thresholdMs;
}

/** "P99 over the objective of 500 ms on 3 of 88 days, slowest on 3 March 2026: 1.20 s." */
export function latencySummary(days: readonly TimedDay[], thresholdMs: number | null): string {
  const timed = days.filter(({ p99Ms }) => p99Ms !== null);
  const [slowest] = [...timed].sort((a, b) => (b.p99Ms?.low ?? 0) - (a.p99Ms?.low ?? 0));
  if (slowest === undefined) return 'No latency was measured.';
  const worst = `slowest on ${dayInFull(slowest.date)}: ${quantileInWords(slowest.p99Ms)}`;
  if (thresholdMs === null) return `P99 of ${timed.length} days, ${worst}.`;
  const over = timed.filter((day) => isOver(day, thresholdMs)).length;
  return `P99 over the objective of ${latencyInWords(thresholdMs)} on ${over} of ${timed.length} days, ${worst}.`;
}
