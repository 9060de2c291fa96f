/**
 * Running totals of the lake as events, day by day, kept beside the cells under names that
 * say what they were made from. A day depends on its own points and on what the day before
 * left to be remembered, so late points change the following days only where they matter.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { checkedFile } from '../../lake/check-parts.ts';
import { type LakeFile, lakeFileSchema, type Part } from '../../lake/manifest.ts';
import { type PlacedPoint, readPoints } from '../../lake/read-points.ts';
import type { LakeStore } from '../../lake/store.ts';
import { rules } from '../rules.ts';
import { type DayDifferences, differenceDay } from './difference-day.ts';

/** A file of events and the time it spans in ms, both included. */
export interface EventFile {
  readonly events: LakeFile;
  readonly minTimeMs: number;
  readonly maxTimeMs: number;
}

export interface Differenced {
  readonly files: readonly EventFile[];
  /** Names of all that was used, so that it is not pruned. */
  readonly used: ReadonlySet<string>;
}

const dayMs = 86_400_000;
/** Points of several partitions may share a position. */
const order = ['time_ms', 'component', 'signal', 'id', 'low_ms', 'n', 'offset', 'index'];

const daySchema = v.strictObject({
  events: v.nullable(lakeFileSchema),
  memory: v.nullable(lakeFileSchema),
  minTimeMs: v.nullable(v.number()),
  maxTimeMs: v.nullable(v.number()),
});
type Day = v.InferOutput<typeof daySchema>;

function hash(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function pointFilesOf(parts: readonly Part[], day: number): LakeFile[] {
  return parts
    .flatMap(({ points, minTimeMs, maxTimeMs }) =>
      points !== null &&
      (minTimeMs ?? Infinity) < (day + 1) * dayMs &&
      (maxTimeMs ?? -1) >= day * dayMs
        ? [points]
        : [],
    )
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

class DayStore {
  readonly #store: LakeStore;
  readonly used = new Set<string>();

  constructor(store: LakeStore) {
    this.#store = store;
  }

  async held(name: string): Promise<Day | null> {
    this.used.add(name);
    const bytes = await this.#store.read(name);
    return bytes === null ? null : v.parse(daySchema, JSON.parse(bytes.toString('utf8')));
  }

  async points(file: LakeFile | null, day: number | null): Promise<PlacedPoint[]> {
    return file === null ? [] : readPoints(await checkedFile(this.#store, file), day);
  }

  async keep(name: string, { events, memory }: DayDifferences): Promise<Day> {
    const stem = name.slice(0, name.indexOf('~'));
    const write = async (rows: number, bytes: () => Promise<Buffer>, ending: string) =>
      rows === 0 ? null : this.#write(stem, await bytes(), rows, ending);
    const day: Day = {
      ...events.range(),
      events: await write(events.length, () => events.toParquet(order), 'added'),
      memory: await write(memory.length, () => memory.toParquet(), 'memory'),
    };
    await this.#store.put(name, Buffer.from(`${JSON.stringify(day)}\n`));
    return day;
  }

  async #write(stem: string, bytes: Buffer, rows: number, ending: string): Promise<LakeFile> {
    const sha256 = hash(bytes);
    const name = `${stem}~${sha256.slice(0, 16)}.${ending}.parquet`;
    await this.#store.put(name, bytes);
    return { name, sha256, bytes: bytes.length, rows };
  }

  use({ events, memory }: Day): void {
    for (const file of [events, memory]) if (file !== null) this.used.add(file.name);
  }
}

/** Events of all running totals of the UTC days [first, last], days since the epoch. */
export async function differenceDays(
  store: LakeStore,
  parts: readonly Part[],
  first: number,
  last: number,
): Promise<Differenced> {
  const files: EventFile[] = [];
  const days = new DayStore(store);
  let memory: LakeFile | null = null;
  if (parts.every(({ points }) => points === null)) return { files, used: days.used };
  // What is remembered at the beginning is what the days before it left.
  for (let day = first - rules.streams.rememberedDays; day <= last; day += 1) {
    const inputs = pointFilesOf(parts, day);
    if (inputs.length === 0) continue;
    const made = [rules.version, day, memory?.sha256 ?? null, inputs.map(({ sha256 }) => sha256)];
    const key = hash(JSON.stringify(made)).slice(0, 16);
    const name = `cells/${new Date(day * dayMs).toISOString().slice(0, 10)}~${key}.points.json`;
    let found = await days.held(name);
    if (found === null) {
      const points: PlacedPoint[] = [];
      for (const file of inputs) points.push(...(await days.points(file, day)));
      const before: PlacedPoint[] = await days.points(memory, null);
      found = await days.keep(name, differenceDay(before, points, day));
    }
    days.use(found);
    memory = found.memory;
    const { events, minTimeMs, maxTimeMs } = found;
    if (events !== null && minTimeMs !== null && maxTimeMs !== null && day >= first)
      files.push({ events, minTimeMs, maxTimeMs });
  }
  return { files, used: days.used };
}
