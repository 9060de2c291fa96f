/**
 * Cells of each UTC day, kept in the lake under a name that says what they were
 * made from. A day whose inputs did not change is read, not computed again.
 */
import { createHash } from 'node:crypto';
import pl from 'nodejs-polars';
import type { ComponentConfig } from '#schema/config.ts';
import type { Part } from '../../lake/manifest.ts';
import { checkedFile } from '../../lake/check-parts.ts';
import type { LakeStore } from '../../lake/store.ts';
import type { SiteDay } from '../calendar.ts';
import { type LatencyHistogram, noExtremes, widen } from '../figures/quantile.ts';
import { rules } from '../rules.ts';
import { extremesOf } from '../series.ts';
import {
  cellKinds,
  computeCells,
  computeRecent,
  queries,
  type CellFrames,
  type CellKind,
  type CellTables,
} from './compute.ts';
import {
  daysTable,
  type ExcludedMinutes,
  maintenanceTable,
  objectiveRows,
  objectivesTable,
} from './tables.ts';

export interface CellRequest {
  readonly store: LakeStore;
  readonly parts: readonly Part[];
  readonly components: readonly ComponentConfig[];
  readonly zone: string;
  readonly days: readonly SiteDay[];
  readonly maintenance: ExcludedMinutes;
  /** First minute that is not settled yet. */
  readonly settled: number;
}

export interface Cells {
  /** null where the range holds no event at all. */
  readonly frames: CellFrames | null;
  /** sha256 over the names of all cells used: the input of the figures. */
  readonly inputSha256: string;
  readonly computedDays: number;
  /** Names of all cells used. */
  readonly used: ReadonlySet<string>;
}

const dayMs = 86_400_000;
/** Rows of the parts read for one query, so that memory stays bounded. */
const rowsAtOnce = 2_000_000;

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

interface DayPlan {
  readonly day: number;
  readonly stem: string;
  readonly parts: readonly Part[];
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
  const shared = { version: rules.version, queries, rows };
  const plans: DayPlan[] = [];
  for (let day = first; day <= last; day += 1) {
    const parts = request.parts
      .filter(
        ({ minTimeMs, maxTimeMs }) =>
          minTimeMs !== null &&
          maxTimeMs !== null &&
          minTimeMs < (day + 1) * dayMs &&
          maxTimeMs >= day * dayMs,
      )
      .sort((a, b) => (a.events?.sha256 ?? '').localeCompare(b.events?.sha256 ?? ''));
    if (parts.length === 0) continue;
    const key = hash({
      shared,
      parts: parts.map(({ events }) => events?.sha256),
      context: contextOf(request, day),
    });
    plans.push({
      day,
      parts,
      stem: `cells/${new Date(day * dayMs).toISOString().slice(0, 10)}~${key.slice(0, 16)}`,
    });
  }
  return plans;
}

/** Consecutive days whose parts together stay within the row limit. */
function chunked(plans: readonly DayPlan[]): DayPlan[][] {
  const chunks: DayPlan[][] = [];
  let parts = new Set<Part>();
  for (const plan of plans) {
    const grown = new Set([...parts, ...plan.parts]);
    const rows = [...grown].reduce((sum, part) => sum + (part.events?.rows ?? 0), 0);
    const current = chunks.at(-1);
    if (current && rows <= rowsAtOnce) {
      current.push(plan);
      parts = grown;
    } else {
      chunks.push([plan]);
      parts = new Set(plan.parts);
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
  const parts = new Set(chunk.flatMap((plan) => plan.parts));
  const files: string[] = [];
  for (const part of parts) files.push(...(await checkedFile(request.store, part)));
  const first = chunk[0]?.day ?? 0;
  const frames = await computeCells(
    files,
    { first, last: chunk.at(-1)?.day ?? first },
    request.settled,
    tables,
  );
  // Each waits for the disk; together they wait once.
  await Promise.all(
    chunk.flatMap((plan) =>
      cellKinds.map((kind) => {
        const frame = frames[kind].filter(pl.col('utc_day').eq(plan.day));
        return request.store.put(fileOf(plan, kind), frame.writeParquet({ compression: 'zstd' }));
      }),
    ),
  );
}

function readKind(request: CellRequest, plans: readonly DayPlan[], kind: CellKind): pl.DataFrame {
  const frames = plans.map((plan) => pl.readParquet(request.store.pathOf(fileOf(plan, kind))));
  return frames.length === 1 && frames[0] ? frames[0] : pl.concat(frames);
}

/** Cells of the given site days, computing only what is not there yet. */
export async function readCells(request: CellRequest): Promise<Cells> {
  const plans = planDays(request);
  const present = new Set(await request.store.list('cells'));
  const missing = plans.filter((plan) =>
    cellKinds.some((kind) => !present.has(fileOf(plan, kind).slice('cells/'.length))),
  );
  const tables = {
    days: daysTable(request.days),
    objectives: objectivesTable(objectiveRows(request.components, request.zone)),
    maintenance: maintenanceTable(request.maintenance),
  };
  for (const chunk of chunked(missing)) await computeChunk(request, chunk, tables);
  const inputSha256 = hash(plans.map((plan) => plan.stem));
  const used = new Set(plans.flatMap((plan) => cellKinds.map((kind) => fileOf(plan, kind))));
  if (plans.length === 0) return { frames: null, inputSha256, computedDays: 0, used };
  const frame = (kind: CellKind) => readKind(request, plans, kind);
  const frames = { minutes: frame('minutes'), latency: frame('latency'), parsed: frame('parsed') };
  return { frames, inputSha256, computedDays: missing.length, used };
}

/** Latency buckets of each component over the last `minutes` settled minutes. */
export async function readRecentLatency(
  request: CellRequest,
  minutes: number,
): Promise<Map<string, LatencyHistogram>> {
  const from = request.settled - minutes;
  const parts = request.parts.filter(
    ({ minTimeMs, maxTimeMs }) =>
      minTimeMs !== null &&
      maxTimeMs !== null &&
      minTimeMs < request.settled * 60_000 &&
      maxTimeMs >= from * 60_000,
  );
  const files: string[] = [];
  for (const part of parts) files.push(...(await checkedFile(request.store, part)));
  const recent = new Map<string, LatencyHistogram>();
  if (files.length === 0) return recent;
  const frame = await computeRecent(
    files,
    from,
    request.settled,
    maintenanceTable(request.maintenance),
  );
  const [bucket, n] = [frame.getColumn('bucket').toArray(), frame.getColumn('n').toArray()];
  const extremes = extremesOf(frame);
  frame
    .getColumn('component')
    .toArray()
    .map(String)
    .forEach((id, row) => {
      const held = recent.get(id);
      const counts = new Map(held?.counts).set(Number(bucket[row]), Number(n[row]));
      const wider = widen(held?.extremes ?? noExtremes, extremes[row] ?? noExtremes);
      recent.set(id, { counts, extremes: wider });
    });
  return recent;
}
