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
import type { LakeStore } from '../lake/store.ts';
import { Problem } from '../problem.ts';
import type { MadePart } from './make-part.ts';
import type { Batch } from './source.ts';

/** `stale`: somebody else moved the position to elsewhere; read again from there. */
export interface Committed {
  readonly state: LakeState;
  readonly outcome: 'committed' | 'already there' | 'stale';
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

/** Commits one part and moves its position, each exactly once. */
export async function commitBatch(
  store: LakeStore,
  before: LakeState,
  batch: Batch,
  made: MadePart,
): Promise<Committed> {
  let state = before;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const held = state.cursors.get(cursorKey(batch));
    if (held && held.next >= batch.end) return { state, outcome: 'already there' };
    const expected = batch.gap?.from ?? batch.start;
    if (held && held.next !== expected) return { state, outcome: 'stale' };
    const part = withGap(state, batch, made);
    // A batch without positions only says where reading begins.
    const parts = batch.start === batch.end ? [] : [part];
    const change: Change = {
      at: part.drainedAt,
      parts,
      cursors: [cursorOf(batch)],
      drained: {},
    };
    const after = await commit(store, state, change);
    if (after) return { state: after, outcome: 'committed' };
    state = await readLake(store);
  }
  throw new Problem(`the lake changed ${tries} times while one batch was committed; run again`);
}

/** Records that a source was drained to its end. */
export async function commitDrained(
  store: LakeStore,
  before: LakeState,
  key: string,
  at: number,
): Promise<LakeState> {
  let state = before;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const after = await commit(store, state, {
      at,
      parts: [],
      cursors: [],
      drained: { [key]: at },
    });
    if (after) return after;
    state = await readLake(store);
  }
  throw new Problem(`the lake changed ${tries} times while a drain was recorded; run again`);
}
