/** What was read of one partition since the last batch. */
import { createHash } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { Packer } from '../packed.ts';
import type { Batch } from '../source.ts';
import { firstOffsetOf, visitMessages } from './fetched-batch.ts';
import { lostReason } from './lost-batch.ts';
import { offsetOf, type PartitionPlan } from './plan.ts';

/** Identifies a record, to notice that another log has taken the topic's name. */
function markOf(offset: number, value: Uint8Array | null, timeMs: number): string {
  const hash = createHash('sha256')
    .update(String(timeMs))
    .update(value ?? '');
  return `${offset}:${hash.digest('hex')}`;
}

/** A part is written at whichever comes first. */
const partRecords = 32_768;
const partBytes = 16 * 1024 * 1024;
/**
 * Partitions fill at the same pace. Their first parts are a quarter to a whole of the usual
 * size, so that they do not come all at once, after a long time of none.
 */
const steps = 4;

export class PartitionRun {
  readonly topic: string;
  readonly plan: PartitionPlan;
  readonly #stream: string;
  #start: number;
  #position: number;
  readonly #packer = new Packer();
  #share: number;
  #lastRecord: string | undefined;
  #gap: PartitionPlan['gap'];

  constructor(topic: string, stream: string, plan: PartitionPlan) {
    this.topic = topic;
    this.plan = plan;
    this.#stream = stream;
    this.#start = plan.start;
    this.#position = plan.start;
    this.#gap = plan.gap;
    this.#share = ((plan.partition % steps) + 1) / steps;
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
    const remembered = offsetOf(lastRecord);
    if (messages.every((message) => Number(message.offset) < remembered)) return false;
    if (messages[0] === undefined || firstOffsetOf(messages[0]) > remembered) return false;
    let contradicts = false;
    visitMessages(messages, (offset, value, timeMs) => {
      if (offset !== remembered || lostReason(value) !== null) return;
      contradicts = markOf(offset, value, timeMs) !== lastRecord;
    });
    return contradicts;
  }

  get finished(): boolean {
    return this.#position >= this.plan.end;
  }

  /** First offset that was not taken yet. */
  get position(): number {
    return this.#position;
  }

  /** Bytes held, with what a record costs beside its value. */
  get bytes(): number {
    return this.#packer.bytes + this.#packer.records * 32;
  }

  /** Enough for a part. */
  get isFull(): boolean {
    const { records } = this.#packer;
    return records >= partRecords * this.#share || this.bytes >= partBytes * this.#share;
  }

  get isEmpty(): boolean {
    return this.#position === this.#start;
  }

  /** Takes what lies within the plan; `last` is the last offset fetched, markers included. */
  take(messages: readonly KafkaMessage[], last: number): void {
    let mark: readonly [number, Uint8Array | null, number] | undefined;
    visitMessages(messages, (offset, value, timeMs, appended) => {
      // A fetch may begin before the position asked for, and end after what was stable at the start.
      if (offset < this.#position || offset >= this.plan.end) return;
      // Producers with their own clock are not believed about when a record arrived.
      this.#packer.add(offset, value, appended ? timeMs : NaN);
      this.#position = offset + 1;
      // A lost record tells nothing about the log: one day it may be decoded after all.
      if (lostReason(value) === null) mark = [offset, value, timeMs];
    });
    // Kept as text: the value itself would keep all that was fetched with it.
    if (mark !== undefined) this.#lastRecord = markOf(...mark);
    this.#position = Math.max(this.#position, Math.min(last + 1, this.plan.end));
  }

  flush(): Batch {
    const batch: Batch = {
      stream: this.#stream,
      epoch: this.plan.epoch,
      partition: this.plan.partition,
      start: this.#start,
      end: this.#position,
      records: this.#packer.take(),
      prefixSha256: null,
      ...(this.#lastRecord === undefined ? {} : { lastRecord: this.#lastRecord }),
      ...(this.#gap === null ? {} : { gap: this.#gap }),
    };
    this.#start = this.#position;
    this.#gap = null;
    this.#share = 1;
    return batch;
  }
}
