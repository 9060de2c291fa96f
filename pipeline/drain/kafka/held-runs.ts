/** What was read of the partitions that are ours and not yet handed over. */
import type { KafkaMessage } from 'kafkajs';
import type { Batch } from '../source.ts';
import { runKey } from './consuming.ts';
import { PartitionRun } from './partition-run.ts';
import type { TopicPlan } from './topic-plans.ts';

interface Skipped {
  readonly topic: string;
  readonly partition: number;
  readonly firstOffset: string | null;
  readonly lastOffset: string;
}

export class HeldRuns {
  readonly #runs = new Map<string, PartitionRun>();
  /** Where the first offset missing from a run is: markers leave such holes, so does retention. */
  readonly #holes = new Map<string, number>();

  clear(): void {
    this.#runs.clear();
    this.#holes.clear();
  }

  /** Begins a run without an end. */
  begin({ topic, stream, plan }: TopicPlan): PartitionRun {
    const run = new PartitionRun(topic, stream, { ...plan, end: Infinity });
    this.#runs.set(runKey(topic, plan.partition), run);
    return run;
  }

  get(topic: string, partition: number): PartitionRun | undefined {
    return this.#runs.get(runKey(topic, partition));
  }

  all(): Iterable<PartitionRun> {
    return this.#runs.values();
  }

  /** Takes what was fetched from `first` to `last`, both included. */
  take(run: PartitionRun, messages: readonly KafkaMessage[], first: number, last: number): void {
    const key = runKey(run.topic, run.plan.partition);
    if (first > run.position && !this.#holes.has(key)) this.#holes.set(key, run.position);
    run.take(messages, last);
  }

  /** Passes over what holds no record for us: markers, aborted records. */
  skip(fetched: Skipped): void {
    const run = this.get(fetched.topic, fetched.partition);
    const last = Number(fetched.lastOffset);
    if (run) this.take(run, [], Number(fetched.firstOffset ?? last), last);
  }

  /** Whether something read since the last hand-over follows a hole. */
  get hasHoles(): boolean {
    return this.#holes.size > 0;
  }

  /** Whether retention made one of the holes: the log now begins after it. */
  lostIn(plans: readonly TopicPlan[]): boolean {
    return plans.some(({ topic, plan }) => {
      const hole = this.#holes.get(runKey(topic, plan.partition));
      return hole !== undefined && plan.start > hole;
    });
  }

  /** Everything held, a batch for each partition that has something. */
  flush(): Batch[] {
    this.#holes.clear();
    return [...this.#runs.values()].filter((run) => !run.isEmpty).map((run) => run.flush());
  }
}
