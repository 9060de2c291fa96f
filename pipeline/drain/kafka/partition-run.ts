/** What was read of one partition since the last batch. */
import { createHash } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { pack, type PackableRecord } from '../packed.ts';
import type { Batch } from '../source.ts';
import { lostReason } from './lost-batch.ts';
import { offsetOf, type PartitionPlan } from './plan.ts';

/** Identifies a record, to notice that another log has taken the topic's name. */
function markOf(message: KafkaMessage): string {
  const hash = createHash('sha256')
    .update(message.timestamp)
    .update(message.value ?? '');
  return `${message.offset}:${hash.digest('hex')}`;
}

/** Producers with their own clock are not believed about when a record arrived. */
const logAppendTime = 0x08;

function receivedMs({ attributes, timestamp }: KafkaMessage): number | null {
  return (attributes & logAppendTime) === 0 ? null : Number(timestamp);
}

function recordOf(message: KafkaMessage): PackableRecord {
  return {
    offset: Number(message.offset),
    value: message.value,
    receivedMs: receivedMs(message),
  };
}

export class PartitionRun {
  readonly topic: string;
  readonly plan: PartitionPlan;
  readonly #stream: string;
  #start: number;
  #position: number;
  #records: PackableRecord[] = [];
  #bytes = 0;
  #last: KafkaMessage | undefined;
  #gap: PartitionPlan['gap'];

  constructor(topic: string, stream: string, plan: PartitionPlan) {
    this.topic = topic;
    this.plan = plan;
    this.#stream = stream;
    this.#start = plan.start;
    this.#position = plan.start;
    this.#gap = plan.gap;
  }

  /** Where to fetch from: the last record of before comes first, to be compared. */
  get seekFrom(): number {
    const { lastRecord, start } = this.plan;
    return lastRecord === null ? start : offsetOf(lastRecord);
  }

  /** Whether another log now stands under the topic's name. */
  contradicts(messages: readonly KafkaMessage[]): boolean {
    const { lastRecord } = this.plan;
    if (lastRecord === null) return false;
    const same = messages.find(({ offset }) => Number(offset) === offsetOf(lastRecord));
    if (same === undefined || lostReason(same.value) !== null) return false;
    return markOf(same) !== lastRecord;
  }

  get finished(): boolean {
    return this.#position >= this.plan.end;
  }

  /** First offset that was not taken yet. */
  get position(): number {
    return this.#position;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get records(): number {
    return this.#records.length;
  }

  get isEmpty(): boolean {
    return this.#position === this.#start;
  }

  /** Takes what lies within the plan; `last` is the last offset fetched, markers included. */
  take(messages: readonly KafkaMessage[], last: number): void {
    for (const message of messages) {
      const offset = Number(message.offset);
      // A fetch may begin before the position asked for, and end after what was stable at the start.
      if (offset < this.#position || offset >= this.plan.end) continue;
      const record = recordOf(message);
      this.#records.push(record);
      this.#bytes += (record.value?.length ?? 0) + 32;
      // A lost record tells nothing about the log: one day it may be decoded after all.
      if (lostReason(record.value) === null) this.#last = message;
      this.#position = offset + 1;
    }
    this.#position = Math.max(this.#position, Math.min(last + 1, this.plan.end));
  }

  flush(): Batch {
    const batch: Batch = {
      stream: this.#stream,
      epoch: this.plan.epoch,
      partition: this.plan.partition,
      start: this.#start,
      end: this.#position,
      records: pack(this.#records),
      prefixSha256: null,
      ...(this.#last === undefined ? {} : { lastRecord: markOf(this.#last) }),
      ...(this.#gap === null ? {} : { gap: this.#gap }),
    };
    this.#records = [];
    this.#bytes = 0;
    this.#start = this.#position;
    this.#gap = null;
    return batch;
  }
}
