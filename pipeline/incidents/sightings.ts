/** When a run first saw a maintenance with its times: announcing it late cannot be back-dated. */
import * as v from 'valibot';
import type { Maintenance } from '#schema/incident.ts';
import type { LakeStore } from '../lake/store.ts';
import { Problem } from '../problem.ts';
import type { SeenMaintenance } from '../rollup/maintenance.ts';

const sighting = v.strictObject({ firstSeenAt: v.number() });

function nameOf({ slug, scheduledFor, scheduledUntil }: Maintenance, component: string): string {
  const compact = (instant: string) => instant.replace(/[^0-9]/g, '').slice(0, 14);
  return `announcements/${slug}~${component}~${compact(scheduledFor)}~${compact(scheduledUntil)}.json`;
}

async function readSighting(store: LakeStore, name: string): Promise<number | null> {
  const bytes = await store.read(name);
  if (bytes === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), sighting), bytes.toString('utf8'));
  if (!parsed.success)
    throw new Problem(`${store.pathOf(name)}: cannot be read; restore it from a backup`);
  return parsed.output.firstSeenAt;
}

/** Records first sights, one for each component; another time is a new announcement. */
export async function withSightings(
  store: LakeStore,
  maintenance: readonly Maintenance[],
  nowMs: number,
): Promise<SeenMaintenance[]> {
  const seen: SeenMaintenance[] = [];
  for (const item of maintenance) {
    for (const component of item.components) {
      const name = nameOf(item, component);
      await store.create(name, Buffer.from(`${JSON.stringify({ firstSeenAt: nowMs })}\n`));
      const firstSeenMs = (await readSighting(store, name)) ?? nowMs;
      seen.push({ maintenance: { ...item, components: [component] }, firstSeenMs });
    }
  }
  return seen;
}
