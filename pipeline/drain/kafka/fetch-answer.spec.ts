import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  batchesOf,
  batchOf,
  bodyOf,
  changedBatch,
  recordsOf,
} from '../../testing/record-batch.testing.ts';
import { lookThrough } from './fetch-answer.ts';
import { areWhole, headerBefore } from './record-batch.ts';

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** An answer to Fetch: for each topic the records of its partitions. */
function answerOf(topics: readonly (readonly Buffer[])[], aborted = 0): Buffer {
  const partition = (records: Buffer, index: number) => [
    int32(index),
    // An error and three offsets.
    Buffer.alloc(26),
    int32(aborted),
    Buffer.alloc(Math.max(aborted, 0) * 16),
    // The preferred replica.
    int32(-1),
    int32(records.length),
    records,
  ];
  const topic = (partitions: readonly Buffer[]) => [
    int16(2),
    Buffer.from('ab'),
    int32(partitions.length),
    ...partitions.flatMap(partition),
  ];
  return Buffer.concat([Buffer.alloc(10), int32(topics.length), ...topics.flatMap(topic)]);
}

const records = recordsOf(['one', 'two', 'three']);
const whole = batchOf(10, 0, 3, records);
const squeezed = batchOf(13, 1, 3, gzipSync(records));
const empty = changedBatch(batchOf(16, 0, 4, Buffer.alloc(0)), { count: 0 });
const broken = batchOf(20, 0, 3, records.subarray(0, -2));

describe('lookThrough', () => {
  it('leaves an answer without faults as it is', () => {
    const answer = answerOf([[Buffer.concat([whole, squeezed]), Buffer.alloc(0)], [whole]], 2);
    expect(lookThrough(answer)).toEqual({ answer, emptyEnds: [null, null, null] });
    expect(lookThrough(answer).answer).toBe(answer);
  });

  it('tells where records end in a batch without any', () => {
    const cut = Buffer.concat([whole, empty, squeezed.subarray(0, -1)]);
    const answer = answerOf([[Buffer.concat([empty, whole]), cut], [empty]], -1);
    expect(lookThrough(answer).emptyEnds).toEqual([null, 19, 19]);
  });

  it('makes lost records of an uncompressed batch that is not whole', () => {
    const answer = answerOf([
      [whole, Buffer.concat([whole, broken, squeezed])],
      [broken, whole],
    ]);
    const { answer: mended, emptyEnds } = lookThrough(answer);
    expect(emptyEnds).toEqual([null, null, null, null]);
    // Where it stands in what an answer without faults would be.
    const lost = batchesOf(lookThrough(answerOf([[broken]])).answer.subarray(-lostBytes()));
    expect(lost).toHaveLength(1);
    const [batch = Buffer.alloc(0)] = lost;
    const header = headerBefore(bodyOf(batch));
    expect(header).toMatchObject({ baseOffset: 20, lastOffsetDelta: 2, count: 3, codec: 0 });
    expect(header && areWhole(bodyOf(batch), header)).toBe(true);
    expect(bodyOf(batch).toString('latin1')).toContain(
      'lost with its batch (offsets 20 to 22, 3 records)',
    );
    expect(mended).toEqual(
      answerOf([
        [whole, Buffer.concat([whole, batch, squeezed])],
        [batch, whole],
      ]),
    );
  });

  it.each([
    ['a length below zero', (batch: Buffer) => batch.writeInt32BE(-62, 8)],
    ['an old format', (batch: Buffer) => batch.writeInt8(1, 16)],
  ])('stops looking at %s', (_name, change) => {
    const odd = Buffer.from(broken);
    change(odd);
    const answer = answerOf([[odd]]);
    expect(lookThrough(answer)).toEqual({ answer, emptyEnds: [null] });
  });

  it('takes a count below zero for none', () => {
    const odd = changedBatch(batchOf(5, 0, 2, Buffer.alloc(0)), { count: -7 });
    const { answer, emptyEnds } = lookThrough(answerOf([[odd]]));
    expect(emptyEnds).toEqual([6]);
    expect(answer.readInt32BE(answer.length - 4)).toBe(0);
  });
});

/** Bytes of the broken batch once mended: what its answer has more than one without records. */
function lostBytes(): number {
  return lookThrough(answerOf([[broken]])).answer.length - answerOf([[Buffer.alloc(0)]]).length;
}
