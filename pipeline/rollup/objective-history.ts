/**
 * What was promised when. The configuration says what is promised now; an objective that is
 * changed in place, or back-dated, must not judge days that are over. So the lake keeps each
 * list of objectives with the moment a run first saw it, and a change holds from the site day
 * it was first seen on.
 */
import * as v from 'valibot';
import type { ComponentConfig, ObjectiveConfig } from '#schema/config.ts';
import type { LakeStore } from '../lake/store.ts';
import { Problem } from '../problem.ts';
import { dayOf } from './calendar.ts';

const objectiveSchema = v.strictObject({
  from: v.nullable(v.string()),
  availabilityPpm: v.number(),
  p99Ms: v.nullable(v.number()),
  period: v.string(),
  minCoveragePpm: v.number(),
});
const sightSchema = v.strictObject({
  firstSeenAt: v.number(),
  objectives: v.pipe(v.array(objectiveSchema), v.minLength(1)),
});

/** Objectives of one component and when a run first saw them. */
export type ObjectiveSight = v.InferOutput<typeof sightSchema>;

const folder = 'objectives';

function sameTerms(one: ObjectiveConfig | undefined, other: ObjectiveConfig): boolean {
  return JSON.stringify({ ...one, from: null }) === JSON.stringify({ ...other, from: null });
}

const inForce = (objectives: readonly ObjectiveConfig[], date: string) =>
  objectives.findLast(({ from }) => from === null || from <= date);

/** The objectives as they held: those first seen, then every change from the day it was seen. */
function objectivesAsSeen(sights: readonly ObjectiveSight[], zone: string): ObjectiveConfig[] {
  const [first, ...changes] = sights;
  let held = first?.objectives ?? [];
  for (const { firstSeenAt, objectives } of changes) {
    const day = dayOf(firstSeenAt, zone);
    const past = held.filter(({ from }) => from === null || from < day);
    const now = inForce(objectives, day);
    const changed = now !== undefined && !sameTerms(past.at(-1), now);
    const later = objectives.filter(({ from }) => from !== null && from > day);
    held = [...past, ...(changed ? [{ ...now, from: day }] : []), ...later];
  }
  return held;
}

async function readSights(store: LakeStore, names: readonly string[]): Promise<ObjectiveSight[]> {
  const sights: ObjectiveSight[] = [];
  for (const name of names) {
    const bytes = await store.read(name);
    const parsed = v.safeParse(
      v.pipe(v.string(), v.parseJson(), sightSchema),
      bytes?.toString('utf8'),
    );
    if (!parsed.success)
      throw new Problem(`${store.pathOf(name)}: cannot be read; restore it from a backup`);
    sights.push(parsed.output);
  }
  return sights;
}

const nameOf = (id: string, number: number) => `${folder}/${id}~${number}.json`;

/** All sights of a component after its present objectives were recorded, oldest first. */
async function sightsOf(
  store: LakeStore,
  { id, objectives }: ComponentConfig,
  there: ReadonlySet<string>,
  nowMs: number,
): Promise<ObjectiveSight[]> {
  let count = 0;
  while (there.has(nameOf(id, count))) count += 1;
  const names = Array.from({ length: count }, (_, number) => nameOf(id, number));
  const sights = await readSights(store, names);
  const last = sights.at(-1);
  if (JSON.stringify(last?.objectives) === JSON.stringify(objectives)) return sights;
  const seen = { firstSeenAt: Math.max(nowMs, last?.firstSeenAt ?? nowMs), objectives };
  const bytes = Buffer.from(`${JSON.stringify(seen)}\n`);
  // Where another run was faster, what it recorded holds; the next run adds ours.
  await store.create(nameOf(id, count), bytes);
  return readSights(store, [...names, nameOf(id, count)]);
}

/** The components with their objectives as they held up to `nowMs` (epoch ms). */
export async function withObjectiveHistory(
  store: LakeStore,
  components: readonly ComponentConfig[],
  zone: string,
  nowMs: number,
): Promise<ComponentConfig[]> {
  const there = new Set((await store.list(folder)).map((name) => `${folder}/${name}`));
  const known: ComponentConfig[] = [];
  for (const component of components) {
    const sights = await sightsOf(store, component, there, nowMs);
    const [first, ...later] = sights;
    const then = later.filter(({ firstSeenAt }) => firstSeenAt <= nowMs);
    known.push({ ...component, objectives: objectivesAsSeen(first ? [first, ...then] : [], zone) });
  }
  return known;
}
