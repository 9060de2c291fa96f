/** Which minutes announced maintenance takes out of the promise. */
import type { Maintenance } from '#schema/incident.ts';
import type { ReportedMaintenance } from '#schema/report.ts';
import type { ExcludedMinutes } from './cells/tables.ts';
import { dayOf } from './calendar.ts';
import type { MinuteRange } from './minutes/minute-class.ts';
import { rules } from './rules.ts';

/** A maintenance and when a pipeline run first saw it with these times. */
export interface SeenMaintenance {
  readonly maintenance: Maintenance;
  readonly firstSeenMs: number;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Announced early enough: 24 h before its start, by the later of claim and sight. */
export function isAnnounced({ maintenance, firstSeenMs }: SeenMaintenance): boolean {
  const announced = Math.max(Date.parse(maintenance.announcedAt), firstSeenMs);
  const needed = rules.maintenance.announcedHoursBefore * hourMs;
  return announced <= Date.parse(maintenance.scheduledFor) - needed;
}

/**
 * Excluded minutes of each component: whole minutes of announced windows, at
 * most 8 h per component and month of the site's zone, earliest first.
 */
export function excludedMinutes(seen: readonly SeenMaintenance[], zone: string): ExcludedMinutes {
  const excluded = new Map<string, Set<number>>();
  const used = new Map<string, number>();
  const windows = seen
    .filter(isAnnounced)
    .map(({ maintenance }) => maintenance)
    .sort((a, b) => a.scheduledFor.localeCompare(b.scheduledFor));
  for (const window of windows) {
    const first = Math.ceil(Date.parse(window.scheduledFor) / minuteMs);
    const end = Math.floor(Date.parse(window.scheduledUntil) / minuteMs);
    for (const component of window.components) {
      const minutes = excluded.get(component) ?? new Set<number>();
      excluded.set(component, minutes);
      let month = '';
      for (let minute = first; minute < end; minute += 1) {
        // A month begins with a quarter-hour in every zone.
        if (month === '' || minute % 15 === 0) month = dayOf(minute * minuteMs, zone).slice(0, 7);
        if (minutes.has(minute)) continue;
        const key = `${component} ${month}`;
        const count = used.get(key) ?? 0;
        // Full; the next month, if the window reaches it, has its own 8 hours.
        if (count >= rules.maintenance.cappedMinutesPerMonth) continue;
        used.set(key, count + 1);
        minutes.add(minute);
      }
    }
  }
  return excluded;
}

/** Maintenance of a component within [start, end), earliest first, in whole minutes. */
export function reportedMaintenance(
  seen: readonly SeenMaintenance[],
  component: string,
  excluded: ReadonlySet<number>,
  { start, end }: MinuteRange,
): ReportedMaintenance[] {
  const mine = seen.filter(({ maintenance }) => maintenance.components.includes(component));
  const reported = mine.flatMap((one): ReportedMaintenance[] => {
    const { slug, scheduledFor, scheduledUntil } = one.maintenance;
    const from = Math.max(start, Math.ceil(Date.parse(scheduledFor) / minuteMs));
    const until = Math.min(end, Math.floor(Date.parse(scheduledUntil) / minuteMs));
    if (from >= until) return [];
    const announced = isAnnounced(one);
    let excludedMinutes = 0;
    for (let minute = from; announced && minute < until; minute += 1)
      if (excluded.has(minute)) excludedMinutes += 1;
    return [
      {
        slug,
        start: new Date(from * minuteMs).toISOString(),
        end: new Date(until * minuteMs).toISOString(),
        minutes: until - from,
        ...{ announced, excludedMinutes },
      },
    ];
  });
  return reported.sort((a, b) => a.start.localeCompare(b.start) || a.slug.localeCompare(b.slug));
}
