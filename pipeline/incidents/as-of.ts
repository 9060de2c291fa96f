/** What people had written by a moment, linked to the site's days. */
import type { Incident, Maintenance } from '#schema/incident.ts';
import { incidentStanding, maintenanceStatusAt } from '#schema/standing.ts';
import { dayOf } from '../rollup/calendar.ts';
import type { Authored } from './read-incidents.ts';

export interface AuthoredAsOf {
  /** Newest first. */
  readonly incidents: readonly Incident[];
  /** Latest first. */
  readonly maintenance: readonly Maintenance[];
}

/** Drops what lies after `asOfMs`, so that a build for a past moment says what was known then. */
export function authoredAsOf(authored: Authored, asOfMs: number, zone: string): AuthoredAsOf {
  const asOf = new Date(asOfMs).toISOString();
  const incidents = authored.incidents.flatMap((incident): Incident[] => {
    const updates = incident.updates.filter(({ postedAt }) => postedAt <= asOf);
    const standing = incidentStanding(updates);
    if (standing === null) return [];
    const first = dayOf(Date.parse(incident.startedAt), zone);
    const end = dayOf(Date.parse(standing.resolvedAt ?? asOf), zone);
    const days = { first, last: end < first ? first : end };
    return [{ ...incident, ...standing, updates, days }];
  });
  const maintenance = authored.maintenance
    .filter(({ announcedAt }) => announcedAt <= asOf)
    .map((item) => {
      const seen = { ...item, updates: item.updates.filter(({ postedAt }) => postedAt <= asOf) };
      return { ...seen, status: maintenanceStatusAt(seen, asOf) };
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
