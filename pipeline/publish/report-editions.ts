/**
 * Final reports as they were published: kept in the lake, so that one is neither lost when its
 * month leaves the published days nor changed without a word. What is computed anew with other
 * figures is another edition; all of them stay published.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type ComponentReport, isMonthReport, type MonthReport } from '#schema/report.ts';
import { minuteClasses } from '#schema/status.ts';
import type { LakeStore } from '../lake/store.ts';
import { Problem } from '../problem.ts';

export interface Edition {
  readonly report: MonthReport;
  /** The published file, byte for byte, and its hash. */
  readonly text: string;
  readonly sha256: string;
}

const entrySchema = v.strictObject({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });
const indexFolder = 'report-index';
/** Late records come one by one: what they change is kept once a day, and shown at once. */
const keptEveryMs = 86_400_000;

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');
const nameOf = (month: string, sha256: string) => `reports/${month}~${sha256.slice(0, 16)}.json`;
const entryOf = (month: string, number: number) =>
  `${indexFolder}/${month}~${number.toString().padStart(4, '0')}.json`;

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

async function readEdition(store: LakeStore, month: string, number: number): Promise<Edition> {
  const entry = entryOf(month, number);
  const read = v.safeParse(entrySchema, parsed((await store.read(entry))?.toString()));
  if (!read.success)
    throw new Problem(
      `${store.pathOf(entry)}: is missing or damaged, and names a published report; restore it from a backup`,
    );
  const { sha256 } = read.output;
  const name = nameOf(month, sha256);
  const text = (await store.read(name))?.toString() ?? '';
  const report = parsed(text);
  if (sha256Of(text) !== sha256 || !isMonthReport(report))
    throw new Problem(
      `${store.pathOf(name)}: is missing or not what was published; restore it from a backup`,
    );
  return { report, text, sha256 };
}

/** All kept editions by month, oldest first; a missing or changed one is a Problem. */
export async function readEditions(store: LakeStore): Promise<Map<string, Edition[]>> {
  const months = new Map<string, Edition[]>();
  for (const file of await store.list(indexFolder)) {
    const month = /^(\d{4}-\d{2})~\d{4,}\.json$/.exec(file)?.[1];
    if (month === undefined) continue;
    const editions = months.get(month) ?? [];
    editions.push(await readEdition(store, month, editions.length + 1));
    months.set(month, editions);
  }
  return months;
}

/** Keeps an edition; where another run kept one under this number first, the next run sees that. */
export async function keepEdition(
  store: LakeStore,
  { report, text, sha256 }: Edition,
  number: number,
): Promise<void> {
  await store.put(nameOf(report.month, sha256), Buffer.from(text));
  const entry = `${JSON.stringify({ sha256 })}\n`;
  await store.create(entryOf(report.month, number), Buffer.from(entry));
}

/** A report as the file it is published as. */
export function editionOf(report: MonthReport): Edition {
  const text = `${JSON.stringify(report)}\n`;
  return { report, text, sha256: sha256Of(text) };
}

/** What a component was found to be; names, and links people added later, are no figures. */
function figuresOf(component: ComponentReport): string {
  const { observed, from, until, verdict, valid, bad, noise, p99Ms, latency } = component;
  const { minutes, objectives, downtime, maintenance } = component;
  return JSON.stringify([
    [observed, from, until, verdict, valid, bad, noise],
    [p99Ms?.low, p99Ms?.high, p99Ms?.estimate, p99Ms?.n, latency.over, latency.total],
    minuteClasses.map((name) => minutes[name]),
    objectives.map((one) => [one.from, one.availabilityPpm, one.p99Ms, one.verdict]),
    downtime.map((one) => [one.start, one.end, one.downMinutes]),
    maintenance.map((one) => [one.start, one.end, one.excludedMinutes]),
  ]);
}

/** The earliest instant a report speaks of for a component; Infinity where it does not. */
function fromOf(report: MonthReport, id: string): number {
  const from = report.components.find((one) => one.id === id)?.from;
  return typeof from === 'string' ? Date.parse(from) : Infinity;
}

/** Whether `again` says other figures than `kept`, of at least as much of the month. */
function contradicts(again: MonthReport, kept: MonthReport): boolean {
  if (again.covered.from > kept.covered.from) return false;
  return again.components.some((component) => {
    if (component.from === null) return false;
    const before = kept.components.find(({ id }) => id === component.id);
    if (before === undefined) return true;
    const less = fromOf(again, component.id) > fromOf(kept, component.id);
    return !less && figuresOf(component) !== figuresOf(before);
  });
}

export interface Chosen {
  readonly current: Edition;
  /** Other figures published before, oldest first. */
  readonly earlier: readonly Edition[];
  /** Whether the current one is to be kept. */
  readonly keep: boolean;
}

/** What to publish of a month that was computed, kept, or both; null for neither. */
export function chooseEdition(
  computed: MonthReport | undefined,
  kept: readonly Edition[],
): Chosen | null {
  const newest = kept.at(-1);
  if (newest === undefined) {
    if (computed === undefined) return null;
    return { current: editionOf(computed), earlier: [], keep: computed.state === 'final' };
  }
  const stays = computed?.state !== 'final' || !contradicts(computed, newest.report);
  if (stays) return { current: newest, earlier: kept.slice(0, -1), keep: false };
  const keep = Date.parse(computed.asOf) - Date.parse(newest.report.asOf) >= keptEveryMs;
  return { current: editionOf({ ...computed, restates: newest.sha256 }), earlier: kept, keep };
}
