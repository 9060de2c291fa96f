/** What pages say about incidents: words, spans, order. */
import type {
  Impact,
  Incident,
  IncidentStatus,
  Maintenance,
  MaintenanceStatus,
} from '#schema/incident.ts';
import type { DayStatus } from '#schema/status.ts';
import { spanInWords } from '../time/site-time';

export const impactLabels: Readonly<Record<Impact, string>> = {
  none: 'No impact',
  minor: 'Minor impact',
  major: 'Major impact',
  critical: 'Critical impact',
};

/** The state whose colour and shape stand for an impact. */
export const impactMarks: Readonly<Record<Impact, DayStatus>> = {
  none: 'unknown',
  minor: 'degraded',
  major: 'partial_outage',
  critical: 'major_outage',
};

export const progressLabels: Readonly<Record<IncidentStatus | MaintenanceStatus, string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  verifying: 'Verifying',
  completed: 'Completed',
};

/** "2 h 14 min" from start to resolution; null while it lasts. */
export function incidentSpan({ startedAt, resolvedAt }: Incident): string | null {
  return resolvedAt === null ? null : spanInWords(Date.parse(resolvedAt) - Date.parse(startedAt));
}

/** Planned length of a maintenance. */
export function maintenanceSpan({ scheduledFor, scheduledUntil }: Maintenance): string {
  return spanInWords(Date.parse(scheduledUntil) - Date.parse(scheduledFor));
}

/** Items under their month, in the order given. */
export function byMonth<T>(
  items: readonly T[],
  monthOf: (item: T) => string,
): { readonly month: string; readonly items: readonly T[] }[] {
  const months = new Map<string, T[]>();
  for (const item of items) {
    const month = monthOf(item);
    const known = months.get(month);
    if (known) known.push(item);
    else months.set(month, [item]);
  }
  return [...months].map(([month, inMonth]) => ({ month, items: inMonth }));
}

const excerptLength = 600;

/** The last thing said about it, cut where it is long: its page has the whole of it. */
export function latestUpdate<T extends { readonly bodyText: string }>({
  updates,
}: {
  readonly updates: readonly T[];
}): T | undefined {
  const last = updates.at(-1);
  if (last === undefined || last.bodyText.length <= excerptLength) return last;
  return { ...last, bodyText: `${last.bodyText.slice(0, excerptLength - 1)}…` };
}
