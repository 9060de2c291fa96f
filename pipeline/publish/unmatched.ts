/** Telemetry that no component claims, by what it says of itself: who wonders where a service is, looks here. */
import pl from 'nodejs-polars';
import * as v from 'valibot';
import { checkedFile } from '../lake/check-parts.ts';
import type { Part } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';

export interface Unmatched {
  /** `service.name` and `http.route`; null: not given. */
  readonly service: string | null;
  readonly route: string | null;
  readonly records: number;
}

const recentMs = 86_400_000;
const shown = 100;

const kindSchema = v.object({ service: v.nullable(v.string()), route: v.nullable(v.string()) });
const rowSchema = v.object({ detail: v.string(), count: v.number() });

async function addRows(store: LakeStore, part: Part, counts: Map<string, number>): Promise<void> {
  if (part.quarantine === null || part.ledger.unmatched === 0) return;
  const frame = pl
    .readParquet(await checkedFile(store, part.quarantine))
    .filter(pl.col('reason').eq(pl.lit('unmatched')))
    .select('detail', 'count');
  for (const row of frame.toRecords()) {
    const { detail, count } = v.parse(rowSchema, row);
    counts.set(detail, count + (counts.get(detail) ?? 0));
  }
}

/** The most frequent kinds of unclaimed telemetry drained in the last 24 hours, at most 100. */
export async function unmatchedOf(
  store: LakeStore,
  parts: readonly Part[],
  asOfMs: number,
): Promise<Unmatched[]> {
  const counts = new Map<string, number>();
  for (const part of parts)
    if (part.drainedAt > asOfMs - recentMs) await addRows(store, part, counts);
  return [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, shown)
    .flatMap(([detail, records]) => {
      // What went beyond the kinds told apart in a part has no names.
      if (detail === 'others') return [];
      return [{ ...v.parse(kindSchema, JSON.parse(detail)), records }];
    });
}
