import { describe, expect, it } from 'vitest';
import { answerOf } from '../../testing/fetch-answer.testing.ts';
import {
  batchOf,
  bodyOf,
  changedBatch,
  markerOf,
  recordsOf,
} from '../../testing/record-batch.testing.ts';
import { type FoundBatch, lookThrough } from './fetch-answer.ts';

const records = recordsOf(['one', 'two', 'three']);
const whole = batchOf(10, 0, 3, records);
const squeezed = batchOf(13, 1, 3, Buffer.from('gzip'));
const empty = changedBatch(batchOf(16, 0, 4, Buffer.alloc(0)), { count: 0 });
const nothing = { records: Buffer.alloc(0) };

const joined = (...batches: readonly Buffer[]) => ({ records: Buffer.concat(batches) });

/** Base offsets of batches; those without records for us below zero. */
const offsetsOf = (batches: readonly FoundBatch[] | null | undefined) =>
  batches?.map(({ header, body }) => (body === null ? -header.baseOffset : header.baseOffset));

describe('lookThrough', () => {
  it('takes the batches of every partition out of an answer', () => {
    const { bare, batches } = lookThrough(
      answerOf([[joined(whole, squeezed), nothing], [joined(whole)]]),
    );
    expect(batches.map(offsetsOf)).toEqual([[10, 13], [], [10]]);
    expect(batches[0]?.map(({ body }) => body)).toEqual([bodyOf(whole), bodyOf(squeezed)]);
    const bareOf = { ...nothing, aborted: [] };
    expect(bare).toEqual(answerOf([[bareOf, bareOf], [bareOf]]));
  });

  it('tells what is empty and leaves out what is cut off', () => {
    const cut = joined(whole, empty, squeezed.subarray(0, -1));
    const { batches } = lookThrough(answerOf([[joined(empty, whole), cut]]));
    expect(batches.map(offsetsOf)).toEqual([
      [-16, 10],
      [10, -16],
    ]);
  });

  it('takes a count below zero for none', () => {
    const odd = changedBatch(batchOf(5, 0, 2, Buffer.alloc(0)), { count: -7 });
    expect(lookThrough(answerOf([[joined(odd)]])).batches.map(offsetsOf)).toEqual([[-5]]);
  });

  it('stops looking at a length below zero', () => {
    const odd = Buffer.from(whole);
    odd.writeInt32BE(-62, 8);
    expect(lookThrough(answerOf([[joined(odd, whole)]])).batches).toEqual([[]]);
  });

  it('leaves records of an old format where they are', () => {
    const old = Buffer.from(whole);
    old.writeInt8(1, 16);
    const found = lookThrough(answerOf([[joined(old), joined(whole)]]));
    expect(found.batches.map(offsetsOf)).toEqual([undefined, [10]]);
    expect(found.bare).toEqual(answerOf([[joined(old), { ...nothing, aborted: [] }]]));
  });
});

describe('transactions', () => {
  const of = (baseOffset: number, producerId: number) =>
    changedBatch(batchOf(baseOffset, 0, 1, recordsOf(['x'])), {
      transaction: { producerId, isMarker: false },
    });
  const found = (aborted: readonly (readonly [number, number])[], ...batches: Buffer[]) => {
    const transactions = aborted.map(([producerId, firstOffset]) => ({ producerId, firstOffset }));
    const partition = { ...joined(...batches), aborted: transactions };
    return offsetsOf(lookThrough(answerOf([[partition]])).batches[0]);
  };

  it('that were given up hold nothing for us, until their marker', () => {
    const log = [of(1, 7), of(2, 8), markerOf(3, 7, true), of(4, 7), markerOf(5, 7, false)];
    expect(found([[7, 1]], ...log)).toEqual([-1, 2, -3, 4, -5]);
  });

  it('of several producers may have begun before what was fetched', () => {
    const log = [of(5, 9), of(6, 7), of(7, 8), markerOf(8, 8, true), of(9, 8)];
    const begun: [number, number][] = [
      [9, 3],
      [8, 2],
      [7, 1],
    ];
    expect(found(begun, ...log)).toEqual([-5, -6, -7, -8, 9]);
  });

  it('do not take along what is in none', () => {
    const plain = changedBatch(batchOf(2, 0, 1, recordsOf(['x'])), {});
    expect(found([[0, 1]], of(1, 0), plain, of(3, 0))).toEqual([-1, 2, -3]);
  });
});
