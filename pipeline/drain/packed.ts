/** Records in one piece of memory, and back. */
import { isUtf8 } from 'node:buffer';
import { lostReason } from './kafka/lost-batch.ts';
import type { PackedRecords, RawRecord } from './source.ts';

/** One record to be packed; a null value is a tombstone. */
export interface PackableRecord {
  readonly offset: number;
  readonly value: Uint8Array | null;
  readonly receivedMs: number | null;
}

/** Longer values are quarantined unread. */
const longestValue = 16 * 1024 * 1024;
const excerptBytes = 4096;
const brace = 0x7b;

export function pack(records: readonly PackableRecord[]): PackedRecords {
  const size = records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
  const packed = {
    bytes: new Uint8Array(size),
    ends: new Uint32Array(records.length),
    present: new Uint8Array(records.length),
    offsets: new Float64Array(records.length),
    receivedMs: new Float64Array(records.length),
  };
  let end = 0;
  records.forEach(({ offset, value, receivedMs }, index) => {
    if (value !== null) packed.bytes.set(value, end);
    end += value?.length ?? 0;
    packed.ends[index] = end;
    packed.present[index] = value === null ? 0 : 1;
    packed.offsets[index] = offset;
    packed.receivedMs[index] = receivedMs ?? NaN;
  });
  return packed;
}

/** Memory to hand over to another thread. */
export function transferList({
  bytes,
  ends,
  present,
  offsets,
  receivedMs,
}: PackedRecords): ArrayBuffer[] {
  return [bytes.buffer, ends.buffer, present.buffer, offsets.buffer, receivedMs.buffer];
}

function unreadable(offset: number, value: Buffer, fault: string): RawRecord {
  return { offset, text: null, fault, excerpt: value.toString('utf8', 0, excerptBytes) };
}

/** The records again, one at a time. */
export function* unpack(packed: PackedRecords): Generator<RawRecord> {
  const all = Buffer.from(packed.bytes.buffer, packed.bytes.byteOffset, packed.bytes.length);
  // One look at everything instead of one at each: telemetry is hardly ever broken.
  const clean = isUtf8(all);
  let start = 0;
  for (const [index, offset] of packed.offsets.entries()) {
    const end = packed.ends[index] ?? start;
    const value = all.subarray(start, end);
    start = end;
    if (packed.present[index] === 0) {
      yield { offset, text: null, fault: 'a tombstone: the value is null' };
    } else if (value.length > longestValue) {
      yield unreadable(offset, value, `a value of ${value.length} bytes; at most ${longestValue}`);
    } else {
      const received = packed.receivedMs[index] ?? NaN;
      const known = Number.isNaN(received) ? { offset } : { offset, receivedMs: received };
      // Text that is no object, and what is no text, may be a message in binary.
      const isText = value[0] === brace && (clean || isUtf8(value));
      const lost = isText ? null : lostReason(value);
      if (isText) yield { ...known, text: value.toString('utf8') };
      else if (lost === null) yield { ...known, text: null, bytes: value };
      else yield { offset, text: null, fault: lost };
    }
  }
}
