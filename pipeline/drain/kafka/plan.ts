/** From which offset to which a partition is read. Pure: what the broker said comes as arguments. */
import type { Cursor } from '../../lake/manifest.ts';

/** Offsets of a partition as the broker tells them. */
export interface PartitionOffsets {
  readonly partition: number;
  /** Oldest offset still kept. */
  readonly low: number;
  /** Last stable offset: below it nothing can change any more. */
  readonly end: number;
  /** Where reading begins without a position of ours. */
  readonly from: number;
}

/** Positions [start, end) still to be read. */
export interface PartitionPlan {
  readonly partition: number;
  readonly epoch: number;
  readonly start: number;
  readonly end: number;
  /** Records that retention removed before we read them: [from, until). */
  readonly gap: { readonly from: number; readonly until: number } | null;
  /** `offset:sha256` of the last record of an earlier drain, if the broker still has it. */
  readonly lastRecord: string | null;
  /** No position of ours says where it begins yet. */
  readonly isNew: boolean;
}

/** Offset of a remembered record. */
export function offsetOf(lastRecord: string): number {
  return Number(lastRecord.slice(0, lastRecord.indexOf(':')));
}

/**
 * Plans one partition. A log that ends before our position is another log under
 * the same name: it is read from its start, in a new epoch.
 */
export function planPartition(
  offsets: PartitionOffsets,
  cursor: Cursor | undefined,
  recreated: boolean,
): PartitionPlan {
  const { partition, low, end } = offsets;
  const fresh = { partition, end, gap: null, lastRecord: null, isNew: true };
  if (cursor === undefined) return { ...fresh, epoch: 1, start: offsets.from };
  if (recreated || cursor.next > end) return { ...fresh, epoch: cursor.epoch + 1, start: low };
  const start = Math.max(cursor.next, low);
  const gap = start > cursor.next ? { from: cursor.next, until: start } : null;
  const { epoch, lastRecord = null } = cursor;
  const kept = lastRecord !== null && offsetOf(lastRecord) >= low ? lastRecord : null;
  return { partition, epoch, start, end, gap, lastRecord: kept, isNew: false };
}
