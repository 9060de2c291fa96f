/** Made-up days by their minutes, which add up to the figures of the day. */
import type { Incident } from '#schema/incident.ts';
import type { ComponentHistory, DayDetail, DayFigures } from '#schema/snapshot.ts';
import { minuteClasses } from '#schema/status.ts';
import { dayDetailOf } from '../../publish/day-detail.ts';
import { emptySeries, type MinuteSeries, UP } from '../../rollup/minutes/minute-class.ts';

const minuteMs = 60_000;
const settleMinutes = 2;

/** What was not up lies together, from six in the morning. */
function seriesOf({ minutes }: DayFigures, start: number, end: number): MinuteSeries {
  const series = emptySeries({ start, end });
  series.classes.fill(UP);
  series.valid.fill(3);
  let at = minutes.UP === 0 ? 0 : 360;
  for (const [code, name] of minuteClasses.entries()) {
    if (code === UP) continue;
    const until = at + minutes[name];
    series.classes.fill(code, at, until);
    if (name === 'UNKNOWN' || name === 'MAINT') series.valid.fill(0, at, until);
    if (name === 'PARTIAL' || name === 'MAJOR') series.bad.fill(2, at, until);
    at = until;
  }
  return series;
}

/** Every observed day of a component. */
export function sampleDayDetails(
  history: ComponentHistory,
  incidents: readonly Incident[],
): DayDetail[] {
  const settled = Math.floor(Date.parse(history.asOf) / minuteMs) - settleMinutes;
  return history.days
    .filter(({ status }) => status !== 'none')
    .map((day) => {
      const start = Date.parse(`${day.date}T00:00Z`) / minuteMs;
      const end = Math.min(start + 1440, settled);
      const span = { date: day.date, start, end: start + 1440 };
      return dayDetailOf(history.id, span, seriesOf(day, start, end), incidents);
    });
}
