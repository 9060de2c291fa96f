/** Batches of records as they travel and lie in a log (format 2), made and altered by hand. */

const headerBytes = 61;
const lengthAt = 8;
const crcAt = 17;
const attributesAt = 21;
const deltaAt = 23;
const maxTimeAt = 35;
const producerAt = 43;
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

/** What a record has beside its value. */
export interface RecordFields {
  readonly timeDelta?: number;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function sized(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([zigzag(bytes.length), bytes]);
}

function recordOf(text: string | null, delta: number, fields: RecordFields): Buffer {
  const { timeDelta = 0, key, headers = {} } = fields;
  const pairs = Object.entries(headers).flatMap(([name, value]) => [sized(name), sized(value)]);
  const record = Buffer.concat([
    Buffer.from([0]),
    zigzag(timeDelta),
    zigzag(delta),
    key === undefined ? zigzag(-1) : sized(key),
    text === null ? zigzag(-1) : sized(text),
    zigzag(Object.keys(headers).length),
    ...pairs,
  ]);
  return Buffer.concat([zigzag(record.length), record]);
}

/** Uncompressed records of the given values, by default without keys and headers. */
export function recordsOf(
  values: readonly (string | null)[],
  fieldsOf: (delta: number) => RecordFields = () => ({}),
): Buffer {
  return Buffer.concat(values.map((text, delta) => recordOf(text, delta, fieldsOf(delta))));
}

/** What is changed of a batch; its length and checksum always fit. */
export interface BatchChange {
  /** 0 to 7; three bits of the attributes. */
  readonly codec?: number;
  readonly body?: Buffer;
  readonly count?: number;
  readonly lastOffsetDelta?: number;
  /** Of transactions: the producer, and whether it is a marker. */
  readonly transaction?: { readonly producerId: number; readonly isMarker: boolean };
  /** The broker stamped it, epoch ms. */
  readonly appendedMs?: number;
}

function withAttributes(batch: Buffer, { codec, transaction, appendedMs }: BatchChange): void {
  const held = batch.readInt16BE(attributesAt);
  const bits =
    (codec === undefined ? held : (held & ~7) | codec) |
    (appendedMs === undefined ? 0 : 0x08) |
    (transaction === undefined ? 0 : 0x10) |
    (transaction?.isMarker === true ? 0x20 : 0);
  batch.writeInt16BE(bits, attributesAt);
}

export function changedBatch(batch: Buffer, change: BatchChange): Buffer {
  const { body = batch.subarray(headerBytes), count, lastOffsetDelta } = change;
  const changed = Buffer.concat([batch.subarray(0, headerBytes), body]);
  withAttributes(changed, change);
  const { transaction, appendedMs } = change;
  if (transaction) changed.writeBigInt64BE(BigInt(transaction.producerId), producerAt);
  if (appendedMs !== undefined) changed.writeBigInt64BE(BigInt(appendedMs), maxTimeAt);
  if (count !== undefined) changed.writeInt32BE(count, countAt);
  if (lastOffsetDelta !== undefined) changed.writeInt32BE(lastOffsetDelta, deltaAt);
  changed.writeInt32BE(changed.length - lengthAt - 4, lengthAt);
  changed.writeUInt32BE(crc32c(changed.subarray(attributesAt)), crcAt);
  return changed;
}

/** The batch that ends a transaction of a producer at an offset. */
export function markerOf(offset: number, producerId: number, isAbort: boolean): Buffer {
  const key = Buffer.from([0, 0, 0, isAbort ? 0 : 1]);
  const fields = [Buffer.from([0]), zigzag(0), zigzag(0), zigzag(key.length), key, zigzag(-1)];
  const record = Buffer.concat([...fields, zigzag(0)]);
  const body = Buffer.concat([zigzag(record.length), record]);
  const transaction = { producerId, isMarker: true };
  return changedBatch(batchOf(offset, 0, 1, body), { transaction });
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
