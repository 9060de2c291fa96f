/** Makes the API, feeds, calendars and badges again from the recomputed numbers and compares them. */
import * as v from 'valibot';
import type { Incident, Maintenance } from '#schema/incident.ts';
import { isReportIndex, type ReportIndex } from '#schema/report.ts';
import { schemaVersion, type SiteStatus } from '#schema/snapshot.ts';
import { inBatches } from '../render/in-batches.ts';
import { siteFiles } from '../render/site-files.ts';
import { siteUrlOf } from '../render/site-source.ts';
import { fileDifferences } from './compare-files.ts';
import type { Difference } from './difference.ts';
import type { Recomputed } from './recompute.ts';
import type { Site } from './site.ts';

const filesAtOnce = 16;

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/** Files of our own making: asked only whether they are what they should be. */
const statusSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.custom<SiteStatus>((value) => isObject(value)),
);
const logSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    schemaVersion: v.literal(schemaVersion),
    incidents: v.array(v.custom<Incident>(isObject)),
    maintenance: v.array(v.custom<Maintenance>(isObject)),
  }),
);
const indexSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.custom<ReportIndex>((value) => isReportIndex(value)),
);

/** What a site with this data publishes beside it, by names below its root. */
export function siteFilesOf(data: Recomputed): Map<string, string> {
  const status = v.parse(statusSchema, data.get('status.json'));
  const { incidents, maintenance } = v.parse(logSchema, data.get('incidents.json'));
  const { months } = v.parse(indexSchema, data.get('reports/index.json'));
  return siteFiles({ status, incidents, maintenance, url: siteUrlOf(status, null) }, months);
}

/** Everything in which the published files differ from those made anew. */
export async function compareSiteFiles(site: Site, data: Recomputed): Promise<Difference[]> {
  const differences: Difference[] = [];
  await inBatches([...siteFilesOf(data)], filesAtOnce, async ([name, made]) => {
    differences.push(...fileDifferences(name, await site.read(name), made));
  });
  return differences;
}
