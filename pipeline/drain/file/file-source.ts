/** NDJSON files, also gzip and zstd. A position is a byte of the uncompressed text. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Cursor } from '../../lake/manifest.ts';
import { messageOf, Problem } from '../../problem.ts';
import {
  type Batch,
  plainReading,
  type Positions,
  positionsOf,
  type RawRecord,
  type Reading,
  type Source,
} from '../source.ts';
import { LineCutter } from './lines.ts';
import { PrefixGuard } from './prefix-guard.ts';
import { recognise } from './recognise.ts';
import { ZstdFrames } from './zstd-frames.ts';

/** Records in one part: enough for good compression, little enough for memory. */
const batchRecords = 100_000;
const batchBytes = 64 * 1024 * 1024;

function decodersFor(file: string): Duplex[] {
  if (extname(file) === '.gz') return [createGunzip()];
  return extname(file) === '.zst' ? [new ZstdFrames(), createZstdDecompress()] : [];
}

function openFile(file: string): Readable {
  const raw = createReadStream(file, { highWaterMark: 1024 * 1024 });
  // Each stage hands its failure on, and closes what it reads from when its reader stops early.
  return decodersFor(file).reduce<Readable>((from, decoder) => {
    from.on('error', (error) => decoder.destroy(error));
    decoder.on('close', () => from.destroy());
    return from.pipe(decoder);
  }, raw);
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

/** The records between two batches. */
class Run {
  readonly #guard: PrefixGuard;
  readonly #cutter: LineCutter;
  #start: number;
  #records: RawRecord[] = [];

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
    const whole = chunk.lastIndexOf('\n') + 1;
    this.#guard.take(chunk.subarray(0, whole));
    if (whole > 0) this.#guard.mark();
    this.#guard.take(chunk.subarray(whole));
    for (const record of this.#cutter.push(chunk)) this.#records.push(record);
  }

  /** A last line without its newline may still be being written. */
  finish(): void {
    const last = this.#cutter.unfinished.toString('utf8').trim();
    if (!isWholeObject(last)) return;
    this.#records.push(...this.#cutter.takeUnfinished());
    this.#guard.mark();
  }

  flush(): Omit<Batch, 'stream' | 'epoch' | 'partition'> {
    const start = this.#start;
    const end = this.#cutter.position;
    const records = this.#records;
    this.#records = [];
    this.#start = end;
    return { start, end, records, prefixSha256: this.#guard.digest() };
  }
}

/** What else is read, by the names of its streams. */
export interface OtherFiles {
  /** Files that are there now. */
  readonly present: ReadonlySet<string>;
  /** Whether what was read of a stream still counts. */
  readonly counted: (stream: string) => boolean;
}

const noOthers: OtherFiles = { present: new Set(), counted: () => true };

export class FileSource implements Source {
  readonly label: string;
  readonly key: string;
  readonly packed = false;
  readonly reading: Reading;
  readonly end = { complete: true, note: null };
  readonly stream: string;
  readonly #file: string;
  readonly #others: OtherFiles;

  /**
   * `stream` names the file in the lake, whatever folder the project stands in.
   */
  constructor(
    file: string,
    stream: string,
    others: OtherFiles = noOthers,
    reading: Reading = plainReading,
  ) {
    this.reading = reading;
    this.#file = file;
    this.stream = stream;
    this.key = stream;
    this.label = file;
    this.#others = others;
  }

  async version(): Promise<string> {
    const { size, mtimeMs, ino } = await stat(this.#file);
    return `${ino}:${size}:${mtimeMs}`;
  }

  async *read(positions: Positions): AsyncGenerator<Batch> {
    const cursor = await this.#cursor(positions);
    const stream = cursor?.stream ?? this.stream;
    const guard = new PrefixGuard(this.#file, cursor);
    const run = new Run(guard, cursor?.next ?? 0);
    const batch = (): Batch => ({ stream, epoch: 1, partition: 0, ...run.flush() });
    for await (const chunk of chunksOf(this.#file)) {
      const fresh = guard.skip(chunk);
      if (fresh.length > 0) run.push(fresh);
      if (run.isFull) yield batch();
    }
    guard.finish();
    run.finish();
    if (!run.isEmpty) yield batch();
  }

  /** Where this file was read to, under this name or the one it had before. */
  async #cursor(positions: Positions): Promise<Cursor | undefined> {
    const [own] = positionsOf(positions, this.stream);
    if (own) return own;
    const counted = positions.filter(({ stream }) => this.#others.counted(stream));
    const before = await recognise(chunksOf(this.#file), counted);
    if (before === undefined || !this.#others.present.has(before.stream)) return before;
    throw new Problem(
      `${this.#file}: begins with the ${before.next} bytes that were read as ${before.stream.slice('file:'.length)}, which is still there; a copy would count twice: keep one of them`,
    );
  }
}
