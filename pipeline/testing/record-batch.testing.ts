/** Batches of records as they travel and lie in a log (format 2), made and altered by hand. */

const headerBytes = 61;
const lengthAt = 8;
const crcAt = 17;
const attributesAt = 21;
const deltaAt = 23;
const countAt = 57;

/** CRC-32C, as brokers check it. */
function crc32c(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return ~crc >>> 0;
}

function zigzag(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}

/** Uncompressed records of the given values, without keys and headers. */
export function recordsOf(values: readonly string[]): Buffer {
  const records = values.map((text, delta) => {
    const value = Buffer.from(text);
    const fields = [Buffer.from([0]), zigzag(0), zigzag(delta), zigzag(-1), zigzag(value.length)];
    const record = Buffer.concat([...fields, value, zigzag(0)]);
    return Buffer.concat([zigzag(record.length), record]);
  });
  return Buffer.concat(records);
}

/** What is changed of a batch; its length and checksum always fit. */
export interface BatchChange {
  /** 0 to 7; three bits of the attributes. */
  readonly codec?: number;
  readonly body?: Buffer;
  readonly count?: number;
  readonly lastOffsetDelta?: number;
}

export function changedBatch(batch: Buffer, change: BatchChange): Buffer {
  const { codec, body = batch.subarray(headerBytes), count, lastOffsetDelta } = change;
  const changed = Buffer.concat([batch.subarray(0, headerBytes), body]);
  if (codec !== undefined)
    changed.writeInt16BE((changed.readInt16BE(attributesAt) & ~7) | codec, attributesAt);
  if (count !== undefined) changed.writeInt32BE(count, countAt);
  if (lastOffsetDelta !== undefined) changed.writeInt32BE(lastOffsetDelta, deltaAt);
  changed.writeInt32BE(changed.length - lengthAt - 4, lengthAt);
  changed.writeUInt32BE(crc32c(changed.subarray(attributesAt)), crcAt);
  return changed;
}

/** A batch of `count` records from `baseOffset` on. */
export function batchOf(baseOffset: number, codec: number, count: number, body: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeBigInt64BE(BigInt(baseOffset), 0);
  header.writeInt8(2, 16);
  return changedBatch(header, { codec, body, count, lastOffsetDelta: count - 1 });
}

/** Where the compressed records of a batch begin. */
export function bodyOf(batch: Buffer): Buffer {
  return batch.subarray(headerBytes);
}

/** The batches of a log's segment. */
export function batchesOf(segment: Buffer): Buffer[] {
  const batches: Buffer[] = [];
  for (let at = 0; at + headerBytes <= segment.length;) {
    const end = at + lengthAt + 4 + segment.readInt32BE(at + lengthAt);
    batches.push(segment.subarray(at, end));
    at = end;
  }
  return batches;
}
