/** The states that people report for components: by open incidents and running maintenance. */
import type { Incident, Maintenance } from './incident.ts';
import { type ComponentStatus, worstStatus } from './status.ts';

/** What people wrote, as far as states depend on it. */
export interface Reports {
  readonly incidents: readonly Pick<Incident, 'resolvedAt' | 'components'>[];
  readonly maintenance: readonly Pick<Maintenance, 'status' | 'components'>[];
}

const isRunning = ({ status }: Reports['maintenance'][number]) =>
  status === 'in_progress' || status === 'verifying';

/** The worst state reported for a component; null where nobody reports anything. */
export function reportedState(reports: Reports, id: string): ComponentStatus | null {
  const states: ComponentStatus[] = [];
  for (const incident of reports.incidents) {
    if (incident.resolvedAt !== null) continue;
    for (const affected of incident.components) if (affected.id === id) states.push(affected.state);
  }
  for (const item of reports.maintenance) {
    if (isRunning(item) && item.components.includes(id)) states.push('maintenance');
  }
  return states.length === 0 ? null : worstStatus(states);
}

/** What is shown: the worse of measured and reported. */
export function shownState(
  measured: ComponentStatus,
  reported: ComponentStatus | null,
): ComponentStatus {
  return worstStatus([measured, ...(reported === null ? [] : [reported])]);
}
