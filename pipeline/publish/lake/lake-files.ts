/** The published cells: Parquet by month and kind, and the manifest that lists them. */
import { createHash } from 'node:crypto';
import pl from 'nodejs-polars';
import { cellKinds, type CellKind } from '../../rollup/cells/compute.ts';
import type { PublishInput } from '../publish.ts';
import { classesFrame } from './classes.ts';
import { withCountsAs } from './counts-as.ts';
import {
  type LakeKind,
  type LakeManifest,
  publishedComponent,
  type PublishedFile,
  rulesNow,
  sealed,
} from './lake-manifest.ts';

/** Sorted by UTC day first, as {@link withCountsAs} sorts the minutes. */
const order: Readonly<Record<Exclude<CellKind, 'minutes'>, string[]>> = {
  latency: ['utc_day', 'component', 'day', 'bucket', 'low_ms', 'high_ms'],
  parsed: ['utc_day', 'component', 'day', 'left_out'],
};

interface MadeFile {
  readonly entry: PublishedFile;
  readonly bytes: Buffer;
}

function hash(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

const utcDay = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

function madeFile(name: string, kind: LakeKind, frame: pl.DataFrame): MadeFile {
  const bytes = frame.writeParquet({ compression: 'zstd' });
  const days = frame.columns.includes('utc_day') ? frame.getColumn('utc_day') : null;
  const known = days !== null && days.length > 0;
  return {
    bytes,
    entry: {
      name,
      kind,
      from: known ? utcDay(days.min()) : null,
      until: known ? utcDay(days.max()) : null,
      sha256: hash(bytes),
      bytes: bytes.length,
      rows: frame.height,
    },
  };
}

/** First UTC day of each month from one UTC day through another, and the day after it ends. */
function monthsOf(first: number, last: number): { name: string; from: number; until: number }[] {
  const months: { name: string; from: number; until: number }[] = [];
  for (let from = first; from <= last;) {
    const date = new Date(from * 86_400_000);
    const until = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000;
    months.push({ name: utcDay(from).slice(0, 7), from, until });
    from = until;
  }
  return months;
}

function byMonth(kind: CellKind, frame: pl.DataFrame): MadeFile[] {
  const days = frame.getColumn('utc_day');
  if (days.length === 0) return [];
  return monthsOf(days.min(), days.max()).flatMap(({ name, from, until }) => {
    const rows = frame.filter(pl.col('utc_day').gtEq(from).and(pl.col('utc_day').lt(until)));
    return rows.height === 0 ? [] : [madeFile(`${kind}-${name}.parquet`, kind, rows)];
  });
}

function sinceOf({ config, counted }: PublishInput): Map<string, string> {
  return new Map(
    config.components.flatMap(({ id, since }): [string, string][] => {
      const first = since ?? counted.firstDays.get(id);
      return first === undefined ? [] : [[id, first]];
    }),
  );
}

function parquetFiles(input: PublishInput): MadeFile[] {
  const { counted, denoised, components } = input;
  const { frames, recent } = counted.cellSet;
  const files: MadeFile[] = [];
  if (frames !== null) {
    const minutes = withCountsAs(frames.minutes, counted, denoised, sinceOf(input));
    for (const kind of cellKinds) {
      const sorted = kind === 'minutes' ? minutes : frames[kind].sort(order[kind]);
      files.push(...byMonth(kind, sorted));
    }
  }
  if (recent !== null) files.push(madeFile('recent.parquet', 'recent', recent));
  const days = counted.days.slice(-counted.publishedDays);
  files.push(madeFile('classes.parquet', 'classes', classesFrame(components, days)));
  return files;
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
  const made = parquetFiles(input);
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
