import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchOf, bodyOf, changedBatch, recordsOf } from '../../testing/record-batch.testing.ts';
import { areWhole, readHeader, visitRecords } from './record-batch.ts';

type Visited = readonly [offset: number, text: string | null, timeMs: number];

function visited(batch: Buffer): Visited[] {
  const header = readHeader(batch);
  if (header === null) throw new Error('no batch');
  expect(areWhole(bodyOf(batch), header)).toBe(true);
  const found: Visited[] = [];
  visitRecords(bodyOf(batch), header, (offset, value, timeMs) => {
    found.push([offset, value === null ? null : Buffer.from(value).toString(), timeMs]);
  });
  return found;
}

const baseMs = 1_700_000_000_000;

function stamped(batch: Buffer): Buffer {
  const later = Buffer.from(batch);
  later.writeBigInt64BE(BigInt(baseMs), 27);
  return later;
}

it('visits what was written', () => {
  const field = fc.record({
    value: fc.option(fc.string({ maxLength: 300 })),
    timeDelta: fc.maxSafeInteger().map((delta) => delta % 1e15),
    key: fc.string(),
    headers: fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
  });
  fc.assert(
    fc.property(fc.array(field, { minLength: 1 }), fc.nat(1e12), (fields, baseOffset) => {
      const values = fields.map(({ value }) => value);
      const body = recordsOf(values, (at) => fields[at] ?? {});
      expect(visited(stamped(batchOf(baseOffset, 0, values.length, body)))).toEqual(
        fields.map(({ value, timeDelta }, at) => [baseOffset + at, value, baseMs + timeDelta]),
      );
    }),
  );
});

it('takes the time of the broker for all where it stamped them', () => {
  const body = recordsOf(['a', null], (at) => ({ timeDelta: at }));
  expect(visited(changedBatch(batchOf(5, 0, 2, body), { appendedMs: baseMs }))).toEqual([
    [5, 'a', baseMs],
    [6, null, baseMs],
  ]);
});
