/**
 * A broker's answer to Fetch (version 11), looked through before the client decodes it:
 * batches without records and uncompressed ones that are not whole.
 */
import { lostRecords } from './lost-batch.ts';
import { areWhole, type BatchHeader, headerBytes, readHeader } from './record-batch.ts';

/** Records of one partition within an answer: where their length stands, and where they end. */
interface RecordSet {
  readonly lengthAt: number;
  readonly end: number;
}

function recordSetsOf(answer: Buffer): RecordSet[] {
  const sets: RecordSet[] = [];
  // Throttle time, error and session come first.
  let at = 10;
  const number = () => {
    at += 4;
    return answer.readInt32BE(at - 4);
  };
  for (let topics = number(); topics > 0; topics -= 1) {
    at += 2 + answer.readInt16BE(at);
    for (let partitions = number(); partitions > 0; partitions -= 1) {
      // Its number, an error, and three offsets.
      at += 30;
      const aborted = Math.max(number(), 0);
      // Of each a producer and an offset; then the preferred replica.
      at += aborted * 16 + 4;
      const lengthAt = at;
      const length = Math.max(number(), 0);
      at += length;
      sets.push({ lengthAt, end: at });
    }
  }
  return sets;
}

interface FoundBatch {
  readonly header: BatchHeader;
  readonly start: number;
  readonly end: number;
}

/** Batches that are there as a whole; the last one may be cut off. None in formats before 2. */
function* batchesOf(answer: Buffer, { lengthAt, end }: RecordSet): Generator<FoundBatch> {
  for (let start = lengthAt + 4; start + headerBytes <= end;) {
    const header = readHeader(answer.subarray(start, start + headerBytes));
    if (header === null || header.size < headerBytes) return;
    const next = start + header.size;
    if (next > end) return;
    yield { header, start, end: next };
    start = next;
  }
}

const isPlain = ({ isControl, codec }: BatchHeader) => !isControl && codec === 0;

/** The batch anew, its records told as lost. */
function lostBatch(answer: Buffer, { header, start }: FoundBatch): Buffer {
  const records = lostRecords(header, 'without compression, its records are not whole');
  const batch = Buffer.concat([answer.subarray(start, start + headerBytes), records]);
  // The length does not count itself and the offset before it.
  batch.writeInt32BE(batch.length - 12, 8);
  batch.writeInt32BE(Math.max(header.count, 0), headerBytes - 4);
  return batch;
}

function mendedSet(answer: Buffer, set: RecordSet, broken: readonly FoundBatch[]): Buffer {
  const pieces: Buffer[] = [];
  let from = set.lengthAt + 4;
  for (const batch of broken) {
    pieces.push(answer.subarray(from, batch.start), lostBatch(answer, batch));
    from = batch.end;
  }
  const records = Buffer.concat([...pieces, answer.subarray(from, set.end)]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(records.length);
  return Buffer.concat([length, records]);
}

/** What was found in an answer. */
export interface LookedThrough {
  /** The answer, with lost records for uncompressed batches that are not whole. */
  readonly answer: Buffer;
  /** For each partition the offset at which its records end in a batch without any; or null. */
  readonly emptyEnds: readonly (number | null)[];
}

export function lookThrough(answer: Buffer): LookedThrough {
  const pieces: Buffer[] = [];
  const emptyEnds: (number | null)[] = [];
  let from = 0;
  for (const set of recordSetsOf(answer)) {
    const batches = [...batchesOf(answer, set)];
    const last = batches.at(-1)?.header;
    const ends = last !== undefined && last.count <= 0;
    emptyEnds.push(ends ? last.baseOffset + last.lastOffsetDelta : null);
    const broken = batches.filter(
      ({ header, start, end }) =>
        isPlain(header) && !areWhole(answer.subarray(start + headerBytes, end), header),
    );
    if (broken.length === 0) continue;
    pieces.push(answer.subarray(from, set.lengthAt), mendedSet(answer, set, broken));
    from = set.end;
  }
  const mended = from === 0 ? answer : Buffer.concat([...pieces, answer.subarray(from)]);
  return { answer: mended, emptyEnds };
}
