/** `/api/v2/*.json`: what clients of Statuspage ask for, as static files. */
import type { Maintenance } from '#schema/incident.ts';
import type { ComponentStatus } from '#schema/status.ts';
import { inertJson, plainLine } from '../plain-text.ts';
import type { SiteSource } from '../site-source.ts';
import { apiComponents, pageIdOf } from './component.ts';
import { apiIncident, apiMaintenance } from './incident.ts';

/** As many as Statuspage lists. */
const listed = 50;

const indicators: Readonly<Record<ComponentStatus, string>> = {
  operational: 'none',
  unknown: 'minor',
  maintenance: 'maintenance',
  degraded: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
};

/** Statuspage's names for zones are IANA's. */
const zoneOf = (zone: string) => (zone === 'UTC' ? 'Etc/UTC' : zone);

/** In every file: the page, and beside Statuspage's own fields what a static file must say of itself. */
function frame(source: SiteSource): Record<string, unknown> {
  const { site, asOf, dataThrough, validUntil, simulated, components } = source.status;
  const unknown = components.filter(({ status }) => status === 'unknown').map(({ id }) => id);
  return {
    page: {
      id: pageIdOf(source),
      name: plainLine(site.name),
      url: source.url,
      time_zone: zoneOf(site.timezone),
      updated_at: asOf,
    },
    dataThrough,
    validUntil,
    simulated,
    unknownComponents: unknown,
  };
}

const isActive = ({ status }: Maintenance) => status === 'in_progress' || status === 'verifying';
const isUpcoming = ({ status }: Maintenance) => status === 'scheduled';

/** Earliest first, as those who wait for it read it. */
const earliestFirst = (items: readonly Maintenance[]) => [...items].reverse();

/** Names below the site's root and contents; the same snapshot gives the same bytes. */
export function apiFiles(source: SiteSource): Map<string, string> {
  const { overall } = source.status;
  const page = frame(source);
  const components = apiComponents(source);
  const status = { indicator: indicators[overall.status], description: plainLine(overall.text) };
  const unresolved = source.incidents
    .filter(({ resolvedAt }) => resolvedAt === null)
    .map((incident) => apiIncident(incident, components, source));
  const incidents = source.incidents
    .slice(0, listed)
    .map((incident) => apiIncident(incident, components, source));
  const maintenance = (items: readonly Maintenance[]) =>
    items.map((item) => apiMaintenance(item, components, source));
  const coming = earliestFirst(
    source.maintenance.filter((one) => isActive(one) || isUpcoming(one)),
  );
  const files: Readonly<Record<string, object>> = {
    summary: {
      components,
      incidents: unresolved,
      scheduled_maintenances: maintenance(coming),
      status,
    },
    status: { status },
    components: { components },
    incidents: { incidents },
    'incidents/unresolved': { incidents: unresolved },
    'scheduled-maintenances': {
      scheduled_maintenances: maintenance(source.maintenance.slice(0, listed)),
    },
    'scheduled-maintenances/upcoming': {
      scheduled_maintenances: maintenance(coming.filter(isUpcoming)),
    },
    'scheduled-maintenances/active': {
      scheduled_maintenances: maintenance(coming.filter(isActive)),
    },
  };
  return new Map(
    Object.entries(files).map(([name, content]) => [
      `api/v2/${name}.json`,
      inertJson({ ...page, ...content }),
    ]),
  );
}
