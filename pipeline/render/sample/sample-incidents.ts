/** Made-up incidents and maintenance around the days they explain. */
import { impacts, type Impact, type Incident, type Maintenance } from '#schema/incident.ts';
import type { ComponentStatus } from '#schema/status.ts';

const hourMs = 3_600_000;
const titles = [
  'Elevated error rates',
  'Slow responses in Europe',
  'Logins failing for some customers',
  'Webhooks delivered late',
  'Search results incomplete',
];
const states: Readonly<Record<Impact, ComponentStatus>> = {
  none: 'operational',
  minor: 'degraded',
  major: 'partial_outage',
  critical: 'major_outage',
};

function at(ms: number): string {
  return new Date(ms).toISOString();
}

function said<Status extends string>(
  status: Status,
  ms: number,
  text: string,
): { status: Status; postedAt: string; bodyHtml: string; bodyText: string } {
  return { status, postedAt: at(ms), bodyHtml: `<p>${text}</p>`, bodyText: text };
}

export interface IncidentPlan {
  readonly index: number;
  readonly start: number;
  readonly hours: number;
  readonly component: string;
  readonly running: boolean;
}

/** An incident with its updates; a running one has no end. */
export function sampleIncident({
  index,
  start,
  hours,
  component,
  running,
}: IncidentPlan): Incident {
  const impact = impacts[1 + (index % 3)] ?? 'minor';
  const end = start + hours * hourMs;
  const day = (ms: number) => at(ms).slice(0, 10);
  const told = [
    said('investigating', start + 4 * 60_000, 'We see failing requests and are looking into them.'),
    said(
      'identified',
      start + hourMs / 2,
      'A faulty deployment was found; it is being rolled back.',
    ),
  ] as const;
  const over = said(
    'resolved',
    end,
    'The roll-back is complete and error rates are back to normal.',
  );
  return {
    slug: `${day(start)}-incident-${index}`,
    title: titles[index % titles.length] ?? 'Incident',
    impact,
    status: running ? 'identified' : 'resolved',
    startedAt: at(start),
    resolvedAt: running ? null : at(end),
    components: [{ id: component, state: states[impact] }],
    updates: running ? told : [...told, over],
    postmortemHtml:
      index % 4 === 1 ? '<p>The deployment check missed a configuration key.</p>' : null,
    days: { first: day(start), last: day(running ? start : end) },
  };
}

/** A maintenance of two hours, past or to come. */
export function sampleMaintenance(
  index: number,
  start: number,
  component: string,
  past: boolean,
): Maintenance {
  const status = past ? 'completed' : 'scheduled';
  return {
    slug: `maintenance-${index}`,
    title: 'Database upgrade',
    status,
    scheduledFor: at(start),
    scheduledUntil: at(start + 2 * hourMs),
    announcedAt: at(start - 72 * hourMs),
    components: [component],
    updates: [
      said(status, start - 72 * hourMs, 'Writes pause for a few minutes while the primary moves.'),
    ],
  };
}
