/**
 * Reads topics without an end, as a member of a consumer group. What was read is
 * handed over every few seconds; positions come from the lake at every change of
 * the group, as another worker may have moved them.
 */
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Batch, Positions } from '../source.ts';
import { BatchQueue } from './batch-queue.ts';
import { consumerConfig, passOn, runOptions, whileBeating } from './consuming.ts';
import { firstOffsetOf } from './fetched-batch.ts';
import { HeldRuns } from './held-runs.ts';
import { Lookout } from './lookout.ts';
import type { PartitionRun } from './partition-run.ts';
import type { Assignment, ReaderItem, ReaderOptions } from './reader-options.ts';
import type { KafkaSettings } from './settings.ts';
import { partitionKey, type TopicPlan } from './topic-plans.ts';

const topicsEveryMs = 30_000;
/** Added partitions are noticed within two parts, and within these bounds. */
const metadataMs = { least: 2_000, most: 10_000 };

export class TopicReader {
  readonly #options: ReaderOptions;
  readonly #lookout: Lookout;
  readonly #consumer: Consumer;
  readonly #queue = new BatchQueue<ReaderItem>(2);
  readonly #recreated = new Set<string>();
  readonly #held = new HeldRuns();
  #assignment: Assignment = {};
  /** Moves on whenever what is held is forgotten. */
  #generation = 0;
  #asked = false;
  #planned = Promise.withResolvers<undefined>();
  #topicsAt = performance.now();
  #rolling: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(kafka: Kafka, settings: KafkaSettings, options: ReaderOptions) {
    this.#options = options;
    this.#lookout = new Lookout(kafka, settings, options.now);
    this.#consumer = kafka.consumer({
      ...consumerConfig(settings.groupId, options.sessionMs),
      metadataMaxAge: Math.min(metadataMs.most, Math.max(metadataMs.least, 2 * options.rollMs)),
    });
  }

  /** Items until {@link stop}; fails when the broker is lost. */
  async *items(): AsyncGenerator<ReaderItem> {
    const timer = setInterval(() => void this.#rollNow(), this.#options.rollMs);
    try {
      await this.#join();
      yield* this.#queue;
    } finally {
      clearInterval(timer);
      this.#queue.close();
      this.#planned.resolve(undefined);
      await this.#rolling;
      // A broker that is gone cannot be taken leave of.
      await this.#consumer.disconnect().catch(() => undefined);
      await this.#lookout.close().catch(() => undefined);
    }
  }

  async #join(): Promise<void> {
    const { GROUP_JOIN, CRASH, END_BATCH_PROCESS } = this.#consumer.events;
    await this.#lookout.open();
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      this.#assignment = payload.memberAssignment;
      this.#options.onAssigned(payload.memberAssignment, this.#lookout.topics);
      this.replan();
    });
    this.#consumer.on(CRASH, ({ payload }) => {
      if (!payload.restart) this.fail(payload.error);
    });
    // Of markers and aborted records alone kafkajs tells nobody else.
    this.#consumer.on(END_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) this.#held.skip(payload);
    });
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...this.#lookout.topics], fromBeginning: true });
    await this.#consumer.run({ ...runOptions, eachBatch: (payload) => this.#take(payload) });
  }

  /** Forgets what was read but not handed over; reading goes on from the lake's positions. */
  replan(): void {
    this.#generation += 1;
    this.#held.clear();
    if (this.#asked) return;
    this.#planned = Promise.withResolvers();
    this.#asked = true;
    void this.#queue.push({ kind: 'plan' });
  }

  /** Answers an item of the kind `plan`. */
  async plan(positions: Positions): Promise<void> {
    this.#asked = false;
    const planned = this.#planned;
    const generation = this.#generation;
    try {
      if (this.#stopping) return;
      const plans = await this.#lookout.plans(positions, this.#recreated);
      // Where not, a newer question follows.
      if (generation === this.#generation) this.#begin(plans);
    } finally {
      // Who waits looks at the generation.
      planned.resolve(undefined);
    }
  }

  #begin(plans: readonly TopicPlan[]): void {
    const fresh: Batch[] = [];
    for (const each of plans) {
      const { topic, plan } = each;
      if (!this.#assignment[topic]?.includes(plan.partition)) continue;
      const run = this.#held.begin(each);
      const offset = String(run.seekFrom);
      this.#consumer.seek({ topic, partition: plan.partition, offset });
      // Where reading begins, and what was lost, is remembered although there is nothing to read.
      if (plan.isNew || plan.gap !== null) fresh.push(run.flush());
    }
    if (fresh.length > 0) void this.#queue.push({ kind: 'batches', batches: fresh });
  }

  /** Ends with an error, after what was handed over. */
  fail(error: unknown): void {
    this.#queue.close(error instanceof Error ? error : new Error(String(error)));
    // Whoever waits is let go.
    this.replan();
  }

  /** Hands over what was read and ends. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#rolling;
    void this.#handOver();
    this.#queue.close();
    this.#planned.resolve(undefined);
  }

  async #take(payload: EachBatchPayload): Promise<void> {
    const generation = this.#generation;
    await whileBeating(payload, async () => {
      await this.#planned.promise;
      const over = this.#stopping || this.#queue.closed || !payload.isRunning();
      // What was fetched before the positions were read is fetched again.
      if (over || payload.isStale() || generation !== this.#generation) return;
      const run = this.#held.get(payload.batch.topic, payload.batch.partition);
      if (run) await this.#takeInto(run, payload);
    });
  }

  async #takeInto(run: PartitionRun, payload: EachBatchPayload): Promise<void> {
    const { messages, topic, partition } = payload.batch;
    const last = payload.batch.lastOffset();
    const first = messages[0] ? firstOffsetOf(messages[0]) : Number(last);
    const contradicts = run.contradicts(messages);
    if (contradicts) this.#recreated.add(partitionKey(topic, partition, run.plan.epoch));
    // Sent back to the start: the log has become another one.
    if (contradicts || Number(messages[0]?.offset ?? last) < run.seekFrom) {
      this.replan();
      return;
    }
    this.#held.take(run, messages, first, Number(last));
    payload.resolveOffset(last);
    await passOn(
      run,
      () => this.#held.all(),
      // Holes have to be explained first.
      (full) =>
        this.#held.hasHoles
          ? this.#rollNow()
          : this.#queue.push({ kind: 'batches', batches: [full.flush()] }),
    );
  }

  #rollNow(): Promise<void> {
    this.#rolling = this.#rolling
      .then(() => this.#roll())
      .catch((error: unknown) => {
        this.fail(error);
      });
    return this.#rolling;
  }

  /** Looks how far the end is, and hands over what was read. */
  async #roll(): Promise<void> {
    if (this.#stopping || this.#queue.closed || this.#asked) return;
    const generation = this.#generation;
    const at = this.#options.now();
    if (performance.now() - this.#topicsAt > topicsEveryMs) {
      this.#topicsAt = performance.now();
      if (await this.#lookout.topicsChanged()) throw new Error('the topics have changed');
    }
    const plans = await this.#lookout.plans(this.#options.positions(), this.#recreated);
    if (generation !== this.#generation) return;
    this.#options.onLook({ at, plans, assignment: this.#assignment });
    if (this.#held.lostIn(plans)) this.replan();
    else await this.#handOver();
  }

  async #handOver(): Promise<void> {
    const batches = this.#held.flush();
    if (batches.length > 0) await this.#queue.push({ kind: 'batches', batches });
  }
}
