import type { KafkaMessage } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { unpack } from '../packed.ts';
import { PartitionRun } from './partition-run.ts';
import type { PartitionPlan } from './plan.ts';

function message(offset: number, value: Buffer | null): KafkaMessage {
  const at = { timestamp: '1700000000000', offset: String(offset) };
  return { ...at, key: null, value, attributes: 0, headers: {} };
}

/** As codecs.ts delivers a record of a batch that cannot be decoded. */
const lost = Buffer.concat([
  Buffer.from('\xff\x00plumbline lost record\xff', 'latin1'),
  Buffer.from('lost with its batch'),
]);

function runOf(change: Partial<PartitionPlan> = {}): PartitionRun {
  const from = { partition: 0, epoch: 1, start: 0, end: 100 };
  return new PartitionRun('t', 's', {
    ...from,
    gap: null,
    lastRecord: null,
    isNew: true,
    ...change,
  });
}

/** The mark of the last record of a run that has read one. */
function markOf(offset: number, value: Buffer): string {
  const run = runOf();
  run.take([message(offset, value)], offset);
  return run.flush().lastRecord ?? '';
}

describe('a lost record', () => {
  it('is not what a partition is remembered by', () => {
    const run = runOf();
    run.take([message(0, Buffer.from('{}')), message(1, lost), message(2, lost)], 2);
    expect(run.flush()).toMatchObject({
      start: 0,
      end: 3,
      lastRecord: markOf(0, Buffer.from('{}')),
    });
  });

  it('keeps its reason for the one who decodes', () => {
    const run = runOf();
    run.take([message(0, lost)], 0);
    const { records } = run.flush();
    expect('bytes' in records && [...unpack(records)]).toEqual([
      { offset: 0, text: null, fault: 'lost with its batch' },
    ]);
  });

  it('is told from another record at the same place, which is another log', () => {
    const run = runOf({ start: 8, lastRecord: markOf(7, Buffer.from('{}')) });
    expect(run.contradicts([message(7, Buffer.from('{}'))])).toBe(false);
    expect(run.contradicts([message(7, Buffer.from('[]'))])).toBe(true);
  });

  it('where one was that could be decoded is no other log', () => {
    const run = runOf({ start: 8, lastRecord: markOf(7, Buffer.from('{}')) });
    expect(run.contradicts([message(7, lost)])).toBe(false);
  });
});
