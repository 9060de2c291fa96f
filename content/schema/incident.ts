/** Incidents and maintenance as the page shows them, wherever they were written. */
import * as v from 'valibot';
import { isInstant } from './instant.ts';
import type { ComponentStatus } from './status.ts';

export const incidentStatuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

export const maintenanceStatuses = ['scheduled', 'in_progress', 'verifying', 'completed'] as const;
export type MaintenanceStatus = (typeof maintenanceStatuses)[number];

export const impacts = ['none', 'minor', 'major', 'critical'] as const;
export type Impact = (typeof impacts)[number];

/** States a person may report for a component; never better than measured. */
export const reportableStatuses = [
  'operational',
  'degraded',
  'partial_outage',
  'major_outage',
] as const;

export interface Update<Status extends string> {
  readonly status: Status;
  /** Instant, ISO 8601 UTC. */
  readonly postedAt: string;
  /** Safe HTML, rendered from Markdown when the site is built. */
  readonly bodyHtml: string;
  /** The same as plain text, for feeds and screen readers. */
  readonly bodyText: string;
}

export interface AffectedComponent {
  readonly id: string;
  readonly state: ComponentStatus;
}

export interface Incident {
  readonly slug: string;
  readonly title: string;
  readonly impact: Impact;
  /** Of the last update. */
  readonly status: IncidentStatus;
  readonly startedAt: string;
  /** Time of the last update when that is `resolved`, else null. */
  readonly resolvedAt: string | null;
  readonly components: readonly AffectedComponent[];
  /** Oldest first. */
  readonly updates: readonly Update<IncidentStatus>[];
  readonly postmortemHtml: string | null;
  /** Instant by which the next update was promised. */
  readonly nextUpdateBy?: string | null;
  /** Site days (YYYY-MM-DD) the incident touches, first and last. */
  readonly days: { readonly first: string; readonly last: string };
}

export interface Maintenance {
  readonly slug: string;
  readonly title: string;
  readonly status: MaintenanceStatus;
  readonly scheduledFor: string;
  readonly scheduledUntil: string;
  readonly announcedAt: string;
  readonly components: readonly string[];
  readonly updates: readonly Update<MaintenanceStatus>[];
}

/** An instant in a file a person writes: with a time and a zone or offset. */
const instant = v.pipe(
  v.string('must be an instant like 2026-03-01T14:05Z'),
  v.check(isInstant, 'must be an instant with its zone, like 2026-03-01T14:05Z'),
);

const title = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(300));

/** Front matter of `content/incidents/*.md` for an incident. */
export const incidentFrontMatter = v.strictObject({
  title,
  impact: v.picklist(impacts),
  startedAt: instant,
  components: v.record(v.string(), v.picklist(reportableStatuses)),
  /** When readers may expect the next update. */
  nextUpdateBy: v.optional(instant),
});

/** Front matter of `content/incidents/*.md` for a maintenance. */
export const maintenanceFrontMatter = v.strictObject({
  title,
  scheduledFor: instant,
  scheduledUntil: instant,
  announcedAt: instant,
  components: v.array(v.string()),
});
