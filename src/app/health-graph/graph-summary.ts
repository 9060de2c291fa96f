/** A health graph in one sentence, for those who hear it. */
import { dayStatuses, statusLabels, type DayStatus } from '#schema/status.ts';

const phrases: Readonly<Record<DayStatus, string>> = {
  none: 'not yet observed',
  operational: 'operational',
  unknown: 'unknown',
  maintenance: 'under maintenance',
  degraded: 'degraded',
  partial_outage: 'with a partial outage',
  major_outage: 'with a major outage',
};

/** "Public API, last 90 days: 86 days operational, 2 days with a major outage. Today: Operational." */
export function graphSummary(
  name: string,
  days: readonly { readonly status: DayStatus }[],
): string {
  const complete = days.slice(0, -1);
  const today = days.at(-1);
  const counts = dayStatuses.flatMap((status) => {
    const count = complete.filter((day) => day.status === status).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? 'day' : 'days'} ${phrases[status]}`];
  });
  // The usual state first, then from worst to best: what a listener wants to know.
  const usual = counts.filter((text) => text.endsWith('operational'));
  const rest = counts.filter((text) => !text.endsWith('operational')).reverse();
  const now = today ? ` Today: ${statusLabels[today.status].toLowerCase()}.` : '';
  return `${name}, last ${complete.length} days: ${[...usual, ...rest].join(', ')}.${now}`;
}
