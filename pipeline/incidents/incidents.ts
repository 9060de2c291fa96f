/** All that people wrote, from the configured folder and from a simulation. */
import { resolve } from 'node:path';
import type { Maintenance } from '#schema/incident.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { LakeStore } from '../lake/store.ts';
import type { SeenMaintenance } from '../rollup/maintenance.ts';
import { authoredAsOf, type AuthoredAsOf } from './as-of.ts';
import { type Authored, readIncidents } from './read-incidents.ts';
import { withSightings } from './sightings.ts';

export interface Incidents extends AuthoredAsOf {
  readonly seenMaintenance: readonly SeenMaintenance[];
}

/** In a simulation the announcement happened when it says; there was no run to see it. */
function simulatedSight(maintenance: Maintenance): SeenMaintenance {
  return { maintenance, firstSeenMs: Date.parse(maintenance.announcedAt) };
}

const nothing: Authored = { incidents: [], maintenance: [] };

/** Reads incidents as they were known at `asOfMs`. */
export async function incidents(
  { config, folder }: LoadedConfig,
  simulatedFolder: string | null,
  store: LakeStore,
  asOfMs: number,
): Promise<Incidents> {
  const known = new Set(config.components.map(({ id }) => id));
  const written = await readIncidents(resolve(folder, config.incidents), known);
  const simulated =
    simulatedFolder === null ? nothing : await readIncidents(simulatedFolder, known);
  const zone = config.site.timezone;
  const real = authoredAsOf(written, asOfMs, zone);
  const scripted = authoredAsOf(simulated, asOfMs, zone);
  const both = authoredAsOf(
    {
      incidents: [...written.incidents, ...simulated.incidents],
      maintenance: [...written.maintenance, ...simulated.maintenance],
    },
    asOfMs,
    zone,
  );
  const seenMaintenance = [
    ...(await withSightings(store, real.maintenance, asOfMs)),
    ...scripted.maintenance.map(simulatedSight),
  ];
  return { ...both, seenMaintenance };
}
