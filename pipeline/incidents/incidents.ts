/** All that people wrote: in the configured folder, in Sanity, and for a simulation. */
import { resolve } from 'node:path';
import { type ContentState, noContent } from '#schema/content-source.ts';
import type { Maintenance } from '#schema/incident.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { LakeStore } from '../lake/store.ts';
import type { SeenMaintenance } from '../rollup/maintenance.ts';
import { authoredAsOf, type AuthoredAsOf } from './as-of.ts';
import { type Authored, readIncidents } from './read-incidents.ts';
import { contentSourceOf } from './sanity/settings.ts';
import { readSanity } from './sanity/read-sanity.ts';
import { withSightings } from './sightings.ts';

export interface Incidents extends AuthoredAsOf {
  readonly seenMaintenance: readonly SeenMaintenance[];
  readonly content: ContentState;
  /** What people should know of their content. */
  readonly remarks: readonly string[];
}

export interface IncidentsInput {
  readonly loaded: LoadedConfig;
  readonly simulatedFolder: string | null;
  readonly store: LakeStore;
  readonly asOfMs: number;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** In a simulation the announcement happened when it says; there was no run to see it. */
function simulatedSight(maintenance: Maintenance): SeenMaintenance {
  return { maintenance, firstSeenMs: Date.parse(maintenance.announcedAt) };
}

const nothing: Authored = { incidents: [], maintenance: [] };

function together(...lists: readonly Authored[]): Authored {
  return {
    incidents: lists.flatMap(({ incidents }) => incidents),
    maintenance: lists.flatMap(({ maintenance }) => maintenance),
  };
}

/** An address can belong to one only: a file comes before a document, an earlier document before a later. */
function withoutTaken(content: Authored, files: Authored, remarks: string[]): Authored {
  const taken = new Set([...files.incidents, ...files.maintenance].map(({ slug }) => slug));
  const isFree = ({ slug }: { readonly slug: string }) => {
    if (taken.has(slug)) {
      remarks.push(`Sanity: ${slug}: left out, something else has this address`);
      return false;
    }
    taken.add(slug);
    return true;
  };
  return {
    incidents: content.incidents.filter(isFree),
    maintenance: content.maintenance.filter(isFree),
  };
}

/** What was written in files and in Sanity. */
async function readWritten(
  { loaded: { config, folder }, store, asOfMs, variables }: IncidentsInput,
  known: ReadonlySet<string>,
): Promise<Pick<Incidents, 'content' | 'remarks'> & { readonly written: Authored }> {
  const files = await readIncidents(resolve(folder, config.incidents), known);
  const source = contentSourceOf(config.sanity, variables);
  if (source === null) return { written: files, content: noContent, remarks: [] };
  const token = variables['SANITY_READ_TOKEN'];
  const read = await readSanity({ source, token, store, known, asOfMs });
  const remarks = [...read.remarks];
  const content = withoutTaken(read.authored, files, remarks);
  return { written: together(files, content), content: read.content, remarks };
}

/** Reads incidents as they were known at `asOfMs`. */
export async function incidents(input: IncidentsInput): Promise<Incidents> {
  const { loaded, simulatedFolder, store, asOfMs } = input;
  const known = new Set(loaded.config.components.map(({ id }) => id));
  const { written, content, remarks } = await readWritten(input, known);
  const simulated =
    simulatedFolder === null ? nothing : await readIncidents(simulatedFolder, known);
  const zone = loaded.config.site.timezone;
  const real = authoredAsOf(written, asOfMs, zone);
  const scripted = authoredAsOf(simulated, asOfMs, zone);
  const both = authoredAsOf(together(written, simulated), asOfMs, zone);
  const seenMaintenance = [
    ...(await withSightings(store, real.maintenance, asOfMs)),
    ...scripted.maintenance.map(simulatedSight),
  ];
  return { ...both, seenMaintenance, content, remarks };
}
