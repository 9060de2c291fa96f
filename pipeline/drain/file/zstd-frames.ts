/**
 * Cuts compressed bytes at the ends of Zstandard frames (RFC 8878, section 3.1). Node's
 * decompressor drops what follows a frame within the same write, without a word; a file that
 * was appended to or compressed in parallel holds many frames.
 */
import { Transform, type TransformCallback } from 'node:stream';

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;

/** Bytes of a frame's header after the magic number and the descriptor. */
function headerBytes(descriptor: number): number {
  const singleSegment = (descriptor & 0x20) !== 0;
  const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionaryId = [0, 1, 2, 4][descriptor & 3] ?? 0;
  return (singleSegment ? 0 : 1) + dictionaryId + contentSize;
}

/** Where a walk through the bytes stands: what the next `size` bytes are. */
type Expected =
  | { readonly what: 'magic' | 'skippable' | 'descriptor' | 'block'; readonly size: number }
  | { readonly what: 'skip'; readonly size: number; readonly then: Expected | 'end' };

const magic: Expected = { what: 'magic', size: 4 };
const block: Expected = { what: 'block', size: 3 };

export class ZstdFrames extends Transform {
  #expected: Expected | 'unknown' = magic;
  #checksum = false;
  /** Bytes of the field that is being read, little-endian. */
  #field = 0;
  #fieldBytes = 0;

  constructor() {
    // As objects: buffered bytes would be joined again.
    super({ readableObjectMode: true });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let from = 0;
    let at = 0;
    while (at < chunk.length && this.#expected !== 'unknown') {
      const { ended, taken } = this.#step(this.#expected, chunk, at);
      at += taken;
      if (!ended) continue;
      this.push(chunk.subarray(from, at));
      from = at;
    }
    if (from < chunk.length) this.push(chunk.subarray(from));
    done();
  }

  /** Walks over some bytes; `ended` where a frame ends with them. */
  #step(expected: Expected, chunk: Buffer, at: number): { ended: boolean; taken: number } {
    if (expected.what === 'skip') {
      const taken = Math.min(expected.size, chunk.length - at);
      const left = expected.size - taken;
      if (left > 0) this.#expected = { ...expected, size: left };
      else this.#expected = expected.then === 'end' ? magic : expected.then;
      return { ended: left === 0 && expected.then === 'end', taken };
    }
    this.#field += (chunk[at] ?? 0) * 2 ** (8 * this.#fieldBytes);
    this.#fieldBytes += 1;
    if (this.#fieldBytes < expected.size) return { ended: false, taken: 1 };
    const next = this.#after(expected.what, this.#field);
    this.#field = 0;
    this.#fieldBytes = 0;
    this.#expected = next === 'end' ? magic : next;
    return { ended: next === 'end', taken: 1 };
  }

  #after(
    what: 'magic' | 'skippable' | 'descriptor' | 'block',
    field: number,
  ): Expected | 'end' | 'unknown' {
    switch (what) {
      case 'magic':
        if (field === frameMagic) return { what: 'descriptor', size: 1 };
        // Anything else is left to the decompressor, which refuses it.
        return field - (field % 16) === skippableMagic ? { what: 'skippable', size: 4 } : 'unknown';
      case 'skippable':
        return skipping(field, 'end');
      case 'descriptor':
        this.#checksum = (field & 4) !== 0;
        return skipping(headerBytes(field), block);
      case 'block':
        return this.#afterBlockHeader(field);
    }
  }

  #afterBlockHeader(field: number): Expected | 'end' {
    const last = (field & 1) === 1;
    const repeatsOneByte = ((field >> 1) & 3) === 1;
    const size = repeatsOneByte ? 1 : field >> 3;
    if (!last) return skipping(size, block);
    return skipping(size + (this.#checksum ? 4 : 0), 'end');
  }
}

function skipping(size: number, then: Expected | 'end'): Expected | 'end' {
  return size === 0 ? then : { what: 'skip', size, then };
}
