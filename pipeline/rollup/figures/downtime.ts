/** Outages of a component within a stretch, with the incidents people reported for them. */
import type { Incident } from '#schema/incident.ts';
import type { ComponentReport, DowntimeInterval } from '#schema/report.ts';
import { MAJOR, type MinuteRange, type MinuteSeries, PARTIAL } from '../minutes/minute-class.ts';
import type { Outage } from './now.ts';

/** The instant a minute since the epoch begins. */
export function iso(minute: number): string {
  return new Date(minute * 60_000).toISOString();
}

interface Down {
  readonly minutes: number;
  readonly major: boolean;
}

function downWithin({ classes, range }: MinuteSeries, start: number, end: number): Down {
  let minutes = 0;
  let major = false;
  for (let at = Math.max(0, start - range.start); at < end - range.start; at += 1) {
    const code = classes[at];
    if (code === PARTIAL || code === MAJOR) minutes += 1;
    if (code === MAJOR) major = true;
  }
  return { minutes, major };
}

/** Slugs of incidents that were open at some time of the outage, cut or not. */
function slugsDuring(outage: Outage, incidents: readonly Incident[], asOfMs: number): string[] {
  const [start, end] = [outage.start * 60_000, (outage.end ?? Infinity) * 60_000];
  return incidents
    .filter(({ startedAt, resolvedAt }) => {
      const resolvedMs = resolvedAt === null ? asOfMs : Date.parse(resolvedAt);
      return Date.parse(startedAt) < end && resolvedMs >= start;
    })
    .map(({ slug }) => slug);
}

/**
 * Intervals within [start, end) in minutes since the epoch, oldest first, and the
 * bad minutes that opened none. Their `downMinutes` together are all bad minutes.
 */
export function downtimeOf(
  { series, outages }: { readonly series: MinuteSeries; readonly outages: readonly Outage[] },
  { start, end }: MinuteRange,
  incidents: readonly Incident[],
  asOfMs: number,
): Pick<ComponentReport, 'downtime' | 'downMinutesApart'> {
  const downtime = outages.flatMap((outage): DowntimeInterval[] => {
    const from = Math.max(start, outage.start);
    const until = Math.min(end, outage.end ?? end);
    const down = downWithin(series, from, until);
    if (down.minutes === 0) return [];
    return [
      {
        start: iso(from),
        end: iso(until),
        minutes: until - from,
        downMinutes: down.minutes,
        class: down.major ? 'MAJOR' : 'PARTIAL',
        beganBefore: outage.start < start,
        goesOn: outage.end === null || outage.end > end,
        incidents: slugsDuring(outage, incidents, asOfMs),
      },
    ];
  });
  const listed = downtime.reduce((sum, { downMinutes }) => sum + downMinutes, 0);
  return { downtime, downMinutesApart: downWithin(series, start, end).minutes - listed };
}
