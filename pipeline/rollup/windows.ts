/** Windows of a component: the last 24 hours, so many days, the period of its budget, burn rates. */
import type { ComponentHistory, Quantile, WindowFigures } from '#schema/snapshot.ts';
import { dayOf, firstMinuteOf } from './calendar.ts';
import type { ComponentInput, RollupContext } from './component-input.ts';
import { type DayParts, withoutSetAside } from './day-parts.ts';
import { alertsOf, burnRateOfWindow, type Burnt } from './figures/burn.ts';
import { budgetOf } from './figures/objective.ts';
import { mergeHistograms, p99Of } from './figures/quantile.ts';
import { addTallies, tallyOf } from './figures/tally.ts';
import { windowFiguresOf } from './figures/window.ts';
import type { MinuteSeries } from './minutes/minute-class.ts';
import { objectiveOn, strictestObjective } from './objectives.ts';
import { rules } from './rules.ts';

function mergedP99(parts: readonly DayParts[]): Quantile | null {
  return p99Of(mergeHistograms(parts.map(({ latency }) => latency)));
}

const todayOf = ({ days }: RollupContext) => days.at(-1)?.date ?? '';

/** First minute of the trailing `minutes`, not before the component was observed. */
function trailingStart({ since }: ComponentInput, context: RollupContext, minutes: number): number {
  const { settled, zone } = context;
  return Math.max(settled - minutes, since === null ? settled : firstMinuteOf(since, zone));
}

/** What minutes since `start` are judged by. */
function objectiveSince({ component }: ComponentInput, context: RollupContext, start: number) {
  const today = todayOf(context);
  const first = dayOf(start * 60_000, context.zone);
  return strictestObjective(component, first < today ? first : today, today);
}

function daysWindow(
  input: ComponentInput,
  parts: readonly DayParts[],
  count: number,
): WindowFigures {
  const { component } = input;
  const covered = parts.slice(-(count + 1));
  const [first, last] = [covered[0]?.day.date ?? '', covered.at(-1)?.day.date ?? ''];
  return windowFiguresOf({
    tally: addTallies(covered.map(({ tally }) => tally)),
    p99Ms: mergedP99(covered),
    observed: component.observed,
    objective: strictestObjective(component, first, last),
  });
}

/** `24h` by the minute, the others by so many complete site days and today so far. */
export function windowsOf(
  input: ComponentInput,
  parts: readonly DayParts[],
  series: MinuteSeries,
  context: RollupContext,
): ComponentHistory['windows'] {
  const start = trailingStart(input, context, 1440);
  const lastDay = windowFiguresOf({
    tally: tallyOf(series, start, context.settled),
    p99Ms: p99Of(withoutSetAside(input.recent, series, start, context.settled)),
    observed: input.component.observed,
    objective: objectiveSince(input, context, start),
  });
  const [week, month, quarter] = [7, 30, 90].map((count) => daysWindow(input, parts, count));
  if (!week || !month || !quarter) throw new Error('a window is missing');
  return { '24h': lastDay, '7d': week, '30d': month, '90d': quarter };
}

/** The error budget over the objective's period. */
export function budgetPeriodOf(
  { component }: ComponentInput,
  parts: readonly DayParts[],
): ComponentHistory['budgetPeriod'] {
  const today = parts.at(-1)?.day.date ?? '';
  const { period } = objectiveOn(component, today);
  const covered =
    period === 'month'
      ? parts.filter(({ day }) => day.date.slice(0, 7) === today.slice(0, 7))
      : parts.slice(-(Number.parseInt(period, 10) + 1));
  const from = covered[0]?.day.date ?? today;
  const { valid, bad } = addTallies(covered.map(({ tally }) => tally));
  const { availabilityPpm } = strictestObjective(component, from, today);
  return { period, from, ...budgetOf(bad, valid, availabilityPpm) };
}

/** Burn rates of the trailing windows, and which pairs of them call for somebody. */
export function burnOf(
  input: ComponentInput,
  series: MinuteSeries,
  context: RollupContext,
): Pick<ComponentHistory, 'burnRates' | 'alerts'> {
  const burnt = rules.burn.windows.map(([window, minutes]): Burnt => {
    const start = trailingStart(input, context, minutes);
    const { valid, bad } = tallyOf(series, start, context.settled);
    return {
      window,
      valid,
      bad,
      targetPpm: objectiveSince(input, context, start).availabilityPpm,
    };
  });
  return { burnRates: burnt.map(burnRateOfWindow), alerts: alertsOf(burnt) };
}
