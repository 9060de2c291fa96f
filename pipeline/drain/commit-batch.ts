/**
 * Commits what was drained. Another writer may have come first; then our
 * position, not who was faster, decides what of ours still counts.
 */
import {
  type Change,
  commit,
  type Cursor,
  cursorKey,
  type LakeState,
  readLake,
} from '../lake/manifest.ts';
import { withinQuarantine } from '../lake/quarantine-limit.ts';
import type { LakeStore } from '../lake/store.ts';
import { Problem } from '../problem.ts';
import type { MadePart } from './make-part.ts';
import type { Batch } from './source.ts';

/** `stale`: somebody else moved the position to elsewhere; read again from there. */
export type Outcome = 'committed' | 'already there' | 'stale';

export interface Writable {
  readonly batch: Batch;
  readonly made: MadePart;
}

export interface Committed {
  readonly state: LakeState;
  /** Of each batch, in their order. */
  readonly outcomes: readonly Outcome[];
}

const tries = 20;

function cursorOf(batch: Batch): Cursor {
  const { stream, epoch, partition, end, prefixSha256, lastRecord } = batch;
  return {
    stream,
    epoch,
    partition,
    next: end,
    prefixSha256,
    ...(lastRecord === undefined ? {} : { lastRecord }),
  };
}

/** Latest event time known of a partition before some position; null for none. */
function lastKnownMs(state: LakeState, { stream, epoch, partition }: Batch): number | null {
  const times = state.parts
    .filter(
      (part) => part.stream === stream && part.epoch === epoch && part.partition === partition,
    )
    .flatMap(({ maxTimeMs }) => maxTimeMs ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

function withGap(state: LakeState, batch: Batch, { part }: MadePart): MadePart['part'] {
  if (batch.gap === undefined) return part;
  const untilMs = part.minTimeMs ?? part.drainedAt;
  const fromMs = lastKnownMs(state, batch) ?? untilMs;
  return { ...part, gap: { ...batch.gap, fromMs: Math.min(fromMs, untilMs), untilMs } };
}

function outcomeOf(state: LakeState, { batch }: Writable): Outcome {
  const held = state.cursors.get(cursorKey(batch));
  if (held && held.next >= batch.end) return 'already there';
  const expected = batch.gap?.from ?? batch.start;
  return held && held.next !== expected ? 'stale' : 'committed';
}

function changeOf(state: LakeState, items: readonly Writable[]): Change {
  // A batch without positions only says where reading begins, unless it tells of a loss.
  const parts = items
    .filter(({ batch }) => batch.start !== batch.end || batch.gap !== undefined)
    .map(({ batch, made }) => withGap(state, batch, made));
  return {
    at: Math.max(...items.map(({ made }) => made.part.drainedAt)),
    parts: withinQuarantine(state.parts, parts),
    cursors: items.map(({ batch }) => cursorOf(batch)),
    drained: {},
  };
}

/**
 * Commits parts of different partitions and moves their positions, each exactly
 * once. Those that turn out to be stale are left out, the others still count.
 */
export async function commitBatches(
  store: LakeStore,
  before: LakeState,
  items: readonly Writable[],
): Promise<Committed> {
  let state = before;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const held = state;
    const outcomes = items.map((item) => outcomeOf(held, item));
    const good = items.filter((_, index) => outcomes[index] === 'committed');
    if (good.length === 0) return { state, outcomes };
    const after = await commit(store, state, changeOf(state, good));
    if (after) return { state: after, outcomes };
    state = await readLake(store);
  }
  throw new Problem(`the lake changed ${tries} times while one batch was committed; run again`);
}

/** Records when sources were drained to their ends: epoch ms by source. */
export async function commitDrained(
  store: LakeStore,
  before: LakeState,
  drained: Readonly<Record<string, number>>,
): Promise<LakeState> {
  const at = Math.max(...Object.values(drained));
  let state = before;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const after = await commit(store, state, { at, parts: [], cursors: [], drained });
    if (after) return after;
    state = await readLake(store);
  }
  throw new Problem(`the lake changed ${tries} times while a drain was recorded; run again`);
}
