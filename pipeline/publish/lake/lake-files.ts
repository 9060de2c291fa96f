/** The published tables, and the manifest that lists them. */
import { createHash } from 'node:crypto';
import type { PublishInput } from '../publish.ts';
import { classesFrame } from './classes.ts';
import { type LakeManifest, publishedComponent, rulesNow, sealed } from './lake-manifest.ts';
import { madeFile, type MadeFile } from './made-file.ts';

function hash(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Tables besides the cells of each month. */
function otherFiles({ counted, components }: PublishInput): MadeFile[] {
  const { recent } = counted.cellSet;
  const days = counted.days.slice(-counted.publishedDays);
  return [
    ...(recent === null ? [] : [madeFile('recent.parquet', 'recent', recent)]),
    madeFile('classes.parquet', 'classes', classesFrame(components, days)),
  ];
}

function givenOf(input: PublishInput, incidentsJson: string): LakeManifest['given'] {
  const { siteUrl, simulated, dataThroughMs, counted, seenMaintenance, logo } = input;
  return {
    siteUrl,
    simulated,
    dataThrough: dataThroughMs === null ? null : new Date(dataThroughMs).toISOString(),
    inputSha256: counted.inputSha256,
    logo: logo && {
      ...{ name: logo.name, width: logo.width, height: logo.height },
      sha256: hash(logo.bytes),
    },
    incidentsSha256: hash(incidentsJson),
    sightings: seenMaintenance.map(({ maintenance: { slug, components }, firstSeenMs }) => ({
      slug,
      components: [...components],
      firstSeenMs,
    })),
    reports: Object.fromEntries([...input.reports].map(([name, text]) => [name, hash(text)])),
    restatements: [...input.restatements],
    unmatched: [...input.unmatched],
  };
}

/** Files of `/data/lake/` by their names below `/data/`. */
export function lakeFilesOf(
  input: PublishInput,
  incidentsJson: string,
): Map<string, string | Uint8Array> {
  const made = [...input.months, ...otherFiles(input)];
  const { site, branding, components } = input.config;
  const { accent, links, footer } = branding;
  const manifest = sealed({
    schemaVersion: 1,
    asOf: new Date(input.asOfMs).toISOString(),
    rules: rulesNow(),
    config: {
      sha256: input.configSha256,
      site: { ...site },
      branding: { accent, links: [...links], footer },
      components: components.map(publishedComponent),
    },
    given: givenOf(input, incidentsJson),
    files: made.map(({ entry }) => entry),
    parts: [...input.parts],
  });
  const files = new Map<string, string | Uint8Array>(
    made.map(({ entry, bytes }) => [`lake/${entry.name}`, bytes]),
  );
  return files.set('lake/manifest.json', `${JSON.stringify(manifest)}\n`);
}
