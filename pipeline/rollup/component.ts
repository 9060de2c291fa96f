/** All figures of one component, from its cells. Pure: the clock comes as an argument. */
import type { ComponentConfig, ObjectiveConfig } from '#schema/config.ts';
import {
  type ComponentHistory,
  type DayFigures,
  type Quantile,
  schemaVersion,
  type WindowFigures,
} from '#schema/snapshot.ts';
import type { DayFlag } from '#schema/status.ts';
import type { Denoised } from '../denoise/denoise.ts';
import { firstMinuteOf, type SiteDay } from './calendar.ts';
import type { Counted } from './count-cells.ts';
import { dayFiguresOf } from './figures/day.ts';
import { measuredNow, type Now, type Outage, outagesOf } from './figures/now.ts';
import { budgetOf } from './figures/objective.ts';
import { type LatencyHistogram, mergeHistograms, nothingTimed, p99Of } from './figures/quantile.ts';
import { addTallies, emptyTally, type Tally, tallyOf } from './figures/tally.ts';
import { windowFiguresOf } from './figures/window.ts';
import { forgetGaps } from './gaps.ts';
import { MAINT, type MinuteRange, type MinuteSeries } from './minutes/minute-class.ts';
import { probeMinutes } from './minutes/probes.ts';
import { requestMinutes } from './minutes/requests.ts';
import { transitionMinutes } from './minutes/transitions.ts';
import { rules } from './rules.ts';
import type { ComponentCells } from './series.ts';

/** The part of the counted cells that holds for all components. */
export type RollupContext = Pick<Counted, 'zone' | 'asOfMs' | 'settled' | 'days' | 'publishedDays'>;

export interface ComponentInput {
  readonly component: ComponentConfig;
  readonly cells: ComponentCells;
  /** Of probes: its results without the noise. */
  readonly denoised: Denoised | undefined;
  /** First site day it is promised for; null: never observed. */
  readonly since: string | null;
  readonly maintenance: ReadonlySet<number>;
  /** Stretches in which records were lost. */
  readonly gaps: readonly MinuteRange[];
  /** Latency buckets of the last 24 hours. */
  readonly recent: LatencyHistogram;
  readonly incidentsOn: (date: string) => readonly string[];
}

export interface ComponentRollup {
  readonly history: ComponentHistory;
  readonly series: MinuteSeries;
  readonly outages: readonly Outage[];
  readonly now: Now;
  /** Per published day, for the ledger. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Per published day, without noise. */
  readonly latency: ReadonlyMap<string, LatencyHistogram>;
}

/** The objective in force on a site day. */
export function objectiveOn(component: ComponentConfig, date: string): ObjectiveConfig {
  const [first] = component.objectives;
  if (first === undefined) throw new Error(`${component.id} has no objective`);
  return component.objectives.findLast(({ from }) => from === null || from <= date) ?? first;
}

function targetLookup(component: ComponentConfig, zone: string): (minute: number) => number {
  const steps = component.objectives.map(({ from, availabilityPpm }) => ({
    from: from === null ? -Infinity : firstMinuteOf(from, zone),
    availabilityPpm,
  }));
  return (minute) => steps.findLast(({ from }) => from <= minute)?.availabilityPpm ?? 0;
}

const nothingHeard: Denoised = { ballots: [], noise: new Set() };

