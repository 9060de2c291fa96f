/** What becomes of fetched messages until they are a batch. */
import type { KafkaMessage } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import {
  type BatchChange,
  batchOf,
  bodyOf,
  changedBatch,
  recordsOf as writtenRecords,
} from '../../testing/record-batch.testing.ts';
import { unpack } from '../packed.ts';
import type { Batch } from '../source.ts';
import { messageOfBatch } from './fetched-batch.ts';
import { PartitionRun } from './partition-run.ts';
import { type PartitionPlan, planPartition } from './plan.ts';
import { readHeader } from './record-batch.ts';

const offsets = { partition: 3, low: 0, end: 1_000_000, from: 0 };

function runOf(changes: Partial<PartitionPlan> = {}): PartitionRun {
  const plan = { ...planPartition(offsets, undefined, false), ...changes };
  return new PartitionRun('checks', 'kafka:c/checks', plan);
}

function messageOf(offset: number, value: string | Buffer | null, changes = {}): KafkaMessage {
  return {
    key: null,
    value: typeof value === 'string' ? Buffer.from(value) : value,
    timestamp: '1000',
    attributes: 0,
    offset: String(offset),
    headers: {},
    ...changes,
  };
}

/** A message that stands for a batch. */
function batchMessage(
  baseOffset: number,
  values: readonly (string | null)[],
  change: BatchChange = {},
): KafkaMessage {
  const batch = changedBatch(batchOf(baseOffset, 0, values.length, writtenRecords(values)), change);
  const header = readHeader(batch);
  if (header === null) throw new Error('no batch');
  return { ...messageOf(0, null), ...messageOfBatch(header, bodyOf(batch)) };
}

/** As codecs.ts delivers a record of a batch that cannot be decoded. */
const lost = Buffer.concat([
  Buffer.from('\xff\x00plumbline lost record\xff', 'latin1'),
  Buffer.from('lost with its batch'),
]);

const messages = (count: number, text: string) =>
  Array.from({ length: count }, (_, offset) => messageOf(offset, text));

const recordsOf = ({ records }: Batch) => ('bytes' in records ? [...unpack(records)] : records);

describe('PartitionRun', () => {
  it('takes what lies between its position and the planned end', () => {
    const run = runOf({ start: 5, end: 7 });
    run.take([messageOf(4, '{'), messageOf(5, '{}'), messageOf(6, null), messageOf(7, '{')], 7);
    expect([run.isEmpty, run.finished]).toEqual([false, true]);
    const batch = run.flush();
    expect([batch.start, batch.end]).toEqual([5, 7]);
    expect(recordsOf(batch)).toMatchObject([
      { offset: 5, text: '{}' },
      { offset: 6, text: null },
    ]);
  });

  it('moves past what is no record', () => {
    const run = runOf();
    run.take([messageOf(0, '{')], 3);
    expect(run.flush()).toMatchObject({ start: 0, end: 4 });
    expect(run.isEmpty).toBe(true);
  });

  it('marks the last record taken, although it went with an earlier batch', () => {
    const run = runOf();
    run.take([messageOf(0, 'a'), messageOf(1, 'b')], 1);
    const { lastRecord } = run.flush();
    run.take([], 2);
    expect(run.flush()).toMatchObject({ start: 2, end: 3, lastRecord });
    const again = runOf({ start: 3, lastRecord: lastRecord ?? null });
    expect(again.seekFrom).toBe(1);
    expect(again.contradicts([messageOf(1, 'b')])).toBe(false);
    expect(again.contradicts([messageOf(1, 'x')])).toBe(true);
  });

  it('neither marks a lost record nor compares it, and keeps its reason', () => {
    const run = runOf();
    run.take([messageOf(0, '{}'), messageOf(1, lost)], 1);
    const batch = run.flush();
    expect(batch.lastRecord).toMatch(/^0:/);
    expect(recordsOf(batch)).toEqual([
      { offset: 0, text: '{}' },
      { offset: 1, text: null, fault: 'lost with its batch' },
    ]);
    const again = runOf({ start: 2, lastRecord: batch.lastRecord ?? null });
    expect(again.contradicts([messageOf(0, lost)])).toBe(false);
  });

  it('believes the broker about when a record arrived, and no producer', () => {
    const run = runOf();
    // Before Kafka 0.11 each message said it itself.
    run.take([messageOf(0, '{', { attributes: 8 }), messageOf(1, '{')], 1);
    run.take([batchMessage(2, ['{'], { appendedMs: 2000 }), batchMessage(3, ['{'])], 3);
    const received = recordsOf(run.flush()).map(({ receivedMs }) => receivedMs);
    expect(received).toEqual([1000, undefined, 2000, undefined]);
  });

  it('takes of a batch what lies within the plan', () => {
    const run = runOf({ start: 11, end: 13 });
    run.take([batchMessage(10, ['{0}', '{1}', null, '{3}'])], 13);
    expect(recordsOf(run.flush())).toMatchObject([
      { offset: 11, text: '{1}' },
      { offset: 12, text: null },
    ]);
  });

  it('finds the remembered record within a batch', () => {
    const run = runOf();
    run.take([batchMessage(0, ['{0}', '{1}'])], 1);
    const lastRecord = run.flush().lastRecord ?? null;
    const again = runOf({ start: 2, lastRecord });
    expect(again.contradicts([batchMessage(0, ['{0}', '{1}', '{2}'])])).toBe(false);
    expect(again.contradicts([batchMessage(0, ['{0}', '{x}', '{2}'])])).toBe(true);
    expect(again.contradicts([batchMessage(2, ['{1}'])])).toBe(false);
  });

  it('is full of many records, or of few large ones', () => {
    const [many, large] = [runOf(), runOf()];
    many.take(messages(32_767, 'a'), 32_766);
    expect(many.isFull).toBe(false);
    many.take([messageOf(32_767, 'a')], 32_767);
    expect(many.isFull).toBe(true);
    large.take(messages(32, 'x'.repeat(1024 * 1024)), 31);
    expect(large.isFull).toBe(true);
  });

  it('has a smaller first part in some partitions, so that not all come at once', () => {
    const run = runOf({ partition: 4 });
    run.take(messages(8_192, 'a'), 8_191);
    expect(run.isFull).toBe(true);
    run.flush();
    run.take([messageOf(8_192, 'a')], 8_192);
    expect(run.isFull).toBe(false);
    expect(run.bytes).toBe(33);
  });
});
