/**
 * Topics of a Kafka-compatible broker. One drain reads each assigned partition
 * from our position to the last stable offset seen at its start, then stops.
 * The broker's committed offsets are never used: positions live in the lake.
 */
import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { Batch, Positions, Source, SourceEnd } from '../source.ts';
import { BatchQueue } from './batch-queue.ts';
import { explainKafka, kafkaClient } from './client.ts';
import type { PartitionRun } from './partition-run.ts';
import type { KafkaSettings } from './settings.ts';
import { partitionKey, planTopics } from './topic-plans.ts';

/** Held back over all partitions together, so that many of them do not add up. */
const heldBytes = 64 * 1024 * 1024;
/**
 * A partition that ends in transaction markers or aborted records never calls
 * back for them. After this long, and some empty fetches, its end is reached.
 */
const idleMs = 1_500;
const idleFetches = 3;

export class KafkaSource implements Source {
  readonly label: string;
  readonly key: string;
  readonly packed = true;
  readonly #settings: KafkaSettings;
  readonly #now: () => number;
  /** Partitions of epochs that are over: another log has taken their name. */
  readonly #recreated = new Set<string>();
  #end: SourceEnd = { complete: false, note: null };

  constructor(settings: KafkaSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
    this.label = `kafka ${settings.topics.join(', ')}`;
    this.key = `kafka:${[...settings.topics].sort().join(',')}`;
  }

  get end(): SourceEnd {
    return this.#end;
  }

  async *read(positions: Positions): AsyncGenerator<Batch> {
    this.#end = { complete: false, note: null };
    const kafka = kafkaClient(this.#settings);
    const admin = kafka.admin();
    try {
      await admin.connect();
      const runs = await planTopics(admin, this.#settings, positions, this.#recreated, this.#now());
      const open = runs.filter((run) => !run.finished);
      // Where reading begins is remembered although there is nothing to read yet.
      for (const run of runs) if (run.finished && run.plan.isNew) yield run.flush();
      if (open.length === 0) {
        this.#end = { complete: true, note: null };
        return;
      }
      const consumer = kafka.consumer({
        groupId: this.#settings.groupId,
        sessionTimeout: 60_000,
        maxBytesPerPartition: 1024 * 1024,
        maxBytes: 2 * 1024 * 1024,
        maxWaitTimeInMs: 500,
        retry: { retries: 4, restartOnFailure: () => Promise.resolve(false) },
      });
      const drain = new ConsumerDrain(consumer, open, this.#settings.timeLimitMs);
      try {
        yield* drain.run();
      } finally {
        await consumer.disconnect();
      }
      this.#end = drain.end();
      for (const key of drain.recreated) this.#recreated.add(key);
    } catch (error) {
      throw explainKafka(error, this.#settings);
    } finally {
      await admin.disconnect();
    }
  }
}

/** One consumer reading a set of partitions to their ends. */
class ConsumerDrain {
  readonly #consumer: Consumer;
  readonly #runs: ReadonlyMap<string, PartitionRun>;
  readonly #queue = new BatchQueue<Batch>(1);
  readonly #deadline: number;
  readonly #elsewhere = new Set<string>();
  readonly recreated = new Set<string>();
  #progressAt = Infinity;
  #emptyFetches = 0;
  #busy = 0;
  #late = false;

  constructor(consumer: Consumer, runs: readonly PartitionRun[], timeLimitMs: number) {
    this.#consumer = consumer;
    this.#runs = new Map(runs.map((run) => [keyOf(run.topic, run.plan.partition), run]));
    this.#deadline = performance.now() + timeLimitMs;
  }

  async *run(): AsyncGenerator<Batch> {
    const { GROUP_JOIN, FETCH, CRASH } = this.#consumer.events;
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      this.#joined(payload.memberAssignment);
    });
    this.#consumer.on(FETCH, () => {
      this.#emptyFetches += 1;
    });
    this.#consumer.on(CRASH, ({ payload }) => {
      this.#queue.close(payload.error);
    });
    await this.#consumer.connect();
    const topics = [...new Set([...this.#runs.values()].map(({ topic }) => topic))];
    await this.#consumer.subscribe({ topics, fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 4,
      eachBatch: (payload) => this.#take(payload),
    });
    const watch = setInterval(() => {
      this.#watch();
    }, 200);
    try {
      yield* this.#queue;
      for (const run of this.#runs.values()) if (!run.isEmpty) yield run.flush();
    } finally {
      clearInterval(watch);
    }
  }

  end(): SourceEnd {
    const unread = [...this.#elsewhere];
    if (this.recreated.size > 0) return { complete: false, note: null, again: true };
    if (this.#late)
      return {
        complete: false,
        note: 'the time limit was reached; catching up, the next run goes on from here',
      };
    if (unread.length > 0)
      return { complete: false, note: `read by another member of the group: ${unread.join(', ')}` };
    return { complete: true, note: null };
  }

  #joined(assignment: Readonly<Record<string, number[]>>): void {
    this.#progressAt = performance.now();
    this.#elsewhere.clear();
    for (const [key, run] of this.#runs) {
      const { partition } = run.plan;
      if (assignment[run.topic]?.includes(partition)) {
        this.#consumer.seek({ topic: run.topic, partition, offset: String(run.seekFrom) });
      } else this.#elsewhere.add(key);
    }
  }

  async #take(payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    const run = this.#runs.get(keyOf(topic, partition));
    if (!run || !payload.isRunning() || payload.isStale() || this.#queue.closed) return;
    this.#busy += 1;
    // Waiting for the writer must not look like a dead member to the group.
    const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), 3_000);
    try {
      await this.#takeInto(run, payload);
    } finally {
      clearInterval(beat);
      this.#busy -= 1;
      this.#emptyFetches = 0;
      this.#progressAt = performance.now();
    }
    if (this.#allFinished()) this.#queue.close();
  }

  async #takeInto(run: PartitionRun, payload: EachBatchPayload): Promise<void> {
    const { messages, topic, partition } = payload.batch;
    const last = payload.batch.lastOffset();
    if (run.contradicts(messages)) {
      this.recreated.add(partitionKey(topic, partition, run.plan.epoch));
      this.#queue.close();
      return;
    }
    run.take(messages, Number(last));
    payload.resolveOffset(last);
    if (run.isFull) await this.#queue.push(run.flush());
    await this.#relieve();
  }

  /** Passes on the largest run while all of them together hold too much. */
  async #relieve(): Promise<void> {
    for (;;) {
      const runs = [...this.#runs.values()].sort((a, b) => b.bytes - a.bytes);
      const held = runs.reduce((sum, { bytes }) => sum + bytes, 0);
      const [largest] = runs;
      if (held < heldBytes || largest === undefined) return;
      await this.#queue.push(largest.flush());
    }
  }

  #allFinished(): boolean {
    return [...this.#runs].every(([key, run]) => run.finished || this.#elsewhere.has(key));
  }

  #watch(): void {
    if (performance.now() > this.#deadline) {
      this.#late = true;
      this.#queue.close();
    }
    const idle =
      this.#busy === 0 &&
      this.#emptyFetches >= idleFetches &&
      performance.now() - this.#progressAt > idleMs;
    if (idle || this.#allFinished()) this.#queue.close();
  }
}

function keyOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}
