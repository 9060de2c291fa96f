/** Publishes again, by the same code, from what a site published. */
import type { StatusConfig } from '#schema/config.ts';
import { denoise } from '../denoise/denoise.ts';
import { type PublishInput, snapshotFiles } from '../publish/publish.ts';
import type { LakeManifest } from '../publish/lake/lake-manifest.ts';
import { madeMonths } from '../publish/lake/months.ts';
import { restatedDays } from '../publish/restatements.ts';
import type { Unmatched } from '../publish/unmatched.ts';
import { type Counted, type CountedInput, countedOf } from '../rollup/count-cells.ts';
import type { SeenMaintenance } from '../rollup/maintenance.ts';
import type { Restatement } from '../rollup/restate.ts';
import { rollup } from '../rollup/rollup.ts';
import type { Published } from './read-published.ts';

/** Contents by names below `data/`. */
export type Recomputed = ReadonlyMap<string, string | Uint8Array>;

/** The configuration as far as figures depend on it: where telemetry comes from is not published. */
function configOf({ config }: LakeManifest): StatusConfig {
  return {
    site: config.site,
    branding: { ...config.branding, logo: null },
    sources: [],
    incidents: '',
    sanity: null,
    components: config.components.map((component) => ({ ...component, match: null })),
  };
}

function seenOf({ manifest, log }: Published): SeenMaintenance[] {
  const bySlug = new Map(log.maintenance.map((maintenance) => [maintenance.slug, maintenance]));
  return manifest.given.sightings.flatMap(({ slug, components, firstSeenMs }) => {
    const maintenance = bySlug.get(slug);
    return maintenance ? [{ maintenance: { ...maintenance, components }, firstSeenMs }] : [];
  });
}

/** What the cells of a site are counted with. */
export function countedInputOf(published: Published): CountedInput & { config: StatusConfig } {
  const { manifest } = published;
  return {
    parts: manifest.parts,
    config: configOf(manifest),
    maintenance: seenOf(published),
    asOfMs: Date.parse(manifest.asOf),
  };
}

/** What only the lake can tell, beside its cells. */
export interface FromLake {
  readonly unmatched: readonly Unmatched[];
  readonly restatements: readonly Restatement[];
}

function filesOf(
  published: Published,
  counted: Counted,
  { unmatched, restatements }: FromLake,
): Recomputed {
  const { manifest, log } = published;
  const { given } = manifest;
  const { incidents, maintenance } = log;
  const config = configOf(manifest);
  const { components } = config;
  const denoised = denoise({ ...counted, components });
  const input: PublishInput = {
    config,
    configSha256: manifest.config.sha256,
    counted,
    denoised,
    restatements,
    reports: published.reports,
    months: madeMonths({ config, counted, denoised }),
    components: rollup(counted, denoised, components, incidents, restatedDays(restatements)),
    incidents,
    maintenance,
    content: log.content,
    seenMaintenance: seenOf(published),
    logo: published.logo,
    parts: manifest.parts,
    unmatched,
    asOfMs: Date.parse(manifest.asOf),
    siteUrl: given.siteUrl,
    simulated: given.simulated,
    dataThroughMs: given.dataThrough === null ? null : Date.parse(given.dataThrough),
  };
  return snapshotFiles(input);
}

/** Every published file anew from the published cells. */
export function fromCells(published: Published): Recomputed {
  const counted = countedOf(published.cells, countedInputOf(published));
  return filesOf(published, counted, published.manifest.given);
}

/** Every published file anew from cells that were counted anew. */
export function fromCounted(
  published: Published,
  counted: Counted,
  fromLake: FromLake,
): Recomputed {
  return filesOf(published, counted, fromLake);
}
