/** What was said about an incident or a maintenance, as API and feeds tell it. */
import type { Incident, IncidentStatus, Maintenance, MaintenanceStatus } from '#schema/incident.ts';

export interface AuthoredUpdate {
  readonly status: IncidentStatus | MaintenanceStatus;
  readonly postedAt: string;
  readonly bodyHtml: string;
  readonly bodyText: string;
}

/** Updates newest first; a maintenance nobody said anything about was at least announced. */
export function updatesOf(item: Incident | Maintenance): AuthoredUpdate[] {
  if (item.updates.length > 0 || !('announcedAt' in item)) return [...item.updates].reverse();
  const body = { bodyHtml: '', bodyText: '' };
  return [{ status: 'scheduled', postedAt: item.announcedAt, ...body }];
}
