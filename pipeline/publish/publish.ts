/** Writes the snapshot: every file the page is rendered from, and that is served as data. */
import { createHash } from 'node:crypto';
import { type IncidentLog, schemaVersion } from '#schema/snapshot.ts';
import type { Part } from '../lake/manifest.ts';
import type { Counted } from '../rollup/count-cells.ts';
import { rules } from '../rollup/rules.ts';
import { auditOf } from './audit.ts';
import { dayDetailOf } from './day-detail.ts';
import { placeSnapshot } from './place-snapshot.ts';
import { scrubHistoryOf } from './scrub-history.ts';
import { siteStatusOf, type SummaryInput } from './summary.ts';
import type { Unmatched } from './unmatched.ts';

export interface PublishInput extends SummaryInput {
  readonly statusDir: string;
  readonly counted: Counted;
  readonly parts: readonly Part[];
  readonly unmatched: readonly Unmatched[];
  /** Files of the monthly reports. */
  readonly reports: ReadonlyMap<string, string>;
}

const json = (value: unknown) => `${JSON.stringify(value)}\n`;

function rulesFile(): string {
  const constants = JSON.stringify(rules);
  return json({ ...rules, sha256: createHash('sha256').update(constants).digest('hex') });
}

/** Names and contents of all files of a snapshot. */
function snapshotFiles(input: PublishInput): Map<string, string> {
  const { components, counted } = input;
  const asOf = new Date(input.asOfMs).toISOString();
  const log: IncidentLog = {
    schemaVersion,
    asOf,
    incidents: input.incidents,
    maintenance: input.maintenance,
  };
  const files = new Map<string, string>([
    ...input.reports,
    ['status.json', json(siteStatusOf(input))],
    ['incidents.json', json(log)],
    ['history.json', json(scrubHistoryOf(components, input.incidents))],
    ['rules.json', rulesFile()],
    [
      'audit.json',
      json({ ...auditOf(counted, components, input.parts), unmatched: input.unmatched }),
    ],
  ]);
  for (const { history, series } of components) {
    files.set(`components/${history.id}.json`, json(history));
    const observed = new Set(
      history.days.filter(({ status }) => status !== 'none').map(({ date }) => date),
    );
    for (const day of counted.days) {
      if (!observed.has(day.date)) continue;
      files.set(`days/${history.id}/${day.date}.json`, json(dayDetailOf(history.id, day, series)));
    }
  }
  return files;
}

/** Publishes a snapshot; returns how many files it holds. */
export async function publish(input: PublishInput): Promise<number> {
  const files = snapshotFiles(input);
  await placeSnapshot(input.statusDir, files);
  return files.size;
}
