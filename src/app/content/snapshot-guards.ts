/**
 * The files the page reads were written by our own pipeline, so a guard only
 * asks whether it is the file and the version it should be, not every field.
 */
import {
  schemaVersion,
  type ComponentHistory,
  type DayDetail,
  type IncidentLog,
  type ScrubHistory,
  type SiteStatus,
} from '#schema/snapshot.ts';

function isOurs(value: unknown, ...keys: readonly string[]): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    value.schemaVersion === schemaVersion &&
    keys.every((key) => key in value)
  );
}

/** Whether the value is a `status.json` of this version. */
export function isSiteStatus(value: unknown): value is SiteStatus {
  return isOurs(value, 'site', 'overall', 'groups', 'components');
}

/** Whether the value is a `components/<id>.json` of this version. */
export function isComponentHistory(value: unknown): value is ComponentHistory {
  return isOurs(value, 'id', 'days', 'windows');
}

/** Whether the value is an `incidents.json` of this version. */
export function isIncidentLog(value: unknown): value is IncidentLog {
  return isOurs(value, 'incidents', 'maintenance');
}

/** Whether the value is a `history.json` of this version. */
export function isScrubHistory(value: unknown): value is ScrubHistory {
  return isOurs(value, 'dates', 'components', 'incidents');
}

/** Whether the value is a `days/<id>/<date>.json` of this version. */
export function isDayDetail(value: unknown): value is DayDetail {
  return isOurs(value, 'date', 'start', 'minutes', 'quarters', 'updates');
}
