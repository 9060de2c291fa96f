/** Where an incident or a maintenance stands: derived from what was said, here and nowhere else. */
import type {
  Incident,
  IncidentStatus,
  Maintenance,
  MaintenanceStatus,
  Update,
} from './incident.ts';

type Standing = Pick<Incident, 'status' | 'resolvedAt'>;

/** Of the last update; null where nothing was said. `updates`: oldest first. */
export function incidentStanding(
  updates: readonly Pick<Update<IncidentStatus>, 'status' | 'postedAt'>[],
): Standing | null {
  const last = updates.at(-1);
  if (last === undefined) return null;
  return { status: last.status, resolvedAt: last.status === 'resolved' ? last.postedAt : null };
}

/** Without a word from an operator the schedule itself says where it stands at `asOf` (ISO 8601 UTC). */
export function maintenanceStatusAt(
  { updates, scheduledFor, scheduledUntil }: Omit<Maintenance, 'status'>,
  asOf: string,
): MaintenanceStatus {
  const said = updates.at(-1)?.status ?? 'scheduled';
  if (said !== 'scheduled') return said;
  if (asOf >= scheduledUntil) return 'completed';
  return asOf >= scheduledFor ? 'in_progress' : 'scheduled';
}
