/** Makes few large parts of many small ones; the same rows, the same figures. */
import pl from 'nodejs-polars';
import { writePartFile } from '../drain/part.ts';
import { checkedFile } from './check-parts.ts';
import { planCompaction } from './compact-plan.ts';
import {
  commit,
  type DrainLedger,
  type LakeFile,
  type LakeState,
  type Part,
  partKey,
  readLake,
} from './manifest.ts';
import { pointOrder } from './point-columns.ts';
import type { LakeStore } from './store.ts';

/** Merged by one commit. */
const groupsAtOnce = 20;
const tries = 20;

/** Files of a part: how each is named, and the order that makes equal rows equal bytes. */
const kinds = {
  events: { ending: '.parquet', order: ['offset', 'index'] },
  points: { ending: '.points.parquet', order: pointOrder },
  quarantine: { ending: '.quarantine.parquet', order: ['offset', 'index'] },
} as const;

function sumOf(ledgers: readonly DrainLedger[]): DrainLedger {
  const of = (column: keyof DrainLedger) =>
    ledgers.reduce((sum, ledger) => sum + ledger[column], 0);
  return {
    received: of('received'),
    parsed: of('parsed'),
    malformed: of('malformed'),
    future: of('future'),
    late: of('late'),
    unmatched: of('unmatched'),
    ignored: of('ignored'),
  };
}

/** Absent where every record set aside was kept. */
function notKeptOf(parts: readonly Part[]): Pick<Part, 'notKept'> {
  const notKept = parts.reduce((sum, part) => sum + (part.notKept ?? 0), 0);
  return notKept === 0 ? {} : { notKept };
}

function firstTimesOf(parts: readonly Part[]): Record<string, number> {
  const first = new Map<string, number>();
  for (const { firstTimeMs } of parts) {
    for (const [id, timeMs] of Object.entries(firstTimeMs))
      first.set(id, Math.min(first.get(id) ?? Infinity, timeMs));
  }
  return Object.fromEntries([...first].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function extreme(pick: (...values: number[]) => number, values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : pick(...known);
}

/** One file of all rows, sorted; null for no files, undefined where their columns differ. */
async function mergeFiles(
  store: LakeStore,
  part: Part,
  files: readonly LakeFile[],
  order: readonly string[],
  ending: string,
): Promise<LakeFile | null | undefined> {
  const [first] = files;
  if (first === undefined) return null;
  const frames: pl.DataFrame[] = [];
  for (const file of files) frames.push(pl.readParquet(await checkedFile(store, file)));
  const schemas = new Set(frames.map((frame) => JSON.stringify([frame.columns, frame.dtypes])));
  if (schemas.size > 1) return undefined;
  const rows = pl.concat(frames).sort([...order]);
  const bytes = rows.writeParquet({ compression: 'zstd' });
  return writePartFile(store, part, bytes, rows.height, ending);
}

/**
 * Writes the part that stands for a group of neighbours; null where their files have
 * different columns, as those of different versions do. Nothing counts before its commit.
 */
export async function mergeParts(store: LakeStore, group: readonly Part[]): Promise<Part | null> {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return null;
  const merged = {
    ...first,
    end: last.end,
    drainedAt: Math.max(...group.map(({ drainedAt }) => drainedAt)),
    minTimeMs: extreme(
      Math.min,
      group.map(({ minTimeMs }) => minTimeMs),
    ),
    maxTimeMs: extreme(
      Math.max,
      group.map(({ maxTimeMs }) => maxTimeMs),
    ),
    firstTimeMs: firstTimesOf(group),
    ledger: sumOf(group.map(({ ledger }) => ledger)),
    ...notKeptOf(group),
  };
  const file = (kind: keyof typeof kinds) => {
    const { order, ending } = kinds[kind];
    return mergeFiles(
      store,
      merged,
      group.flatMap((part) => part[kind] ?? []),
      order,
      ending,
    );
  };
  const [events, points] = [await file('events'), await file('points')];
  const quarantine = await file('quarantine');
  return events === undefined || points === undefined || quarantine === undefined
    ? null
    : { ...merged, events, points, quarantine };
}

interface Merged {
  readonly group: readonly Part[];
  readonly part: Part;
}

/** Puts merged parts in the place of their groups, all or none; null where one has gone meanwhile. */
async function commitMerged(
  store: LakeStore,
  merged: readonly Merged[],
  nowMs: number,
): Promise<LakeState | null> {
  const removed = merged.flatMap(({ group }) => group.map(partKey));
  const change = {
    at: nowMs,
    parts: merged.map(({ part }) => part),
    removed,
    cursors: [],
    drained: {},
  };
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const state = await readLake(store);
    const there = new Set(state.parts.map(partKey));
    if (!removed.every((key) => there.has(key))) return null;
    const after = await commit(store, state, change);
    if (after) return after;
  }
  return null;
}

/** What a compaction did. */
export interface Compaction {
  readonly merged: number;
  readonly into: number;
}

/** Merges what can be merged at `nowMs`; `zone` is the site's, whose days become final. */
export async function compact(store: LakeStore, zone: string, nowMs: number): Promise<Compaction> {
  const sum = { merged: 0, into: 0 };
  const groups = planCompaction((await readLake(store)).parts, zone, nowMs);
  for (let at = 0; at < groups.length; at += groupsAtOnce) {
    const merged: Merged[] = [];
    for (const group of groups.slice(at, at + groupsAtOnce)) {
      const part = await mergeParts(store, group);
      if (part) merged.push({ group, part });
    }
    if (merged.length === 0 || (await commitMerged(store, merged, nowMs)) === null) continue;
    sum.merged += merged.reduce((count, { group }) => count + group.length, 0);
    sum.into += merged.length;
  }
  return sum;
}
