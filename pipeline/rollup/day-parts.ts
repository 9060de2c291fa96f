/** Site days of a component: their sums, their latencies, and the figures of both. */
import type { DayFigures } from '#schema/snapshot.ts';
import type { DayFlag } from '#schema/status.ts';
import type { SiteDay } from './calendar.ts';
import type { ComponentInput, RollupContext } from './component-input.ts';
import { dayFiguresOf } from './figures/day.ts';
import { type LatencyHistogram, nothingTimed, p99Of, quantileOf } from './figures/quantile.ts';
import { emptyTally, type Tally, tallyOf } from './figures/tally.ts';
import { MAINT, type MinuteSeries } from './minutes/minute-class.ts';
import { objectiveOn } from './objectives.ts';
import { rules } from './rules.ts';

export interface DayParts {
  readonly day: SiteDay;
  readonly observed: boolean;
  readonly tally: Tally;
  readonly latency: LatencyHistogram;
  readonly quantiles: DayQuantiles;
}

/** What a day says about its latencies. */
export type DayQuantiles = Pick<DayFigures, 'p50Ms' | 'p90Ms' | 'p99Ms'>;

function quantilesOf(latency: LatencyHistogram): DayQuantiles {
  return {
    p50Ms: quantileOf(latency, 5_000),
    p90Ms: quantileOf(latency, 9_000),
    p99Ms: p99Of(latency),
  };
}

/** A histogram without what was set aside within [start, end). */
export function withoutSetAside(
  { counts: held, coarse, extremes }: LatencyHistogram,
  { setAsideBuckets, classes, range }: MinuteSeries,
  start: number,
  end: number,
): LatencyHistogram {
  if (setAsideBuckets.length === 0) return { counts: held, coarse, extremes };
  const counts = new Map<number, number>();
  held.forEach((count, bucket) => counts.set(bucket, count));
  for (const { minute, bucket, n } of setAsideBuckets) {
    // The histogram holds neither maintenance nor what is not settled yet.
    const code = classes[minute - range.start];
    if (minute < start || minute >= end || code === undefined || code === MAINT) continue;
    const left = (counts.get(bucket) ?? 0) - n;
    if (left > 0) counts.set(bucket, left);
    else counts.delete(bucket);
  }
  return { counts, coarse, extremes };
}

const nothingSeen = {
  tally: emptyTally,
  latency: nothingTimed,
  quantiles: quantilesOf(nothingTimed),
};

/** The published days, oldest first; those before the component was observed are empty. */
export function dayPartsOf(
  input: ComponentInput,
  series: MinuteSeries,
  context: RollupContext,
): DayParts[] {
  return context.days.slice(-context.publishedDays).map((day) => {
    const observed = input.since !== null && day.date >= input.since;
    if (!observed) return { day, observed, ...nothingSeen };
    const kept = input.kept?.days.get(day.date);
    if (kept !== undefined) return { day, observed, ...kept };
    const timed = input.cells.latency.get(day.date) ?? nothingTimed;
    const latency = withoutSetAside(timed, series, day.start, day.end);
    const tally = tallyOf(series, day.start, day.end);
    return { day, observed, tally, latency, quantiles: quantilesOf(latency) };
  });
}

/** When the figures of a day become final, epoch ms. */
export function finalAtMs({ end }: SiteDay): number {
  return end * 60_000 + rules.provisionalHours * 3_600_000;
}

function flagsOf(
  day: SiteDay,
  tally: Tally,
  restated: ReadonlySet<string>,
  { asOfMs, settled }: RollupContext,
): DayFlag[] {
  const flags: DayFlag[] = [];
  if (day.end > settled) flags.push('incomplete');
  if (asOfMs < finalAtMs(day)) flags.push('provisional');
  if (restated.has(day.date)) flags.push('restated');
  if (tally.vanished > 0) flags.push('traffic-vanished');
  return flags;
}

/** Figures of the days, each against the objective in force on it. */
export function dayFiguresOfParts(
  input: ComponentInput,
  parts: readonly DayParts[],
  context: RollupContext,
): DayFigures[] {
  return parts.map(({ day, observed, tally, quantiles }) =>
    dayFiguresOf({
      date: day.date,
      tally,
      targetPpm: objectiveOn(input.component, day.date).availabilityPpm,
      latency: quantiles,
      flags: observed ? flagsOf(day, tally, input.restated, context) : [],
      observed,
      incidents: input.incidentsOn(day.date),
    }),
  );
}
