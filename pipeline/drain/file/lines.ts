import { isUtf8 } from 'node:buffer';
import type { RawRecord } from '../source.ts';

/** Longer lines are quarantined instead of being held in memory. */
export const longestLine = 16 * 1024 * 1024;

const newline = 0x0a;

/** What is kept of a line that cannot be read. */
const excerptBytes = 4096;

function excerptOf(pieces: readonly Buffer[]): string {
  const first: Buffer[] = [];
  let length = 0;
  for (const piece of pieces) {
    if (length >= excerptBytes) break;
    first.push(piece.subarray(0, excerptBytes - length));
    length += piece.length;
  }
  return Buffer.concat(first).toString('utf8');
}

/** Programs on Windows begin a file with a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/**
 * Cuts bytes into lines, keeping each line's position. The unfinished last line
 * stays inside until more bytes come.
 */
export class LineCutter {
  #position: number;
  #rest: Buffer[] = [];
  #restBytes = 0;
  /** Beginning of a line that is too long to hold. */
  #excerpt: string | null = null;

  constructor(position: number) {
    this.#position = position;
  }

  /** Position of the first byte that no returned line has covered. */
  get position(): number {
    return this.#position;
  }

  /** Bytes after the last newline; empty where they are too many to hold. */
  get unfinished(): Buffer {
    return Buffer.concat(this.#rest);
  }

  push(chunk: Buffer): RawRecord[] {
    const records: RawRecord[] = [];
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      this.#finish(chunk.subarray(from, at), 1, records);
      from = at + 1;
    }
    this.#hold(chunk.subarray(from));
    return records;
  }

  /** Takes the unfinished last line as a whole one. */
  takeUnfinished(): RawRecord[] {
    const records: RawRecord[] = [];
    this.#finish(Buffer.alloc(0), 0, records);
    return records;
  }

  #hold(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#restBytes += bytes.length;
    if (this.#restBytes <= longestLine) this.#rest.push(bytes);
    else {
      this.#excerpt ??= excerptOf([...this.#rest, bytes]);
      this.#rest = [];
    }
  }

  #finish(end: Buffer, separator: number, records: RawRecord[]): void {
    const length = this.#restBytes + end.length;
    const offset = this.#position;
    const [rest, excerpt] = [this.#rest, this.#excerpt];
    this.#position += length + separator;
    this.#rest = [];
    this.#restBytes = 0;
    this.#excerpt = null;
    if (length > longestLine) {
      const fault = `a line of ${length} bytes; at most ${longestLine}`;
      records.push({ offset, text: null, fault, excerpt: excerpt ?? excerptOf([...rest, end]) });
      return;
    }
    const line = rest.length === 0 ? end : Buffer.concat([...rest, end]);
    if (!isUtf8(line)) {
      records.push({ offset, text: null, fault: 'not valid UTF-8', excerpt: excerptOf([line]) });
      return;
    }
    const text = withoutMark(line.toString('utf8'));
    if (text.trim() !== '') records.push({ offset, text });
  }
}
