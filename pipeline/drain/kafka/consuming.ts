/** What reading a topic to its end and following it have in common. */
import type { ConsumerConfig, EachBatchPayload } from 'kafkajs';
import type { PartitionRun } from './partition-run.ts';

/** Held back over all partitions together, so that many of them do not add up. */
const heldBytes = 64 * 1024 * 1024;
const beatMs = 3_000;

/** A broker that has just started is still reading what it knows about groups. */
function isLoading(error: Error): boolean {
  return 'type' in error && error.type === 'GROUP_LOAD_IN_PROGRESS';
}

/** A consumer that gives up after a few tries: whoever started it decides what then. */
export function consumerConfig(groupId: string, sessionTimeout: number): ConsumerConfig {
  return {
    groupId,
    // A topic that was deleted must not come back because somebody still asks for it.
    allowAutoTopicCreation: false,
    sessionTimeout,
    heartbeatInterval: Math.min(beatMs, sessionTimeout / 3),
    maxBytesPerPartition: 1024 * 1024,
    maxBytes: 2 * 1024 * 1024,
    maxWaitTimeInMs: 500,
    retry: { retries: 4, restartOnFailure: (error) => Promise.resolve(isLoading(error)) },
  };
}

/** How batches are handed to us; positions live in the lake, so nothing is committed to the broker. */
export const runOptions = {
  autoCommit: false,
  eachBatchAutoResolve: false,
  partitionsConsumedConcurrently: 4,
} as const;

/** Names a partition within what is read now. */
export function runKey(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

/** Waiting for the writer must not look like a dead member to the group. */
export async function whileBeating(
  payload: EachBatchPayload,
  work: () => Promise<void>,
): Promise<void> {
  const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), beatMs);
  try {
    await work();
  } finally {
    clearInterval(beat);
  }
}

/** Passes on a run that is full, and the largest ones while all together hold too much. */
export async function passOn(
  run: PartitionRun,
  runs: () => Iterable<PartitionRun>,
  push: (run: PartitionRun) => Promise<void>,
): Promise<void> {
  if (run.isFull) await push(run);
  let held = 0;
  for (const { bytes } of runs()) held += bytes;
  for (const largest of [...runs()].sort((a, b) => b.bytes - a.bytes)) {
    if (held < heldBytes) return;
    held -= largest.bytes;
    await push(largest);
  }
}
