/** Reads what a site says its numbers were made from; believes a file only by its sha256. */
import { createHash } from 'node:crypto';
import pl from 'nodejs-polars';
import * as v from 'valibot';
import type { ContentState } from '#schema/content-source.ts';
import type { Incident, Maintenance } from '#schema/incident.ts';
import { type IncidentLog, schemaVersion } from '#schema/snapshot.ts';
import { Problem } from '../problem.ts';
import {
  type LakeKind,
  type LakeManifest,
  parseLakeManifest,
  type PublishedFile,
  rulesNow,
} from '../publish/lake/lake-manifest.ts';
import type { LogoFile } from '../config/read-logo.ts';
import type { CellSet, CellTable } from '../rollup/cells/cell-set.ts';
import { cellKinds } from '../rollup/cells/compute.ts';
import type { Difference } from './difference.ts';
import type { Site } from './site.ts';

const manifestName = 'data/lake/manifest.json';
const incidentsName = 'data/incidents.json';

export interface Published {
  readonly manifest: LakeManifest;
  readonly cells: CellSet;
  readonly log: Pick<IncidentLog, 'incidents' | 'maintenance' | 'content'>;
  readonly logo: LogoFile | null;
  /** Texts of the monthly reports by their names below `data/`. */
  readonly reports: ReadonlyMap<string, string>;
}

/** `published` is null where the differences leave nothing to compute from. */
export interface ReadResult {
  readonly published: Published | null;
  readonly differences: readonly Difference[];
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The text of a site's manifest; a Problem where it has none. */
export async function readManifestText(site: Site): Promise<string> {
  const bytes = await site.read(manifestName);
  if (bytes === null)
    throw new Problem(
      `${site.label}: has no ${manifestName}, so nothing says what its numbers were made from; give the root of a published site`,
    );
  return bytes.toString('utf8');
}

function requireSameRules(site: Site, { rules }: LakeManifest): void {
  const own = rulesNow();
  if (rules.version === own.version && rules.sha256 === own.sha256) return;
  throw new Problem(
    `${site.label}: was computed by rules ${rules.version} (${rules.sha256.slice(0, 12)}), this program has rules ${own.version} (${own.sha256.slice(0, 12)}); check out the version that published it`,
  );
}

/** Written by people and read as it is: its sha256 vouches for the rest. */
const logSchema = v.object({
  schemaVersion: v.literal(schemaVersion),
  incidents: v.array(v.custom<Incident>((value) => typeof value === 'object' && value !== null)),
  maintenance: v.array(
    v.custom<Maintenance>((value) => typeof value === 'object' && value !== null),
  ),
  content: v.custom<ContentState>((value) => typeof value === 'object' && value !== null),
});

function whole(file: string, published: string, recomputed: string): Difference {
  return { file, path: null, published, recomputed };
}

interface ReadFrame {
  readonly file: PublishedFile;
  readonly frame: pl.DataFrame;
}

class Reader {
  readonly differences: Difference[] = [];
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
  }

  /** Bytes with this sha256; null, and a difference noted, for any other. */
  async checked(file: string, sha256: string): Promise<Buffer | null> {
    const bytes = await this.#site.read(file);
    const found = bytes === null ? 'nothing' : `sha256 ${hash(bytes)}`;
    if (bytes !== null && hash(bytes) === sha256) return bytes;
    this.differences.push(whole(file, found, `sha256 ${sha256}, as ${manifestName} says`));
    return null;
  }

  /** Tables of a kind, in the order they are listed. */
  async frames(files: readonly PublishedFile[], kind: LakeKind): Promise<ReadFrame[]> {
    const frames: ReadFrame[] = [];
    for (const file of files.filter((one) => one.kind === kind)) {
      const bytes = await this.checked(`data/lake/${file.name}`, file.sha256);
      if (bytes !== null) frames.push({ file, frame: pl.readParquet(bytes) });
    }
    return frames;
  }
}

const dayOfText = (date: string | null) => Date.parse(date ?? '') / 86_400_000;

const stretchOf = ({ file }: ReadFrame) => file.name.slice(file.kind.length + 1);

/** What is published of a month or a day as a table; where a kind has no file, it had no rows. */
function tableOf(files: readonly ReadFrame[]): CellTable {
  const days = (bound: 'from' | 'until') => files.map(({ file }) => dayOfText(file[bound]));
  return {
    first: Math.min(...days('from')),
    last: Math.max(...days('until')),
    name: files.map(({ file }) => file.sha256).join(' '),
    read(kind) {
      const found = files.find(({ file }) => file.kind === kind)?.frame ?? null;
      return kind === 'minutes' && found !== null ? found.drop('day', 'counts_as') : found;
    },
  };
}

async function cellsOf(reader: Reader, { files, given }: LakeManifest): Promise<CellSet> {
  const all: ReadFrame[] = [];
  for (const kind of cellKinds) all.push(...(await reader.frames(files, kind)));
  const stretches = [...Map.groupBy(all, stretchOf).values()];
  const tables = stretches.map(tableOf).sort((a, b) => a.first - b.first);
  const [recent] = await reader.frames(files, 'recent');
  // Computed anew and compared as a file.
  await reader.frames(files, 'classes');
  return { tables, recent: recent?.frame ?? null, inputSha256: given.inputSha256 };
}

async function reportsOf(reader: Reader, { given }: LakeManifest): Promise<Map<string, string>> {
  const reports = new Map<string, string>();
  for (const [name, sha256] of Object.entries(given.reports)) {
    const bytes = await reader.checked(`data/${name}`, sha256);
    if (bytes !== null) reports.set(name, bytes.toString('utf8'));
  }
  return reports;
}

async function logoOf(reader: Reader, { given }: LakeManifest): Promise<LogoFile | null> {
  if (given.logo === null) return null;
  const { sha256, ...logo } = given.logo;
  const bytes = await reader.checked(`data/${logo.name}`, sha256);
  return bytes && { ...logo, bytes };
}

/** Reads a site's manifest, cells, incidents and reports. */
export async function readPublished(site: Site, manifestText: string): Promise<ReadResult> {
  const read = parseLakeManifest(manifestText);
  if (read === null)
    return {
      published: null,
      differences: [whole(manifestName, 'something else', 'a manifest of version 1')],
    };
  const { manifest, intact } = read;
  if (!intact)
    return {
      published: null,
      differences: [whole(manifestName, `sha256 ${manifest.sha256}`, 'that of other content')],
    };
  requireSameRules(site, manifest);
  const reader = new Reader(site);
  const incidents = await reader.checked(incidentsName, manifest.given.incidentsSha256);
  const cells = await cellsOf(reader, manifest);
  const reports = await reportsOf(reader, manifest);
  const logo = await logoOf(reader, manifest);
  const { differences } = reader;
  if (incidents === null || differences.length > 0) return { published: null, differences };
  const log = v.parse(logSchema, JSON.parse(incidents.toString('utf8')));
  return { published: { manifest, cells, log, logo, reports }, differences };
}
