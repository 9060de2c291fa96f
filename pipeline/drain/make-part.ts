/** A batch of records becomes a part of the lake: decoded, sorted, written. */
import type { ComponentConfig } from '#schema/config.ts';
import type { Part } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';
import { rules } from '../rollup/rules.ts';
import { decodeBatch } from './decode-batch.ts';
import { unpack } from './packed.ts';
import { writePart } from './part.ts';
import type { Batch } from './source.ts';

export interface PartContext {
  readonly store: LakeStore;
  readonly components: ReadonlyMap<string, ComponentConfig>;
  /** Records older than this before the drain are kept aside as late. */
  readonly horizonMs: number;
}

export interface MadePart {
  readonly part: Part;
  /** The first few records set aside, in words. */
  readonly examples: readonly string[];
}

const examplesKept = 3;

/** Writes the part of a batch drained at `drainedAt` (epoch ms). Nothing counts before its commit. */
export async function makePart(
  context: PartContext,
  batch: Batch,
  drainedAt: number,
): Promise<MadePart> {
  const { records } = batch;
  const limits = {
    latestMs: drainedAt + rules.futureToleranceMs,
    earliestMs: drainedAt - context.horizonMs,
  };
  const decoded = decodeBatch(
    'bytes' in records ? unpack(records) : records,
    context.components,
    limits,
    batch.reading,
    'bytes' in records ? records.offsets.length : records.length,
  );
  const examples = decoded.quarantined
    .filter(({ reason }) => reason !== 'unmatched')
    .slice(0, examplesKept)
    .map(({ offset, reason, detail }) => `${reason} at ${offset}: ${detail}`);
  return { part: await writePart(context.store, batch, decoded, drainedAt), examples };
}
