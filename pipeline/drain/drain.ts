/**
 * Moves telemetry from the sources into the lake: each batch becomes a Parquet
 * part, then a commit that moves the position past it. Killed anywhere, the next
 * run goes on from the last commit.
 */
import type { StatusConfig } from '#schema/config.ts';
import { commit, cursorKey, readLake, type LakeState } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';
import { Problem } from '../problem.ts';
import { rules } from '../rollup/rules.ts';
import { decodeBatch, type Limits } from './decode-batch.ts';
import { writePart } from './part.ts';
import type { Source } from './source.ts';

export interface DrainOptions {
  readonly store: LakeStore;
  readonly sources: readonly Source[];
  readonly config: StatusConfig;
  readonly now: () => number;
}

export interface SourceReport {
  readonly label: string;
  readonly received: number;
  readonly parsed: number;
  readonly malformed: number;
  readonly future: number;
  readonly late: number;
  /** The first few reasons, in words. */
  readonly examples: readonly string[];
}

export interface DrainReport {
  readonly state: LakeState;
  readonly sources: readonly SourceReport[];
}

const examplesKept = 3;

async function commitOrStop(
  options: DrainOptions,
  state: LakeState,
  change: Parameters<typeof commit>[2],
): Promise<LakeState> {
  const after = await commit(options.store, state, change);
  if (after === null) {
    throw new Problem(
      'another run is writing to the same lake; nothing of this batch was kept, run again',
    );
  }
  return after;
}

/** Drains one source to its end as it is now. */
async function drainSource(
  options: DrainOptions,
  source: Source,
  before: LakeState,
): Promise<{ state: LakeState; report: SourceReport }> {
  let state = before;
  const { horizonMs } = options.config.site;
  const components = new Map(
    options.config.components.map((component) => [component.id, component]),
  );
  const total = { received: 0, parsed: 0, malformed: 0, future: 0, late: 0 };
  const examples: string[] = [];
  const cursor = state.cursors.get(cursorKey({ stream: source.stream, epoch: 1, partition: 0 }));
  for await (const batch of source.read(cursor)) {
    const drainedAt = options.now();
    const limits: Limits = {
      latestMs: drainedAt + rules.futureToleranceMs,
      earliestMs: drainedAt - horizonMs,
    };
    const decoded = decodeBatch(batch.records, components, limits);
    const part = await writePart(options.store, batch, decoded, drainedAt);
    const { stream, epoch, partition, end, prefixSha256 } = batch;
    const moved = { stream, epoch, partition, next: end, prefixSha256 };
    state = await commitOrStop(options, state, {
      at: drainedAt,
      parts: [part],
      cursors: [moved],
      drained: {},
    });
    for (const key of ['received', 'parsed', 'malformed', 'future', 'late'] as const) {
      total[key] += decoded.ledger[key];
    }
    for (const { offset, reason, detail } of decoded.quarantined) {
      if (examples.length === examplesKept) break;
      examples.push(`${reason} at ${offset}: ${detail}`);
    }
  }
  const at = options.now();
  state = await commitOrStop(options, state, {
    at,
    parts: [],
    cursors: [],
    drained: { [source.stream]: at },
  });
  return { state, report: { label: source.label, ...total, examples } };
}

/** Drains every source once; returns the lake after it and what was read. */
export async function drain(options: DrainOptions): Promise<DrainReport> {
  let state = await readLake(options.store);
  const reports: SourceReport[] = [];
  for (const source of options.sources) {
    const drained = await drainSource(options, source, state);
    state = drained.state;
    reports.push(drained.report);
  }
  return { state, sources: reports };
}
