/** What people had written by a moment, linked to the site's days. */
import type { Incident, Maintenance, MaintenanceStatus } from '#schema/incident.ts';
import { dayOf } from '../rollup/calendar.ts';
import type { Authored } from './read-incidents.ts';

export interface AuthoredAsOf {
  /** Newest first. */
  readonly incidents: readonly Incident[];
  /** Latest first. */
  readonly maintenance: readonly Maintenance[];
}

/** Without a word from an operator the schedule itself says where it stands. */
function bySchedule(maintenance: Maintenance, asOf: string): MaintenanceStatus {
  const said = maintenance.updates.at(-1)?.status ?? 'scheduled';
  if (said !== 'scheduled') return said;
  if (asOf >= maintenance.scheduledUntil) return 'completed';
  return asOf >= maintenance.scheduledFor ? 'in_progress' : 'scheduled';
}

/** Drops what lies after `asOfMs`, so that a build for a past moment says what was known then. */
export function authoredAsOf(authored: Authored, asOfMs: number, zone: string): AuthoredAsOf {
  const asOf = new Date(asOfMs).toISOString();
  const incidents = authored.incidents.flatMap((incident): Incident[] => {
    const updates = incident.updates.filter(({ postedAt }) => postedAt <= asOf);
    const last = updates.at(-1);
    if (last === undefined) return [];
    const resolvedAt = last.status === 'resolved' ? last.postedAt : null;
    const first = dayOf(Date.parse(incident.startedAt), zone);
    const end = dayOf(Date.parse(resolvedAt ?? asOf), zone);
    const days = { first, last: end < first ? first : end };
    return [{ ...incident, updates, status: last.status, resolvedAt, days }];
  });
  const maintenance = authored.maintenance
    .filter(({ announcedAt }) => announcedAt <= asOf)
    .map((item) => {
      const seen = { ...item, updates: item.updates.filter(({ postedAt }) => postedAt <= asOf) };
      return { ...seen, status: bySchedule(seen, asOf) };
    });
  return {
    incidents: incidents.sort(
      (a, b) => b.startedAt.localeCompare(a.startedAt) || a.slug.localeCompare(b.slug),
    ),
    maintenance: maintenance.sort(
      (a, b) => b.scheduledFor.localeCompare(a.scheduledFor) || a.slug.localeCompare(b.slug),
    ),
  };
}

/** Slugs of the incidents that touch a component on a site day. */
export function incidentsOn(
  incidents: readonly Incident[],
  component: string,
): (date: string) => string[] {
  const mine = incidents.filter(({ components }) => components.some(({ id }) => id === component));
  return (date) =>
    mine.filter(({ days }) => days.first <= date && date <= days.last).map(({ slug }) => slug);
}
