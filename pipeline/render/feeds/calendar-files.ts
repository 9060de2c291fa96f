/** Maintenance as calendars (RFC 5545): one to subscribe to, and one file for each. */
import ical, { type ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Maintenance } from '#schema/incident.ts';
import { updatesOf } from '../authored-updates.ts';
import { inertLine, inertText } from '../plain-text.ts';
import { maintenanceUrl, type SiteSource } from '../site-source.ts';

/** In seconds: how often a calendar may ask again. */
const askAgain = 3600;

function descriptionOf(item: Maintenance, { status }: SiteSource): string {
  const names = item.components.map(
    (id) => status.components.find((one) => one.id === id)?.name ?? id,
  );
  const lines = [
    ...(status.simulated ? ['Simulated data: this will not happen.'] : []),
    ...(names.length === 0 ? [] : [`Affects: ${names.join(', ')}`]),
    ...updatesOf(item).map(({ postedAt, bodyText }) => `${postedAt}\n${bodyText || item.title}`),
  ];
  return inertText(lines.join('\n\n'));
}

function addTo(calendar: ICalCalendar, item: Maintenance, source: SiteSource): void {
  const updates = updatesOf(item);
  const changed = new Date(updates[0]?.postedAt ?? item.announcedAt);
  calendar.createEvent({
    id: `${item.slug}@${new URL(source.url).host}`,
    start: new Date(item.scheduledFor),
    end: new Date(item.scheduledUntil),
    // Not the time of the build: the same snapshot gives the same bytes.
    stamp: changed,
    lastModified: changed,
    sequence: updates.length,
    summary: inertLine(item.title),
    description: descriptionOf(item, source),
    url: maintenanceUrl(source, item.slug),
    status: ICalEventStatus.CONFIRMED,
  });
}

function calendarOf(items: readonly Maintenance[], address: string, source: SiteSource): string {
  const calendar = ical({
    name: `${inertLine(source.status.site.name)} maintenance`,
    prodId: { company: 'Plumbline', product: 'Maintenance', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    url: address,
    ttl: askAgain,
  });
  for (const item of items) addTo(calendar, item, source);
  return `${calendar.toString()}\r\n`;
}

/** Names below the site's root and contents; the same snapshot gives the same bytes. */
export function calendarFiles(source: SiteSource): Map<string, string> {
  const { maintenance, url } = source;
  const single = maintenance.map((item): [string, string] => {
    const name = `calendars/${item.slug}.ics`;
    return [name, calendarOf([item], `${url}/${name}`, source)];
  });
  const all = calendarOf(maintenance, `${url}/maintenance.ics`, source);
  return new Map([['maintenance.ics', all], ...single]);
}
