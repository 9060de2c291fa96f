/** Records in one piece of memory, and back. */
import { isAscii, isUtf8 } from 'node:buffer';
import { lostReason } from './kafka/lost-batch.ts';
import type { PackedRecords, RawRecord } from './source.ts';
import { giveMemory, takeMemory } from './spare-memory.ts';

/** Longer values are quarantined unread. */
const longestValue = 16 * 1024 * 1024;
const excerptBytes = 4096;
const brace = 0x7b;
/** Values looked at in one go; their text is short-lived, so it should be small. */
const textBytes = 64 * 1024;
const fewestRecords = 1024;
const fewestBytes = 64 * 1024;

function columns(records: number): Omit<PackedRecords, 'bytes'> {
  return {
    ends: new Uint32Array(records),
    present: new Uint8Array(records),
    offsets: new Float64Array(records),
    receivedMs: new Float64Array(records),
  };
}

/**
 * Packs records as they come, without an object for each. Memory grows by doubling, and begins
 * with what the batch before needed.
 */
export class Packer {
  #bytes: Uint8Array<ArrayBuffer> | null = null;
  #columns = columns(0);
  #records = 0;
  #end = 0;
  #usualRecords = fewestRecords;
  #usualBytes = fewestBytes;

  get records(): number {
    return this.#records;
  }

  /** Bytes of the values so far. */
  get bytes(): number {
    return this.#end;
  }

  /** A null value is a tombstone; `receivedMs` is NaN where only the producer's clock is known. */
  add(offset: number, value: Uint8Array | null, receivedMs: number): void {
    const end = this.#end + (value?.length ?? 0);
    const bytes = this.#roomFor(end);
    if (value !== null) bytes.set(value, this.#end);
    const at = this.#records;
    if (at === this.#columns.ends.length) this.#widen();
    this.#columns.ends[at] = end;
    this.#columns.present[at] = value === null ? 0 : 1;
    this.#columns.offsets[at] = offset;
    this.#columns.receivedMs[at] = receivedMs;
    this.#records = at + 1;
    this.#end = end;
  }

  #roomFor(end: number): Uint8Array<ArrayBuffer> {
    if (this.#bytes !== null && end <= this.#bytes.length) return this.#bytes;
    const larger = new Uint8Array(takeMemory(Math.max(this.#usualBytes, 2 * this.#end, end)));
    if (this.#bytes !== null) {
      larger.set(this.#bytes.subarray(0, this.#end));
      giveMemory(this.#bytes.buffer);
    }
    this.#bytes = larger;
    return larger;
  }

  #widen(): void {
    const wider = columns(Math.max(this.#usualRecords, 2 * this.#records));
    wider.ends.set(this.#columns.ends);
    wider.present.set(this.#columns.present);
    wider.offsets.set(this.#columns.offsets);
    wider.receivedMs.set(this.#columns.receivedMs);
    this.#columns = wider;
  }

  /** Gives away what was packed, memory included, and begins anew. */
  take(): PackedRecords {
    const [records, end] = [this.#records, this.#end];
    const packed = {
      bytes: (this.#bytes ?? new Uint8Array(0)).subarray(0, end),
      ends: this.#columns.ends.subarray(0, records),
      present: this.#columns.present.subarray(0, records),
      offsets: this.#columns.offsets.subarray(0, records),
      receivedMs: this.#columns.receivedMs.subarray(0, records),
    };
    this.#usualRecords = Math.max(fewestRecords, records);
    // Hardly any batch is just as long as the one before.
    this.#usualBytes = Math.max(fewestBytes, Math.ceil(end * 1.125));
    this.#bytes = null;
    this.#columns = columns(0);
    this.#records = 0;
    this.#end = 0;
    return packed;
  }
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

function binary(offset: number, bytes: Buffer): RawRecord {
  const fault = lostReason(bytes);
  return fault === null ? { offset, text: null, bytes } : { offset, text: null, fault };
}

function withTime(receivedMs: number, record: RawRecord): RawRecord {
  return Number.isNaN(receivedMs) ? record : { ...record, receivedMs };
}

/** Values as text, asked for in their order. */
class Texts {
  readonly #all: Buffer;
  readonly #ends: Uint32Array;
  /** Of these bytes as one text; null where they are not ASCII alone. */
  #text: string | null = null;
  #from = 0;
  #until = 0;

  constructor({ bytes, ends }: PackedRecords) {
    this.#all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#ends = ends;
  }

  /** Bytes as they are. */
  bytes(start: number, end: number): Buffer {
    return this.#all.subarray(start, end);
  }

  /** Value `index`, from one byte to another; null where it does not begin as an object, or is no UTF-8. */
  text(index: number, start: number, end: number): string | null {
    if (this.#all[start] !== brace || start === end) return null;
    if (end > this.#until) this.#look(index, start);
    if (this.#text !== null) return this.#text.slice(start - this.#from, end - this.#from);
    return isUtf8(this.#all.subarray(start, end)) ? this.#all.toString('utf8', start, end) : null;
  }

  /** One look at many values instead of one at each: telemetry is hardly ever exotic. */
  #look(index: number, start: number): void {
    let last = index;
    const limit = start + textBytes;
    while ((this.#ends[last + 1] ?? Infinity) <= limit) last += 1;
    this.#from = start;
    this.#until = this.#ends[last] ?? start;
    const many = this.#all.subarray(this.#from, this.#until);
    this.#text = isAscii(many) ? many.toString('latin1') : null;
  }
}

/** The records again, one at a time. Text that is no object, and what is no text, may be a message in binary. */
export function* unpack(packed: PackedRecords): Generator<RawRecord> {
  const texts = new Texts(packed);
  let start = 0;
  for (let index = 0; index < packed.offsets.length; index += 1) {
    const offset = packed.offsets[index] ?? NaN;
    const from = start;
    const end = packed.ends[index] ?? from;
    start = end;
    if (packed.present[index] === 0) {
      yield { offset, text: null, fault: 'a tombstone: the value is null' };
    } else if (end - from > longestValue) {
      const fault = `a value of ${end - from} bytes; at most ${longestValue}`;
      yield unreadable(offset, texts.bytes(from, end), fault);
    } else {
      const text = texts.text(index, from, end);
      const record = text === null ? binary(offset, texts.bytes(from, end)) : { offset, text };
      yield withTime(packed.receivedMs[index] ?? NaN, record);
    }
  }
}
