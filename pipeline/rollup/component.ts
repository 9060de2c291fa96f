/** All figures of one component, from its cells. Pure: the clock comes as an argument. */
import { type ComponentHistory, schemaVersion } from '#schema/snapshot.ts';
import type { Denoised } from '../denoise/denoise.ts';
import type { SiteDay } from './calendar.ts';
import type { ComponentInput, ComponentKept, RollupContext } from './component-input.ts';
import { dayFiguresOfParts, dayPartsOf } from './day-parts.ts';
import { measuredNow, type Now, type Outage, outagesOf } from './figures/now.ts';
import type { LatencyHistogram } from './figures/quantile.ts';
import type { Tally } from './figures/tally.ts';
import { forgetGaps } from './gaps.ts';
import { MAINT, type MinuteSeries } from './minutes/minute-class.ts';
import { probeMinutes } from './minutes/probes.ts';
import { sumsOf } from './minutes/minute-sums.ts';
import { type Earlier, minutesOfSums } from './minutes/requests.ts';
import { transitionMinutes } from './minutes/transitions.ts';
import { objectiveOn, targetLookup } from './objectives.ts';
import { rules } from './rules.ts';
import { budgetPeriodOf, burnOf, windowsOf } from './windows.ts';

export interface ComponentRollup {
  readonly history: ComponentHistory;
  readonly series: MinuteSeries;
  readonly outages: readonly Outage[];
  readonly now: Now;
  /** Per published day, for the ledger. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Per published day, without noise. */
  readonly latency: ReadonlyMap<string, LatencyHistogram>;
  /** Files of the details of kept days, by date. */
  readonly details: ReadonlyMap<string, Uint8Array>;
}

const nothingHeard: Denoised = { ballots: [], noise: new Map(), monitor: new Set() };

function earlierOf(kept: ComponentKept): Earlier {
  const vanished = [...kept.days.values()].flatMap((day) => day.vanished);
  return { until: kept.until, vanished: new Set(vanished) };
}

/** Puts the classes of kept days in their places: they say all that lies over a minute. */
function addKept({ classes, range }: MinuteSeries, kept: ComponentKept, days: readonly SiteDay[]) {
  for (const { date, start } of days) {
    const day = kept.days.get(date);
    if (day !== undefined) classes.set(day.classes, start - range.start);
  }
}

function minutesOf(
  { component, cells, denoised, gaps, maintenance, kept }: ComponentInput,
  context: RollupContext,
): MinuteSeries {
  const range = { start: context.days[0]?.start ?? context.settled, end: context.settled };
  const classify = () => {
    switch (component.observed) {
      case 'requests':
        return minutesOfSums(
          cells.sums ?? sumsOf(cells.vantages, range),
          range.end,
          targetLookup(component, context.zone),
          maintenance,
          kept && earlierOf(kept),
        );
      case 'probes':
        return probeMinutes(
          cells.vantages,
          denoised ?? nothingHeard,
          range,
          component.checkIntervalMs,
          maintenance,
        );
      case 'transitions':
        return transitionMinutes(cells.vantages, range, component.maxSilenceMs);
    }
  };
  const series = classify();
  forgetGaps(series, gaps);
  for (const minute of maintenance) exclude(series, minute - range.start);
  if (kept !== undefined) addKept(series, kept, context.days);
  return series;
}

/** Takes a minute out of the promise: its records stay, its results count nowhere. */
function exclude(series: MinuteSeries, at: number): void {
  if (at < 0 || at >= series.classes.length) return;
  series.classes[at] = MAINT;
  const { valid, bad, noise, timed, slow, slowHigh } = series;
  for (const sums of [valid, bad, noise, timed, slow, slowHigh]) sums[at] = 0;
  series.unsampled[at] = 0;
  series.brief[at] = 0;
}

/** Rolls one component up. */
export function rollupComponent(input: ComponentInput, context: RollupContext): ComponentRollup {
  const { component } = input;
  const series = minutesOf(input, context);
  const parts = dayPartsOf(input, series, context);
  const outages = outagesOf(series);
  const { availabilityPpm, p99Ms, period } = objectiveOn(
    component,
    context.days.at(-1)?.date ?? '',
  );
  const history: ComponentHistory = {
    schemaVersion,
    id: component.id,
    name: component.name,
    observed: component.observed,
    slo: { availabilityPpm, p99Ms, period },
    asOf: new Date(context.asOfMs).toISOString(),
    rulesVersion: rules.version,
    budgetPeriod: budgetPeriodOf(input, parts),
    days: dayFiguresOfParts(input, parts, context),
    windows: windowsOf(input, parts, series, context),
    ...burnOf(input, series, context),
  };
  const tallies = new Map(parts.map(({ day, tally }) => [day.date, tally]));
  const latency = new Map(parts.map((part) => [part.day.date, part.latency]));
  const now = measuredNow(series, outages);
  const details = new Map(
    [...(input.kept?.days ?? [])].map(([date, { detail }]) => [date, detail]),
  );
  return { history, series, outages, now, tallies, latency, details };
}
