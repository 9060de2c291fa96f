/**
 * One membership in a consumer group: what its reader hands over becomes parts,
 * committed in that order. It ends when asked to, or fails when the broker is lost.
 */
import { commitBatches, commitDrained, type Writable } from '../drain/commit-batch.ts';
import { explainKafka, kafkaClient } from '../drain/kafka/client.ts';
import type { Assignment, Look } from '../drain/kafka/reader-options.ts';
import { reachBroker } from '../drain/kafka/reach.ts';
import type { KafkaSettings } from '../drain/kafka/settings.ts';
import { TopicReader } from '../drain/kafka/topic-reader.ts';
import { PartWriter } from '../drain/part-writer.ts';
import { PoisonGuard } from '../drain/poison-guard.ts';
import type { Batch, Reading } from '../drain/source.ts';
import { type LakeState, readLake } from '../lake/manifest.ts';
import type { FollowContext } from './context.ts';
import { DrainedMarks } from './drained-marks.ts';

/** The topics of one configured source. */
export interface FollowedTopics {
  readonly settings: KafkaSettings;
  readonly label: string;
  /** Names the source in the lake's record of completed drains. */
  readonly key: string;
  readonly reading: Reading;
  /** Its lowest partition decides who writes the page. */
  readonly decides: boolean;
}

/** Items being written and committed; more would only hold memory. */
const inFlight = 3;
/** A record that all was read is made at most this often. */
const drainedEveryMs = 15_000;

export class TopicSession {
  readonly #context: FollowContext;
  readonly #topics: FollowedTopics;
  readonly #reader: TopicReader;
  readonly #writer: PartWriter;
  readonly #guard: PoisonGuard;
  readonly #marks = new DrainedMarks();
  readonly #well: () => void;
  #state: LakeState;
  #tail: Promise<void> = Promise.resolve();
  #pending = 0;

  private constructor(
    context: FollowContext,
    topics: FollowedTopics,
    state: LakeState,
    well: () => void,
  ) {
    const { environment, settings, store } = context;
    const { config } = context.loaded;
    const components = new Map(config.components.map((component) => [component.id, component]));
    const { horizonMs } = config.site;
    this.#context = context;
    this.#topics = topics;
    this.#guard = new PoisonGuard(topics.label, topics.reading.maxMalformed);
    this.#state = state;
    this.#well = well;
    this.#writer = new PartWriter({ store, components, horizonMs }, environment.dataDir);
    this.#reader = new TopicReader(kafkaClient(topics.settings), topics.settings, {
      now: environment.now,
      rollMs: settings.rollMs,
      sessionMs: settings.sessionMs,
      positions: () => [...this.#state.cursors.values()],
      onLook: (look) => {
        this.#looked(look);
      },
      onAssigned: (assignment, names) => {
        this.#assigned(assignment, names);
      },
    });
  }

  /** Follows the topics until `signal`; `well` is told whenever the broker answered. */
  static async run(
    context: FollowContext,
    topics: FollowedTopics,
    signal: AbortSignal,
    well: () => void,
  ): Promise<void> {
    const session = new TopicSession(context, topics, await readLake(context.store), well);
    await session.#run(signal);
  }

  async #run(signal: AbortSignal): Promise<void> {
    await reachBroker(this.#topics.settings);
    const stop = () => void this.#reader.stop();
    signal.addEventListener('abort', stop, { once: true });
    this.#writer.warmUp();
    try {
      for await (const item of this.#reader.items()) {
        if (item.kind === 'batches') this.#write(item.batches);
        else {
          await this.#tail;
          this.#state = await readLake(this.#context.store);
          await this.#reader.plan([...this.#state.cursors.values()]);
        }
        if (this.#pending >= inFlight) await this.#tail;
      }
      await this.#tail;
    } catch (error) {
      throw explainKafka(error, this.#topics.settings);
    } finally {
      signal.removeEventListener('abort', stop);
      await this.#writer.close();
    }
  }

  /** Appends to what is done one after the other; a failure ends the session. */
  #then(work: () => Promise<void>): void {
    this.#pending += 1;
    this.#tail = this.#tail.then(work).finally(() => (this.#pending -= 1));
    this.#tail.catch((error: unknown) => {
      this.#reader.fail(error);
    });
  }

  #write(batches: readonly Batch[]): void {
    const { now } = this.#context.environment;
    const started = performance.now();
    const writing = Promise.all(
      batches.map(async (read) => {
        const batch = { ...read, reading: this.#topics.reading };
        return { batch, made: await this.#writer.write(batch, now()) };
      }),
    );
    // Its failure is met when its turn to be committed comes.
    writing.catch(() => undefined);
    this.#then(async () => {
      await this.#commit(await writing);
      this.#context.metrics.commitSeconds.observe((performance.now() - started) / 1000);
    });
  }

  async #commit(items: readonly Writable[]): Promise<void> {
    const { store, metrics, log, environment } = this.#context;
    for (const { made } of items) this.#guard.check(made);
    const { state, outcomes } = await commitBatches(store, this.#state, items);
    this.#state = state;
    items.forEach(({ made: { part, examples } }, index) => {
      if (outcomes[index] !== 'committed' || part.start === part.end) return;
      metrics.countRecords(this.#topics.label, part.ledger);
      metrics.parts.inc();
      for (const example of examples)
        log.warn('record set aside', { partition: part.partition, example });
    });
    metrics.lastCommit.set(environment.now() / 1000);
    metrics.lakeParts.set(state.parts.length);
    const stale = items.filter((_, index) => outcomes[index] === 'stale');
    if (stale.length === 0) return;
    metrics.stale.inc(stale.length);
    log.warn('another worker had moved the position; reading again from where it is', {
      partitions: stale.map(({ batch }) => batch.partition),
    });
    this.#reader.replan();
  }

  #assigned(assignment: Assignment, names: readonly string[]): void {
    const { log, metrics, ownership } = this.#context;
    const [lowest = ''] = names;
    if (this.#topics.decides) ownership.assigned(assignment[lowest]?.includes(0) ?? false);
    metrics.rebalances.inc();
    metrics.lag.reset();
    log.info('partitions assigned', { source: this.#topics.label, assignment });
  }

  #looked(look: Look): void {
    const { metrics, health, environment } = this.#context;
    for (const { topic, plan } of look.plans) {
      if (look.assignment[topic]?.includes(plan.partition))
        metrics.lag.set({ topic, partition: plan.partition }, Math.max(0, plan.end - plan.start));
    }
    this.#marks.add(look);
    health.worked(this.#topics.key, environment.now());
    this.#well();
    this.#then(() => this.#recordDrained());
  }

  /** The owner looks at all partitions: whoever read them, the lake's positions tell. */
  async #recordDrained(): Promise<void> {
    const { store, ownership, metrics } = this.#context;
    if (!(await ownership.isOwner())) return;
    this.#state = await readLake(store);
    const { key, label } = this.#topics;
    const at = this.#marks.reached(this.#state.cursors);
    const last = this.#state.drained.get(key);
    if (at !== null && (last === undefined || Math.abs(at - last) >= drainedEveryMs))
      this.#state = await commitDrained(store, this.#state, { [key]: at });
    const through = this.#state.drained.get(key);
    if (through !== undefined) metrics.dataThrough.set({ source: label }, through / 1000);
  }
}
