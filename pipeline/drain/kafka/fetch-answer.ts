/** A broker's answer to Fetch (version 11): the batches in it, and what is left without them. */
import { type BatchHeader, headerBytes, isAbortMarker, readHeader } from './record-batch.ts';

interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

/** Records of one partition within an answer: where their length stands, and where they end. */
interface RecordSet {
  readonly abortedAt: number;
  readonly aborted: readonly AbortedTransaction[];
  readonly lengthAt: number;
  readonly end: number;
}

/** Reads numbers of an answer one after the other. */
class AnswerBytes {
  readonly #answer: Buffer;
  at = 0;

  constructor(answer: Buffer) {
    this.#answer = answer;
  }

  number(): number {
    this.at += 4;
    return this.#answer.readInt32BE(this.at - 4);
  }

  long(): bigint {
    this.at += 8;
    return this.#answer.readBigInt64BE(this.at - 8);
  }

  skipText(): void {
    this.at += 2 + this.#answer.readInt16BE(this.at);
  }
}

function recordSetOf(bytes: AnswerBytes): RecordSet {
  // Its number, an error, and three offsets.
  bytes.at += 30;
  const abortedAt = bytes.at;
  const aborted: AbortedTransaction[] = [];
  for (let count = bytes.number(); count > 0; count -= 1) {
    const producerId = bytes.long();
    aborted.push({ producerId, firstOffset: Number(bytes.long()) });
  }
  // The preferred replica.
  bytes.at += 4;
  const lengthAt = bytes.at;
  const length = bytes.number();
  bytes.at += Math.max(length, 0);
  return { abortedAt, aborted, lengthAt, end: bytes.at };
}

function recordSetsOf(answer: Buffer): RecordSet[] {
  const sets: RecordSet[] = [];
  const bytes = new AnswerBytes(answer);
  // Throttle time, error and session come first.
  bytes.at = 10;
  for (let topics = bytes.number(); topics > 0; topics -= 1) {
    bytes.skipText();
    for (let partitions = bytes.number(); partitions > 0; partitions -= 1)
      sets.push(recordSetOf(bytes));
  }
  return sets;
}

/** A batch of an answer; `body` is null where nobody is to read its records. */
export interface FoundBatch {
  readonly header: BatchHeader;
  readonly body: Buffer | null;
}

/** Batches that are there as a whole; the last one may be cut off. None in formats before 2. */
function* batchesOf(
  answer: Buffer,
  { lengthAt, end }: RecordSet,
): Generator<{
  readonly header: BatchHeader;
  readonly body: Buffer;
}> {
  for (let start = lengthAt + 4; start + headerBytes <= end;) {
    const header = readHeader(answer.subarray(start, start + headerBytes));
    if (header === null || header.size < headerBytes) return;
    const next = start + header.size;
    if (next > end) return;
    yield { header, body: answer.subarray(start + headerBytes, next) };
    start = next;
  }
}

/** Batches of a partition; markers, what was given up and what is empty have no body. */
function readableBatches(answer: Buffer, set: RecordSet): FoundBatch[] {
  const coming = [...set.aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  const givenUp = new Set<bigint>();
  return [...batchesOf(answer, set)].map(({ header, body }) => {
    const { baseOffset, lastOffsetDelta, producerId } = header;
    for (; (coming[0]?.firstOffset ?? Infinity) <= baseOffset + lastOffsetDelta; coming.shift())
      if (coming[0]) givenUp.add(coming[0].producerId);
    if (header.isControl && isAbortMarker(body)) givenUp.delete(producerId);
    const isGivenUp = header.isTransactional && givenUp.has(producerId);
    return { header, body: header.isControl || isGivenUp || header.count <= 0 ? null : body };
  });
}

const isOldFormat = (answer: Buffer, { lengthAt, end }: RecordSet) =>
  end - lengthAt > 20 && answer.readInt8(lengthAt + 20) !== 2;

const none = Buffer.alloc(4);

/** What was found in an answer. */
export interface LookedThrough {
  /** The answer without batches, and without transactions that were given up. */
  readonly bare: Buffer;
  /** The batches of each partition; null where their format is older, and they are left in the answer. */
  readonly batches: readonly (readonly FoundBatch[] | null)[];
}

export function lookThrough(answer: Buffer): LookedThrough {
  const pieces: Buffer[] = [];
  let from = 0;
  const batches = recordSetsOf(answer).map((set) => {
    if (isOldFormat(answer, set)) return null;
    const replica = answer.subarray(set.lengthAt - 4, set.lengthAt);
    pieces.push(answer.subarray(from, set.abortedAt), none, replica, none);
    from = set.end;
    return readableBatches(answer, set);
  });
  return { bare: Buffer.concat([...pieces, answer.subarray(from)]), batches };
}
