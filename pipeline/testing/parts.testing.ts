/** Parts of a lake, made up or drained from JSON events. */
import type { StatusConfig } from '#schema/config.ts';
import { makePart } from '../drain/make-part.ts';
import type { Part } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';

/** A part of nothing, unless said otherwise. */
export function partOf(changes: Partial<Part> = {}): Part {
  return {
    ...{ stream: 's', epoch: 1, partition: 0, start: 0, end: 1, drainedAt: 0 },
    ...{ minTimeMs: null, maxTimeMs: null, firstTimeMs: {} },
    ledger: { received: 0, parsed: 0, malformed: 0, future: 0, late: 0, unmatched: 0, ignored: 0 },
    ...{ events: null, points: null, quarantine: null },
    ...changes,
  };
}

/** The part of some JSON events drained at a moment, at positions from `start`. */
export async function drainedPart(
  store: LakeStore,
  { components, site }: StatusConfig,
  events: readonly unknown[],
  drainedAt: number,
  start = 0,
): Promise<Part> {
  const context = {
    store,
    components: new Map(components.map((component) => [component.id, component])),
    horizonMs: site.horizonMs,
  };
  const records = events.map((event, index) => ({
    offset: start + index,
    text: JSON.stringify(event),
  }));
  const positions = { stream: 's', epoch: 1, partition: 0, start, end: start + events.length };
  const { part } = await makePart(
    context,
    { ...positions, records, prefixSha256: null },
    drainedAt,
  );
  return part;
}
