/** What one day of one component says, as words to print and as a sentence to hear. */
import type { ScrubDay, ScrubHistory, ScrubIncident } from '#schema/snapshot.ts';
import { nothingMeasured } from '#schema/percent.ts';
import { statusLabels, type DayStatus } from '#schema/status.ts';
import { availabilityInWords, quantileInWords } from '../figures/figure-words';
import { flagsInWords } from '../figures/flag-words';
import { dayInFull, daySpoken, spanInWords, type SiteTime } from '../time/site-time';
import type { DaySelection } from './day-selection';

export interface ReadIncident {
  readonly slug: string;
  readonly title: string;
  /** "Resolved 12 Nov 2026, 14:05 UTC after 2 h 10 min", or that it still runs. */
  readonly end: string;
  readonly outcome: string;
}

export interface DayReading {
  readonly component: string;
  readonly title: string;
  readonly status: DayStatus;
  readonly label: string;
  /** "provisional"; empty for most days. */
  readonly notes: string;
  /** "99.65% available · 12 min down · P99 840 ms" */
  readonly figures: string;
  /** "12 November: major outage, 99.65%, 12 minutes down, 1 incident" */
  readonly spoken: string;
  readonly incidents: readonly ReadIncident[];
}

const minuteMs = 60_000;

function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function figuresOf(day: ScrubDay): string[] {
  if (day.status === 'none') return [];
  const figures =
    day.availability === nothingMeasured
      ? ['Nothing measured']
      : [`${availabilityInWords(day)} available`];
  if (day.downMinutes > 0) figures.push(`${spanInWords(day.downMinutes * minuteMs)} down`);
  if (day.unknownMinutes > 0) figures.push(`${spanInWords(day.unknownMinutes * minuteMs)} unknown`);
  if (day.p99 !== null) figures.push(`P99 ${quantileInWords(day.p99)}`);
  return figures;
}

function spoken(date: string, day: ScrubDay): string {
  const parts = [statusLabels[day.status].toLowerCase()];
  if (day.availability !== nothingMeasured) parts.push(availabilityInWords(day));
  if (day.downMinutes > 0) parts.push(`${plural(day.downMinutes, 'minute')} down`);
  if (day.incidents.length > 0) parts.push(plural(day.incidents.length, 'incident'));
  return `${daySpoken(date)}: ${parts.join(', ')}`;
}

function readIncident(slug: string, incident: ScrubIncident, time: SiteTime): ReadIncident {
  const { title, startedAt, resolvedAt, outcome } = incident;
  const end =
    resolvedAt === null
      ? `Running since ${time.instant(startedAt)}`
      : `Resolved ${time.instant(resolvedAt)} after ${spanInWords(Date.parse(resolvedAt) - Date.parse(startedAt))}`;
  return { slug, title, end, outcome };
}

/** Reads a day; null where the history does not hold it. */
export function readDay(
  history: ScrubHistory,
  { component, day: index }: DaySelection,
  time: SiteTime,
): DayReading | null {
  const found = history.components.find(({ id }) => id === component);
  const date = history.dates[index];
  const day = found?.days[index];
  if (!found || !day || date === undefined) return null;
  return {
    component: found.name,
    title: dayInFull(date),
    status: day.status,
    label: statusLabels[day.status],
    notes: flagsInWords(day.flags),
    figures: figuresOf(day).join(' · '),
    spoken: spoken(date, day),
    incidents: day.incidents.flatMap((slug) => {
      const incident = history.incidents[slug];
      return incident ? [readIncident(slug, incident, time)] : [];
    }),
  };
}
