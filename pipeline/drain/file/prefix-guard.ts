import { createHash, type Hash } from 'node:crypto';
import type { Cursor } from '../../lake/manifest.ts';
import { Problem } from '../../problem.ts';

const whatToDo =
  'Restore it, or give content that is really new a name of its own; to forget all that was read, remove the lake (PLUMBLINE_DATA).';

/**
 * Hashes a file as it is read and makes sure that the bytes before the last
 * position are the ones that were read then: an append-only log may only grow.
 */
export class PrefixGuard {
  readonly #file: string;
  readonly #cursor: Cursor | undefined;
  readonly #hash: Hash = createHash('sha256');
  #marked: Hash = this.#hash.copy();
  #seen = 0;

  constructor(file: string, cursor: Cursor | undefined) {
    this.#file = file;
    this.#cursor = cursor;
  }

  /** Takes a chunk while still before the last position; returns what lies after it. */
  skip(chunk: Buffer): Buffer {
    const start = this.#cursor?.next ?? 0;
    const known = chunk.subarray(0, Math.max(0, start - this.#seen));
    this.take(known);
    if (known.length > 0 && this.#seen === start) this.#compare();
    return chunk.subarray(known.length);
  }

  take(bytes: Buffer): void {
    this.#hash.update(bytes);
    this.#seen += bytes.length;
  }

  /** Marks the end of a record: only up to here may a position move. */
  mark(): void {
    this.#marked = this.#hash.copy();
  }

  /** sha256 of everything up to the last mark. */
  digest(): string {
    return this.#marked.copy().digest('hex');
  }

  /** To call at the end of the file. */
  finish(): void {
    const start = this.#cursor?.next ?? 0;
    if (this.#seen >= start) return;
    throw new Problem(
      `${this.#file}: has ${this.#seen} bytes, but ${start} were read before; it may only grow. ${whatToDo}`,
    );
  }

  #compare(): void {
    this.mark();
    if (this.digest() === this.#cursor?.prefixSha256) return;
    throw new Problem(
      `${this.#file}: changed within its first ${this.#seen} bytes, which were read before; it may only grow. ${whatToDo}`,
    );
  }
}
