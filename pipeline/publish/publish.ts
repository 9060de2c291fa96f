/** Writes the snapshot: every file the page is rendered from, and that is served as data. */
import { createHash } from 'node:crypto';
import { type IncidentLog, schemaVersion } from '#schema/snapshot.ts';
import type { Denoised } from '../denoise/denoise.ts';
import type { Part } from '../lake/manifest.ts';
import type { Counted } from '../rollup/count-cells.ts';
import type { SeenMaintenance } from '../rollup/maintenance.ts';
import { rules } from '../rollup/rules.ts';
import type { Restatement } from '../rollup/restate.ts';
import { auditOf } from './audit.ts';
import { dayDetailOf, updatesOf, withUpdates } from './day-detail.ts';
import { filteredOf } from './filtered.ts';
import { lakeFilesOf } from './lake/lake-files.ts';
import type { MadeFile } from './lake/made-file.ts';
import { placeSnapshot } from './place-snapshot.ts';
import { restatementsFile } from './restatements.ts';
import { scrubHistoryOf } from './scrub-history.ts';
import { siteStatusOf, type SummaryInput } from './summary.ts';
import type { Unmatched } from './unmatched.ts';

/** All that is published is made from this. */
export interface PublishInput extends SummaryInput {
  readonly counted: Counted;
  readonly denoised: ReadonlyMap<string, Denoised>;
  readonly restatements: readonly Restatement[];
  readonly parts: readonly Part[];
  readonly unmatched: readonly Unmatched[];
  readonly seenMaintenance: readonly SeenMaintenance[];
  /** Of the configuration's file; null where it has none. */
  readonly configSha256: string | null;
  /** Files of the monthly reports. */
  readonly reports: ReadonlyMap<string, string>;
  /** Files of the cells by month. */
  readonly months: readonly MadeFile[];
}

const json = (value: unknown) => `${JSON.stringify(value)}\n`;

function rulesFile(): string {
  const constants = JSON.stringify(rules);
  return json({ ...rules, sha256: createHash('sha256').update(constants).digest('hex') });
}

/** Name of the detail of a component's day. */
export const dayFile = (id: string, date: string): string => `days/${id}/${date}.json`;

/** Names and contents of all files of a snapshot; the same input gives the same bytes. */
export function snapshotFiles(input: PublishInput): Map<string, string | Uint8Array> {
  const { components, counted } = input;
  const asOf = new Date(input.asOfMs).toISOString();
  const log: IncidentLog = {
    schemaVersion,
    asOf,
    content: input.content,
    incidents: input.incidents,
    maintenance: input.maintenance,
  };
  const audit = auditOf(counted, components, input.parts);
  const incidentsJson = json(log);
  const files = new Map<string, string | Uint8Array>([
    ...lakeFilesOf(input, incidentsJson),
    ...input.reports,
    ['status.json', json(siteStatusOf(input))],
    ['incidents.json', incidentsJson],
    ['history.json', json(scrubHistoryOf(components, input.incidents))],
    ['rules.json', rulesFile()],
    ['audit.json', json({ ...audit, unmatched: input.unmatched })],
    ['filtered.json', json(filteredOf(counted, input.denoised, audit.days))],
    ['restatements.json', json(restatementsFile(input.restatements))],
  ]);
  if (input.logo !== null) files.set(input.logo.name, input.logo.bytes);
  for (const { history, series, details } of components) {
    files.set(`components/${history.id}.json`, json(history));
    const observed = new Set(
      history.days.filter(({ status }) => status !== 'none').map(({ date }) => date),
    );
    for (const day of counted.days) {
      if (!observed.has(day.date)) continue;
      const updates = updatesOf(history.id, day, input.incidents);
      const kept = details.get(day.date);
      files.set(
        dayFile(history.id, day.date),
        kept === undefined
          ? json(dayDetailOf(history.id, day, series, updates))
          : withUpdates(kept, updates),
      );
    }
  }
  return files;
}

/** Publishes a snapshot; returns its files. */
export async function publish(
  statusDir: string,
  input: PublishInput,
): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const files = snapshotFiles(input);
  await placeSnapshot(statusDir, files);
  return files;
}
