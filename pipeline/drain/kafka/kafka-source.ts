/**
 * Topics of a Kafka-compatible broker. One drain reads each assigned partition
 * from our position to the last stable offset seen at its start, then stops.
 * The broker's committed offsets are never used: positions live in the lake.
 */
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs';
import {
  type Batch,
  plainReading,
  type Positions,
  type Reading,
  type Source,
  type SourceEnd,
} from '../source.ts';
import { BatchQueue } from './batch-queue.ts';
import { explainKafka, kafkaClient } from './client.ts';
import { consumerConfig, passOn, runKey, runOptions, whileBeating } from './consuming.ts';
import { PartitionRun } from './partition-run.ts';
import { reachBroker } from './reach.ts';
import type { KafkaSettings } from './settings.ts';
import { partitionKey, planTopics, topicNames } from './topic-plans.ts';

/** A broker that sends nothing for so long is not waited for; what is unread is left to the next run. */
const silenceMs = 30_000;
/** A run that was killed keeps the next one of its group waiting this long. */
const sessionMs = 15_000;

export class KafkaSource implements Source {
  readonly label: string;
  readonly key: string;
  readonly packed = true;
  readonly reading: Reading;
  readonly #settings: KafkaSettings;
  readonly #now: () => number;
  /** Partitions of epochs that are over: another log has taken their name. */
  readonly #recreated = new Set<string>();
  #end: SourceEnd = { complete: false, note: null };

  constructor(settings: KafkaSettings, now: () => number, reading: Reading = plainReading) {
    this.reading = reading;
    this.#settings = settings;
    this.#now = now;
    const [brokers, topics] = [settings.brokers, settings.topics].map((names) =>
      [...names].sort().join(','),
    );
    this.label = `kafka ${settings.topics.join(', ')}`;
    // Another cluster may well have topics of the same names.
    this.key = `kafka:${brokers}/${topics}`;
  }

  get end(): SourceEnd {
    return this.#end;
  }

  async *read(positions: Positions): AsyncGenerator<Batch> {
    this.#end = { complete: false, note: null };
    await reachBroker(this.#settings);
    const kafka = kafkaClient(this.#settings);
    const admin = kafka.admin();
    try {
      await admin.connect();
      const runs = await this.#plan(admin, positions);
      const open = runs.filter((run) => !run.finished);
      // Where reading begins, and what was lost, is remembered although there is nothing to read.
      for (const run of runs)
        if (run.finished && (run.plan.isNew || run.plan.gap)) yield run.flush();
      if (open.length === 0) {
        this.#end = { complete: true, note: null };
        return;
      }
      const consumer = kafka.consumer(consumerConfig(this.#settings.groupId, sessionMs));
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

  async #plan(admin: Admin, positions: Positions): Promise<PartitionRun[]> {
    const topics = await topicNames(admin, this.#settings);
    const recreated = this.#recreated;
    const plans = await planTopics(
      admin,
      this.#settings,
      topics,
      positions,
      recreated,
      this.#now(),
    );
    return plans.map(({ topic, stream, plan }) => new PartitionRun(topic, stream, plan));
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
  #busy = 0;
  #late = false;
  #silent = false;

  constructor(consumer: Consumer, runs: readonly PartitionRun[], timeLimitMs: number) {
    this.#consumer = consumer;
    this.#runs = new Map(runs.map((run) => [runKey(run.topic, run.plan.partition), run]));
    this.#deadline = performance.now() + timeLimitMs;
  }

  async *run(): AsyncGenerator<Batch> {
    const { GROUP_JOIN, END_BATCH_PROCESS, CRASH } = this.#consumer.events;
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      this.#joined(payload.memberAssignment);
    });
    // Of transaction markers and aborted records alone kafkajs tells nobody else.
    this.#consumer.on(END_BATCH_PROCESS, ({ payload }) => {
      const run = this.#runs.get(runKey(payload.topic, payload.partition));
      if (payload.batchSize === 0) run?.take([], Number(payload.lastOffset));
    });
    this.#consumer.on(CRASH, ({ payload }) => {
      if (!payload.restart) this.#queue.close(payload.error);
    });
    await this.#consumer.connect();
    const topics = [...new Set([...this.#runs.values()].map(({ topic }) => topic))];
    await this.#consumer.subscribe({ topics, fromBeginning: true });
    await this.#consumer.run({
      ...runOptions,
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
      // Whoever stopped reading early leaves callbacks behind that wait for room.
      this.#queue.close();
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
    if (this.#silent) {
      return {
        complete: false,
        note: `the broker sent nothing for ${silenceMs / 1000} s; the next run goes on from here`,
      };
    }
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
    const run = this.#runs.get(runKey(topic, partition));
    if (!run || !payload.isRunning() || payload.isStale() || this.#queue.closed) return;
    this.#busy += 1;
    try {
      await whileBeating(payload, () => this.#takeInto(run, payload));
    } finally {
      this.#busy -= 1;
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
    await passOn(
      run,
      () => this.#runs.values(),
      (full) => this.#queue.push(full.flush()),
    );
  }

  #allFinished(): boolean {
    return [...this.#runs].every(([key, run]) => run.finished || this.#elsewhere.has(key));
  }

  #watch(): void {
    if (performance.now() > this.#deadline) {
      this.#late = true;
      this.#queue.close();
    }
    const waited = performance.now() - this.#progressAt;
    if (this.#busy === 0 && waited > silenceMs && !this.#allFinished()) this.#silent = true;
    if (this.#silent || this.#allFinished()) this.#queue.close();
  }
}
