/** Batches of records as they travel (format 2, since Kafka 0.11): the header, and the records after it. */

export const headerBytes = 61;
/** The length in a header does not count the base offset and itself. */
const uncountedBytes = 12;

/** What the header of a batch tells about the records after it. */
export interface BatchHeader {
  /** Bytes of the whole batch. */
  readonly size: number;
  readonly baseOffset: number;
  readonly lastOffsetDelta: number;
  /** How many records it says it holds. */
  readonly count: number;
  /** 0: none. */
  readonly codec: number;
  /** Markers of transactions. */
  readonly isControl: boolean;
  readonly isTransactional: boolean;
  readonly producerId: bigint;
  /** Time that those of the records are counted from, epoch ms. */
  readonly baseMs: number;
  /** When the broker appended all of it; null: producers stamped their records. */
  readonly appendedMs: number | null;
}

/** null for formats before 2. */
export function readHeader(header: Buffer): BatchHeader | null {
  if (header.readInt8(16) !== 2) return null;
  const attributes = header.readInt16BE(21);
  return {
    size: header.readInt32BE(8) + uncountedBytes,
    baseOffset: Number(header.readBigInt64BE(0)),
    lastOffsetDelta: header.readInt32BE(23),
    count: header.readInt32BE(57),
    codec: attributes & 0x07,
    isControl: (attributes & 0x20) !== 0,
    isTransactional: (attributes & 0x10) !== 0,
    producerId: header.readBigInt64BE(43),
    baseMs: Number(header.readBigInt64BE(27)),
    appendedMs: (attributes & 0x08) === 0 ? null : Number(header.readBigInt64BE(35)),
  };
}

/**
 * Header of the batch whose compressed records `body` holds. The client hands over a view
 * into the broker's answer, and nothing but this view: the header lies right before it.
 * null where it does not: a message set from before Kafka 0.11, or bytes from elsewhere.
 */
export function headerBefore(body: Buffer): BatchHeader | null {
  const start = body.byteOffset - headerBytes;
  if (start < 0) return null;
  const header = readHeader(Buffer.from(body.buffer, start, headerBytes));
  return header?.size === headerBytes + body.length ? header : null;
}

/** Steps over the fields of records; NaN says that there is no such field. */
class RecordBytes {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** A zigzag number of at most 32 bits. */
  number(): number {
    let raw = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.at];
      if (byte === undefined) return NaN;
      this.at += 1;
      raw |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (raw >>> 1) ^ -(raw & 1);
    }
    return NaN;
  }

  /** A zigzag number of at most 64 bits, rounded past 2^53. */
  long(): number {
    let raw = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = this.#bytes[this.at];
      if (byte === undefined) return NaN;
      this.at += 1;
      raw += (byte & 0x7f) * scale;
      if (byte < 0x80) return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
    }
    return NaN;
  }

  /** Steps over bytes led by their length; -1 stands for none. */
  skipBytes(end: number): boolean {
    const length = this.number();
    if (!(length >= -1)) return false;
    this.at += Math.max(length, 0);
    return this.at <= end;
  }

  skipHeaders(end: number): boolean {
    const count = this.number();
    if (!(count >= 0)) return false;
    for (let header = 0; header < count; header += 1)
      if (!this.skipBytes(end) || !this.skipBytes(end)) return false;
    return true;
  }
}

/** Offset within its batch of the record that begins here and ends at `end`; NaN: it is broken. */
function recordDelta(bytes: RecordBytes, end: number): number {
  bytes.at += 1;
  if (Number.isNaN(bytes.long())) return NaN;
  const delta = bytes.number();
  const whole = bytes.skipBytes(end) && bytes.skipBytes(end) && bytes.skipHeaders(end);
  return whole && bytes.at === end ? delta : NaN;
}

/**
 * Whether uncompressed records are just those that the header tells of. Nobody else checks:
 * of records that are cut off only shorter values would be made without a word.
 */
export function areWhole(
  records: Uint8Array,
  { count, lastOffsetDelta }: Pick<BatchHeader, 'count' | 'lastOffsetDelta'>,
): boolean {
  if (count < 0) return false;
  const bytes = new RecordBytes(records);
  let last = -1;
  for (let record = 0; record < count; record += 1) {
    const length = bytes.number();
    const end = bytes.at + length;
    if (!(length > 0) || end > records.length) return false;
    const delta = recordDelta(bytes, end);
    if (!(delta > last && delta <= lastOffsetDelta)) return false;
    last = delta;
  }
  return bytes.at === records.length;
}

/** A record: its offset, its value (null: a tombstone), and the time it bears, epoch ms. */
export type RecordVisitor = (offset: number, value: Uint8Array | null, timeMs: number) => void;

/** Visits records that {@link areWhole}. */
export function visitRecords(
  records: Uint8Array,
  { count, baseOffset, baseMs, appendedMs }: BatchHeader,
  visit: RecordVisitor,
): void {
  const bytes = new RecordBytes(records);
  for (let record = 0; record < count; record += 1) {
    const length = bytes.number();
    const end = bytes.at + length;
    bytes.at += 1;
    const timeMs = baseMs + bytes.long();
    const offset = baseOffset + bytes.number();
    bytes.skipBytes(end);
    const size = bytes.number();
    const value = size < 0 ? null : records.subarray(bytes.at, bytes.at + size);
    visit(offset, value, appendedMs ?? timeMs);
    bytes.at = end;
  }
}

/** Whether the marker in a control batch ends a transaction that was given up. */
export function isAbortMarker(records: Uint8Array): boolean {
  const bytes = new RecordBytes(records);
  bytes.number();
  bytes.at += 1;
  bytes.long();
  bytes.number();
  // Its key is a version and a type, of two bytes each; a commit is of the type 1.
  return bytes.number() === 4 && records[bytes.at + 2] === 0 && records[bytes.at + 3] === 0;
}
