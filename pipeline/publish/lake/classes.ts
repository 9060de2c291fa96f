/** Classes of minutes as runs: few rows that give uptime, coverage and time in state. */
import pl from 'nodejs-polars';
import { minuteClasses } from '#schema/status.ts';
import { frame } from '../../rollup/cells/tables.ts';
import type { ComponentRollup } from '../../rollup/component.ts';
import type { SiteDay } from '../../rollup/calendar.ts';

interface Runs {
  readonly component: string[];
  readonly day: string[];
  readonly start: number[];
  readonly minutes: number[];
  readonly class: string[];
}

function addDay({ history, series }: ComponentRollup, day: SiteDay, into: Runs): void {
  const { classes, range } = series;
  const end = Math.min(day.end - range.start, classes.length);
  let from = Math.max(0, day.start - range.start);
  for (let at = from + 1; at <= end; at += 1) {
    const code = classes[from] ?? 0;
    if (at < end && classes[at] === code) continue;
    into.component.push(history.id);
    into.day.push(day.date);
    into.start.push(range.start + from);
    into.minutes.push(at - from);
    into.class.push(minuteClasses[code] ?? '');
    from = at;
  }
}

/** One row per run of minutes of one class within a published site day. */
export function classesFrame(
  components: readonly ComponentRollup[],
  days: readonly SiteDay[],
): pl.DataFrame {
  const runs: Runs = { component: [], day: [], start: [], minutes: [], class: [] };
  for (const component of components) {
    const observed = new Set(
      component.history.days.filter(({ status }) => status !== 'none').map(({ date }) => date),
    );
    for (const day of days) if (observed.has(day.date)) addDay(component, day, runs);
  }
  return frame({
    component: [runs.component, pl.Utf8],
    day: [runs.day, pl.Utf8],
    start: [runs.start, pl.Int32],
    minutes: [runs.minutes, pl.Int32],
    class: [runs.class, pl.Utf8],
  });
}
