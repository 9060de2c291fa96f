/**
 * Records of a batch that cannot be decoded. The client would fail on such a batch for
 * ever; instead each of its records is delivered with a value that says it is lost, at
 * its own offset, so that it is kept aside like every other record that cannot be read.
 */
import { Problem } from '../../problem.ts';
import type { BatchHeader } from './record-batch.ts';

/** Neither UTF-8 nor Protocol Buffers. What begins like this is no event, whoever wrote it. */
const mark = Buffer.from('\xff\x00plumbline lost record\xff', 'latin1');

/** No batch holds as many; a header that says so would only cost memory. */
const mostRecords = 1_000_000;

/** A batch that can be neither decoded nor passed over. Trying again is of no use. */
class HopelessBatch extends Problem {
  readonly retriable = false;
}

/** Zigzag number of variable length, as records have them. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** One record without key and headers, stamped with the first time of its batch. */
function recordBytes(delta: number, value: Uint8Array): Buffer {
  const none = varint(-1);
  const start = Buffer.from([0, 0, ...varint(delta), ...none, ...varint(value.length)]);
  const length = varint(start.length + value.length + 1);
  return Buffer.concat([Buffer.from(length), start, value, Buffer.from([0])]);
}

/**
 * Uncompressed records in place of those that are lost: as many as the header tells of,
 * the last at its last offset. (Compaction may have left gaps before it; where they lie
 * nobody can say any more.)
 */
export function lostRecords(header: BatchHeader, fault: string): Buffer {
  const { baseOffset, lastOffsetDelta, count } = header;
  const last = Math.max(lastOffsetDelta, 0);
  const range = `offsets ${baseOffset} to ${baseOffset + last}, ${count} records`;
  if (count > mostRecords) {
    throw new HopelessBatch(
      `a batch that cannot be decoded (${range}: ${fault}) says it holds more than ${mostRecords} records; delete the topic's records up to offset ${baseOffset + last + 1} to go on`,
    );
  }
  const value = Buffer.concat([mark, Buffer.from(`lost with its batch (${range}): ${fault}`)]);
  const deltas = Array.from({ length: count }, (_, at) =>
    at === count - 1 ? last : Math.min(at, last),
  );
  return Buffer.concat(deltas.map((delta) => recordBytes(delta, value)));
}

/** Why a record is lost; null for every record that is not. */
export function lostReason(value: Uint8Array | null): string | null {
  if (value?.[0] !== mark[0] || value === null) return null;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length);
  if (!bytes.subarray(0, mark.length).equals(mark)) return null;
  return bytes.toString('utf8', mark.length);
}
