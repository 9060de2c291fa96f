/** NDJSON files, also gzip and zstd. A position is a byte of the uncompressed text. */
import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Cursor } from '../../lake/manifest.ts';
import { messageOf, Problem } from '../../problem.ts';
import type { Batch, RawRecord, Source } from '../source.ts';
import { LineCutter } from './lines.ts';
import { PrefixGuard } from './prefix-guard.ts';

/** Records in one part: enough for good compression, little enough for memory. */
const batchRecords = 100_000;
const batchBytes = 64 * 1024 * 1024;

function decoderFor(file: string) {
  if (extname(file) === '.gz') return createGunzip();
  return extname(file) === '.zst' ? createZstdDecompress() : null;
}

function openFile(file: string): Readable {
  const raw = createReadStream(file, { highWaterMark: 1024 * 1024 });
  const decoder = decoderFor(file);
  if (decoder === null) return raw;
  raw.on('error', (error) => decoder.destroy(error));
  return raw.pipe(decoder);
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of openFile(file)) {
      if (Buffer.isBuffer(chunk)) yield chunk;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${file}: cannot be read: ${messageOf(error)}`);
  }
}

/** An object carries its own end; `12` may still become `123`. */
function isWholeObject(text: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The bytes and records between two batches. */
class Run {
  readonly #guard: PrefixGuard;
  readonly #cutter: LineCutter;
  #start: number;
  #records: RawRecord[] = [];
  #bytes: Buffer[] = [];

  constructor(guard: PrefixGuard, position: number) {
    this.#guard = guard;
    this.#cutter = new LineCutter(position);
    this.#start = position;
  }

  get isFull(): boolean {
    return (
      this.#records.length >= batchRecords || this.#cutter.position - this.#start >= batchBytes
    );
  }

  get isEmpty(): boolean {
    return this.#cutter.position === this.#start;
  }

  push(chunk: Buffer): void {
    this.#bytes.push(chunk);
    for (const record of this.#cutter.push(chunk)) this.#records.push(record);
  }

  /** A last line without its newline may still be being written. */
  finish(): void {
    const last = this.#cutter.unfinished.toString('utf8').trim();
    if (isWholeObject(last)) this.#records.push(...this.#cutter.takeUnfinished());
  }

  flush(): Omit<Batch, 'stream' | 'epoch' | 'partition'> {
    const start = this.#start;
    const end = this.#cutter.position;
    const records = this.#records;
    const bytes = Buffer.concat(this.#bytes);
    this.#guard.take(bytes.subarray(0, end - start));
    this.#bytes = [bytes.subarray(end - start)];
    this.#records = [];
    this.#start = end;
    return { start, end, records, prefixSha256: this.#guard.digest() };
  }
}

export class FileSource implements Source {
  readonly label: string;
  readonly stream: string;
  readonly #file: string;

  /** `stream` names the file in the lake, whatever folder the project stands in. */
  constructor(file: string, stream: string) {
    this.#file = file;
    this.stream = stream;
    this.label = file;
  }

  async *read(cursor: Cursor | undefined): AsyncGenerator<Batch> {
    const guard = new PrefixGuard(this.#file, cursor);
    const run = new Run(guard, cursor?.next ?? 0);
    const batch = (): Batch => ({ stream: this.stream, epoch: 1, partition: 0, ...run.flush() });
    for await (const chunk of chunksOf(this.#file)) {
      const fresh = guard.skip(chunk);
      if (fresh.length > 0) run.push(fresh);
      if (run.isFull) yield batch();
    }
    guard.finish();
    run.finish();
    if (!run.isEmpty) yield batch();
  }
}
