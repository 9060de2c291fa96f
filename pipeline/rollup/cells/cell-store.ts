/**
 * Cells of each UTC day, kept in the lake under a name that says what they were
 * made from. A day whose inputs did not change is read, not computed again.
 */
import { createHash } from 'node:crypto';
import pl from 'nodejs-polars';
import type { ComponentConfig } from '#schema/config.ts';
import { checkedFile } from '../../lake/check-parts.ts';
import { inBatches } from '../../render/in-batches.ts';
import type { LakeStore } from '../../lake/store.ts';
import type { SiteDay } from '../calendar.ts';
import type { EventFile } from '../points/difference-days.ts';
import { rules } from '../rules.ts';
import type { CellSet } from './cell-set.ts';
import { componentGroups, rowsAtOnce, together } from './component-groups.ts';
import {
  type CellFrames,
  cellKinds,
  computeCells,
  order,
  queries,
  type CellKind,
  type CellTables,
} from './compute.ts';
import {
  daysTable,
  type ExcludedMinutes,
  maintenanceTable,
  objectiveRows,
  objectivesTable,
  signalsTable,
} from './tables.ts';

export interface CellRequest {
  readonly store: LakeStore;
  readonly files: readonly EventFile[];
  readonly components: readonly ComponentConfig[];
  readonly zone: string;
  readonly days: readonly SiteDay[];
  readonly maintenance: ExcludedMinutes;
  /** First minute that is not settled yet. */
  readonly settled: number;
}

interface Cells extends Omit<CellSet, 'recent'> {
  readonly computedDays: number;
  /** Names of all cells used. */
  readonly used: ReadonlySet<string>;
}

const dayMs = 86_400_000;
/** Queries at once: while one of them waits or writes, the other computes. */
const chunksAtOnce = 2;

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

interface DayPlan {
  readonly day: number;
  readonly stem: string;
  readonly files: readonly EventFile[];
}

/** Site-day bounds and excluded minutes that a UTC day's cells depend on. */
function contextOf(request: CellRequest, day: number): unknown {
  const from = day * 1440;
  const within = (minute: number) => minute >= from && minute < from + 1440;
  return {
    settled: Math.min(request.settled, from + 1440),
    days: request.days.filter(({ start, end }) => start < from + 1440 && end > from),
    maintenance: [...request.maintenance].map(([id, minutes]) => [id, [...minutes].filter(within)]),
  };
}

function planDays(request: CellRequest): DayPlan[] {
  const first = Math.floor((request.days[0]?.start ?? 0) / 1440);
  const last = Math.floor(((request.days.at(-1)?.end ?? 0) - 1) / 1440);
  const rows = objectiveRows(request.components, request.zone);
  const observed = request.components.map((component) => [component.id, component.observed]);
  const shared = { version: rules.version, queries, rows, observed };
  const plans: DayPlan[] = [];
  for (let day = first; day <= last; day += 1) {
    const files = request.files
      .filter(
        ({ minTimeMs, maxTimeMs }) => minTimeMs < (day + 1) * dayMs && maxTimeMs >= day * dayMs,
      )
      .sort((a, b) => a.events.sha256.localeCompare(b.events.sha256));
    if (files.length === 0) continue;
    const key = hash({
      shared,
      parts: files.map(({ events }) => events.sha256),
      context: contextOf(request, day),
    });
    plans.push({
      day,
      files,
      stem: `cells/${new Date(day * dayMs).toISOString().slice(0, 10)}~${key.slice(0, 16)}`,
    });
  }
  return plans;
}

/** Consecutive days whose files together stay within the row limit. */
function chunked(plans: readonly DayPlan[]): DayPlan[][] {
  const chunks: DayPlan[][] = [];
  let files = new Set<EventFile>();
  for (const plan of plans) {
    const grown = new Set([...files, ...plan.files]);
    const rows = [...grown].reduce((sum, { events }) => sum + events.rows, 0);
    const current = chunks.at(-1);
    if (current && rows <= rowsAtOnce) {
      current.push(plan);
      files = grown;
    } else {
      chunks.push([plan]);
      files = new Set(plan.files);
    }
  }
  return chunks;
}

const fileOf = (plan: DayPlan, kind: CellKind) => `${plan.stem}.${kind}.parquet`;

async function computeChunk(
  request: CellRequest,
  chunk: readonly DayPlan[],
  tables: CellTables,
): Promise<void> {
  const files: string[] = [];
  let rows = 0;
  for (const { events } of new Set(chunk.flatMap((plan) => plan.files))) {
    files.push(await checkedFile(request.store, events));
    rows += events.rows;
  }
  const first = chunk[0]?.day ?? 0;
  const days = { first, last: chunk.at(-1)?.day ?? first };
  const groups: CellFrames[] = [];
  for (const filter of componentGroups(
    request.components.map(({ id }) => id),
    rows,
  ))
    groups.push(await computeCells(files, days, request.settled, tables, filter));
  const frames = (kind: CellKind) =>
    together(
      groups.map((group) => group[kind]),
      order[kind],
    );
  // Each waits for the disk; together they wait once.
  await Promise.all(
    cellKinds.flatMap((kind) => {
      const frame = frames(kind);
      return chunk.map((plan) => {
        const rowsOfDay = frame.filter(pl.col('utc_day').eq(plan.day));
        const bytes = rowsOfDay.writeParquet({ compression: 'zstd' });
        return request.store.put(fileOf(plan, kind), bytes);
      });
    }),
  );
}

/** Cells of the given site days, computing only what is not there yet. */
export async function readCells(request: CellRequest): Promise<Cells> {
  const plans = planDays(request);
  const present = new Set(await request.store.list('cells'));
  const missing = plans.filter((plan) =>
    cellKinds.some((kind) => !present.has(fileOf(plan, kind).slice('cells/'.length))),
  );
  const joined = {
    days: daysTable(request.days),
    objectives: objectivesTable(objectiveRows(request.components, request.zone)),
    maintenance: maintenanceTable(request.maintenance),
    signals: signalsTable(request.components),
  };
  await inBatches(chunked(missing), chunksAtOnce, (chunk) => computeChunk(request, chunk, joined));
  const inputSha256 = hash(plans.map((plan) => plan.stem));
  const used = new Set(plans.flatMap((plan) => cellKinds.map((kind) => fileOf(plan, kind))));
  const tables = plans.map((plan) => ({
    first: plan.day,
    last: plan.day,
    name: plan.stem,
    read: (kind: CellKind) => pl.readParquet(request.store.pathOf(fileOf(plan, kind))),
  }));
  return { tables, inputSha256, computedDays: missing.length, used };
}