function minutesOf(
  { component, cells, denoised, gaps, maintenance }: ComponentInput,
  context: RollupContext,
): MinuteSeries {
  const range = { start: context.days[0]?.start ?? context.settled, end: context.settled };
  const classify = () => {
    switch (component.observed) {
      case 'requests':
        return requestMinutes(
          cells.vantages,
          range,
          targetLookup(component, context.zone),
          maintenance,
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
  return series;
}

/** Takes a minute out of the promise: its records stay, its results count nowhere. */
function exclude(series: MinuteSeries, at: number): void {
  if (at < 0 || at >= series.classes.length) return;
  series.classes[at] = MAINT;
  const { valid, bad, noise, timed, slow, slowHigh } = series;
  for (const sums of [valid, bad, noise, timed, slow, slowHigh]) sums[at] = 0;
  series.unsampled[at] = 0;
}

function flagsOf(day: SiteDay, tally: Tally, { asOfMs, settled }: RollupContext): DayFlag[] {
  const flags: DayFlag[] = [];
  if (day.end > settled) flags.push('incomplete');
  if (asOfMs < day.end * 60_000 + rules.provisionalHours * 3_600_000) flags.push('provisional');
  if (tally.vanished > 0) flags.push('traffic-vanished');
  return flags;
}

/** A histogram without what the noise filter set aside within [start, end). */
function withoutNoise(
  { counts: held, coarse, extremes }: LatencyHistogram,
  { noiseBuckets, classes, range }: MinuteSeries,
  start: number,
  end: number,
): LatencyHistogram {
  const counts = new Map(held);
  for (const { minute, bucket, n } of noiseBuckets) {
    // The histogram holds neither maintenance nor what is not settled yet.
    const code = classes[minute - range.start];
    if (minute < start || minute >= end || code === undefined || code === MAINT) continue;
    const left = (counts.get(bucket) ?? 0) - n;
    if (left > 0) counts.set(bucket, left);
    else counts.delete(bucket);
  }
  return { counts, coarse, extremes };
}

interface DayParts {
  readonly day: SiteDay;
  readonly observed: boolean;
  readonly tally: Tally;
  readonly latency: LatencyHistogram;
}

function dayParts(input: ComponentInput, series: MinuteSeries, context: RollupContext): DayParts[] {
  return context.days.slice(-context.publishedDays).map((day) => {
    const observed = input.since !== null && day.date >= input.since;
    if (!observed) return { day, observed, tally: emptyTally, latency: nothingTimed };
    const timed = input.cells.latency.get(day.date) ?? nothingTimed;
    const latency = withoutNoise(timed, series, day.start, day.end);
    return { day, observed, tally: tallyOf(series, day.start, day.end), latency };
  });
}

function mergedP99(parts: readonly DayParts[]): Quantile | null {
  return p99Of(mergeHistograms(parts.map(({ latency }) => latency)));
}

function windowsOf(
  input: ComponentInput,
  parts: readonly DayParts[],
  series: MinuteSeries,
  context: RollupContext,
): ComponentHistory['windows'] {
  const { component, since, recent } = input;
  const objective = objectiveOn(component, context.days.at(-1)?.date ?? '');
  const { observed } = component;
  const ofDays = (count: number): WindowFigures => {
    const covered = parts.slice(-(count + 1));
    const tally = addTallies(covered.map((part) => part.tally));
    return windowFiguresOf({ tally, p99Ms: mergedP99(covered), observed, objective });
  };
  const start = Math.max(
    context.settled - 1440,
    since === null ? context.settled : firstMinuteOf(since, context.zone),
  );
  const last = withoutNoise(recent, series, start, context.settled);
  const lastDay = windowFiguresOf({
    tally: tallyOf(series, start, context.settled),
    p99Ms: p99Of(last),
    observed,
    objective,
  });
  return { '24h': lastDay, '7d': ofDays(7), '30d': ofDays(30), '90d': ofDays(90) };
}

function budgetPeriodOf(
  input: ComponentInput,
  parts: readonly DayParts[],
): ComponentHistory['budgetPeriod'] {
  const today = parts.at(-1)?.day.date ?? '';
  const { period, availabilityPpm } = objectiveOn(input.component, today);
  const covered =
    period === 'month'
      ? parts.filter(({ day }) => day.date.slice(0, 7) === today.slice(0, 7))
      : parts.slice(-(Number.parseInt(period, 10) + 1));
  const { valid, bad } = addTallies(covered.map(({ tally }) => tally));
  return { period, from: covered[0]?.day.date ?? today, ...budgetOf(bad, valid, availabilityPpm) };
}

function daysOf(
  input: ComponentInput,
  parts: readonly DayParts[],
  context: RollupContext,
): DayFigures[] {
  return parts.map(({ day, observed, tally, latency }) =>
    dayFiguresOf({
      date: day.date,
      tally,
      targetPpm: objectiveOn(input.component, day.date).availabilityPpm,
      p99Ms: p99Of(latency),
      flags: observed ? flagsOf(day, tally, context) : [],
      observed,
      incidents: input.incidentsOn(day.date),
    }),
  );
}

/** Rolls one component up. */
export function rollupComponent(input: ComponentInput, context: RollupContext): ComponentRollup {
  const { component } = input;
  const series = minutesOf(input, context);
  const parts = dayParts(input, series, context);
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
    days: daysOf(input, parts, context),
    windows: windowsOf(input, parts, series, context),
  };
  const tallies = new Map(parts.map(({ day, tally }) => [day.date, tally]));
  const latency = new Map(parts.map((part) => [part.day.date, part.latency]));
  return { history, series, outages, now: measuredNow(series, outages), tallies, latency };
}
