/** What an operator begins with: as little to fill in as a crisis allows. */
import type { Template } from 'sanity';

const now = () => new Date().toISOString();

const incidentOf = (id: string, title: string, impact: string): Template => ({
  id,
  title,
  schemaType: 'incident',
  value: () => ({ impact, startedAt: now(), nextStatus: 'investigating' }),
});

export const templates: Template[] = [
  incidentOf('major-outage', 'Major outage', 'critical'),
  incidentOf('degraded-performance', 'Degraded performance', 'minor'),
  {
    id: 'planned-maintenance',
    title: 'Planned maintenance',
    schemaType: 'maintenance',
    value: () => ({ nextStatus: 'scheduled' }),
  },
];
