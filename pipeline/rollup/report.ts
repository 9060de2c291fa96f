/** What a calendar month came to for one component. Pure: everything comes as an argument. */
import type { ComponentConfig, ObjectiveConfig } from '#schema/config.ts';
import type { Incident } from '#schema/incident.ts';
import { floorPercent } from '#schema/percent.ts';
import type { ComponentReport, MonthState, ReportedObjective } from '#schema/report.ts';
import { monthBounds, type SiteDay } from './calendar.ts';
import type { ComponentRollup } from './component.ts';
import type { RollupContext } from './component-input.ts';
import { sharesOf } from './figures/day.ts';
import { downtimeOf, iso } from './figures/downtime.ts';
import { allowedOf, budgetAgainst, combined } from './figures/objective.ts';
import { mergeHistograms, nothingTimed, p99Of } from './figures/quantile.ts';
import { addTallies, emptyTally, type Tally } from './figures/tally.ts';
import { windowFiguresOf } from './figures/window.ts';
import { reportedMaintenance, type SeenMaintenance } from './maintenance.ts';
import type { MinuteRange } from './minutes/minute-class.ts';
import { objectiveOn } from './objectives.ts';
import { rules } from './rules.ts';

/** A month that lies at least partly within the published days. */
export interface ReportMonth {
  /** YYYY-MM */
  readonly month: string;
  /** The whole month, in minutes since the epoch. */
  readonly whole: MinuteRange;
  /** What of it is published and settled. */
  readonly covered: MinuteRange;
  /** Its published days, oldest first. */
  readonly days: readonly SiteDay[];
}

/** Months of the published days that have a settled minute, oldest first. */
export function reportMonths({ days, publishedDays, settled, zone }: RollupContext): ReportMonth[] {
  const byMonth = Map.groupBy(days.slice(-publishedDays), ({ date }) => date.slice(0, 7));
  return [...byMonth].flatMap(([month, held]) => {
    const whole = monthBounds(month, zone);
    const covered = { start: held[0]?.start ?? whole.end, end: Math.min(whole.end, settled) };
    return covered.start < covered.end ? [{ month, whole, covered, days: held }] : [];
  });
}

/** Final once every source was read to a moment 48 hours after the month's end. */
export function monthStateOf(
  { whole, covered }: ReportMonth,
  asOfMs: number,
  dataThroughMs: number | null,
): MonthState {
  if (covered.end < whole.end) return 'incomplete';
  const finalMs = whole.end * 60_000 + rules.provisionalHours * 3_600_000;
  return Math.min(asOfMs, dataThroughMs ?? 0) >= finalMs ? 'final' : 'provisional';
}

export interface ComponentMonth {
  readonly month: ReportMonth;
  readonly component: ComponentConfig;
  readonly rolled: ComponentRollup;
  readonly asOfMs: number;
  readonly incidents: readonly Incident[];
  readonly maintenance: readonly SeenMaintenance[];
  /** Minutes that announced maintenance takes out of the promise. */
  readonly excluded: ReadonlySet<number>;
  /** Records of the month that count nowhere, by reason. */
  readonly exclusions: Readonly<Record<string, number>>;
}

interface Stretch {
  readonly objective: ObjectiveConfig;
  readonly days: readonly SiteDay[];
  readonly tally: Tally;
}

/** The observed days under the objective that was in force on them. */
function stretchesOf({ component, rolled }: ComponentMonth, days: readonly SiteDay[]): Stretch[] {
  const byObjective = Map.groupBy(days, ({ date }) => objectiveOn(component, date));
  return [...byObjective].map(([objective, under]) => ({
    objective,
    days: under,
    tally: addTallies(under.map(({ date }) => rolled.tallies.get(date) ?? emptyTally)),
  }));
}

function windowOf({ component, rolled }: ComponentMonth, { objective, days, tally }: Stretch) {
  const timed = days.map(({ date }) => rolled.latency.get(date) ?? nothingTimed);
  const p99Ms = p99Of(mergeHistograms(timed));
  return windowFiguresOf({ tally, p99Ms, observed: component.observed, objective });
}

function objectivesOf(
  input: ComponentMonth,
  stretches: readonly Stretch[],
  first: string,
): ReportedObjective[] {
  return stretches.map((stretch) => {
    const { from, availabilityPpm, p99Ms } = stretch.objective;
    const { verdict, basis } = windowOf(input, stretch);
    return {
      from: from === null || from < first ? null : from,
      ...{ availabilityPpm, p99Ms, verdict, basis },
    };
  });
}

function observedDays({ month, rolled }: ComponentMonth): SiteDay[] {
  const none = new Set(
    rolled.history.days.filter(({ status }) => status === 'none').map(({ date }) => date),
  );
  return month.days.filter(({ date, start }) => !none.has(date) && start < month.covered.end);
}

/** Incidents that touch the component within the stretch. */
function incidentsWithin(input: ComponentMonth, { start, end }: MinuteRange): Incident[] {
  return input.incidents.filter(
    ({ components, startedAt, resolvedAt }) =>
      components.some(({ id }) => id === input.component.id) &&
      Date.parse(startedAt) < end * 60_000 &&
      (resolvedAt === null ? input.asOfMs : Date.parse(resolvedAt)) >= start * 60_000,
  );
}

/** A component's part of the month's report. */
export function componentReportOf(input: ComponentMonth): ComponentReport {
  const { component, rolled, month, excluded, asOfMs } = input;
  const days = observedDays(input);
  const first = days[0];
  const start = first?.start ?? month.covered.end;
  const range = { start, end: month.covered.end };
  const stretches = stretchesOf(input, days);
  const tally = addTallies(stretches.map((stretch) => stretch.tally));
  const objective = objectiveOn(component, month.days.at(-1)?.date ?? '');
  // Only verdict and budget depend on the objective, and those are taken from the stretches.
  const figures = windowOf(input, { objective, days, tally });
  const objectives = objectivesOf(input, stretches, first?.date ?? '');
  const allowed = stretches.map((one) => allowedOf(one.tally.valid, one.objective.availabilityPpm));
  const incidents = first === undefined ? [] : incidentsWithin(input, range);
  const { valid, bad, noise, minutes } = tally;
  return {
    id: component.id,
    name: component.name,
    observed: component.observed,
    from: first === undefined ? null : iso(range.start),
    until: first === undefined ? null : iso(range.end),
    verdict: first === undefined ? 'undetermined' : combined(objectives.map((one) => one.verdict)),
    basis: objectives.map(({ basis }) => basis).join('; ') || 'not observed in this month',
    objectives,
    ...{ valid, good: valid - bad, bad, noise },
    availability: figures.availability,
    availabilityRaw: floorPercent(valid - bad, valid + noise, 3),
    worst: figures.worst,
    best: figures.best,
    budget: budgetAgainst(
      bad,
      allowed.reduce((sum, one) => sum + one, 0n),
    ),
    p99Ms: figures.p99Ms,
    latency: figures.latency,
    minutes,
    uptime: sharesOf(minutes).uptime,
    coverage: figures.coverage,
    ...downtimeOf(rolled, range, incidents, asOfMs),
    maintenance: reportedMaintenance(input.maintenance, component.id, excluded, range),
    exclusions: input.exclusions,
    incidents: incidents.map(({ slug }) => slug),
  };
}
