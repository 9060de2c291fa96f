/** Whether the parts a site names are all there are, and are what they were. */
import { createHash } from 'node:crypto';
import { cursorKey, type LakeState, type Part, partKey } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';
import { type Difference, jsonDifferences } from './difference.ts';

const manifestName = 'data/lake/manifest.json';

/** Parts of each stream, epoch and partition, by position. */
function byCursor(parts: readonly Part[]): Map<string, Part[]> {
  const grouped = new Map<string, Part[]>();
  for (const part of parts) {
    const key = cursorKey(part);
    grouped.set(key, [...(grouped.get(key) ?? []), part]);
  }
  for (const held of grouped.values()) held.sort((a, b) => a.start - b.start || a.end - b.end);
  return grouped;
}

/** Positions [from, until) of a stream nothing published stands for. */
function hole(key: string, from: number, until: number): Difference {
  return {
    file: manifestName,
    path: '/parts',
    published: `no part of ${key} for positions ${from} to ${until}`,
    recomputed: 'a part, or a gap that says these records were lost',
  };
}

/** Holes between the parts of a stream: every position belongs to a part or a named gap. */
export function missingPositions(parts: readonly Part[]): Difference[] {
  return [...byCursor(parts)].flatMap(([key, held]) => {
    let next = held[0]?.gap?.from ?? held[0]?.start ?? 0;
    return held.flatMap((part) => {
      const from = next;
      const begins = part.gap === undefined ? part.start : Math.min(part.gap.from, part.start);
      next = Math.max(next, part.end);
      return begins > from ? [hole(key, from, begins)] : [];
    });
  });
}

/** Parts drained before the figures were made whose positions no published part holds. */
function leftOut(published: readonly Part[], state: LakeState, asOfMs: number): Difference[] {
  const held = byCursor(published);
  const streams = new Set(published.map(({ stream }) => stream));
  return state.parts.flatMap((part) => {
    if (!streams.has(part.stream) || part.drainedAt > asOfMs || part.start === part.end) return [];
    const same = held.get(cursorKey(part)) ?? [];
    let next = part.start;
    for (const { start, end } of same) if (start <= next) next = Math.max(next, end);
    return next >= part.end ? [] : [hole(cursorKey(part), next, part.end)];
  });
}

/** What the lake's own record says otherwise of a published part. */
function misstated(published: readonly Part[], state: LakeState): Difference[] {
  const recorded = new Map(state.parts.map((part) => [partKey(part), part]));
  return published.flatMap((part, index) => {
    const own = recorded.get(partKey(part));
    // Compaction may have put a larger one into its place; then its files speak for it.
    if (own === undefined) return [];
    return jsonDifferences(manifestName, JSON.stringify(part), JSON.stringify(own)).map(
      (difference) => ({ ...difference, path: `/parts/${index}${difference.path ?? ''}` }),
    );
  });
}

async function fileDifferences(store: LakeStore, { events, points, quarantine }: Part) {
  const differences: Difference[] = [];
  for (const file of [events, points, quarantine]) {
    if (file === null) continue;
    const bytes = await store.read(file.name);
    const found = bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
    if (found === file.sha256) continue;
    differences.push({
      file: store.pathOf(file.name),
      path: null,
      published: `sha256 ${file.sha256}`,
      recomputed: found === null ? 'a part that is missing' : `sha256 ${found}`,
    });
  }
  return differences;
}

export interface PartsResult {
  readonly differences: readonly Difference[];
  /** Parts whose files are all as they were drained. */
  readonly intact: ReadonlySet<Part>;
}

/** Compares the published parts with a lake's record and files. */
export async function compareParts(
  published: readonly Part[],
  store: LakeStore,
  state: LakeState,
  asOfMs: number,
): Promise<PartsResult> {
  const differences = [...misstated(published, state), ...leftOut(published, state, asOfMs)];
  const intact = new Set<Part>();
  for (const part of published) {
    const found = await fileDifferences(store, part);
    differences.push(...found);
    if (found.length === 0) intact.add(part);
  }
  return { differences, intact };
}
