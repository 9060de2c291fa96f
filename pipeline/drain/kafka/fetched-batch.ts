/**
 * A batch of records as one message: the client only looks where it ends. To make an object
 * of each record, as it would, costs more than everything else that is done with them.
 */
import type { KafkaMessage } from 'kafkajs';
import { type BatchHeader, type RecordVisitor, visitRecords } from './record-batch.ts';

class FetchedBatch {
  readonly header: BatchHeader;
  readonly records: Uint8Array;

  constructor(header: BatchHeader, records: Uint8Array) {
    this.header = header;
    this.records = records;
  }
}

/** What kafkajs asks of every message. */
function messageAt(offset: number, isControlRecord: boolean): object {
  const batchContext = { producerId: '-1', inTransaction: false };
  return { offset: String(offset), key: null, value: null, isControlRecord, batchContext };
}

const lastOffset = ({ baseOffset, lastOffsetDelta }: BatchHeader) => baseOffset + lastOffsetDelta;

/** The message that stands for the records of a batch. */
export function messageOfBatch(header: BatchHeader, records: Uint8Array): object {
  const batch = new FetchedBatch(header, records);
  return { ...messageAt(lastOffset(header), false), batch };
}

/**
 * Stands for a batch without records for us. Like the marker of a transaction it is no
 * message, but reading goes on after it.
 */
export function markersOfBatch(header: BatchHeader): object[] {
  const ends = new Set([header.baseOffset, lastOffset(header)]);
  return [...ends].map((offset) => messageAt(offset, true));
}

function batchIn(message: KafkaMessage): FetchedBatch | null {
  const batch: unknown = 'batch' in message ? message.batch : null;
  return batch instanceof FetchedBatch ? batch : null;
}

/** Of a message of before Kafka 0.11. */
const logAppendTime = 0x08;

/** Visits the records of messages; `appended`: the time is the broker's, not a producer's. */
export function visitMessages(
  messages: readonly KafkaMessage[],
  visit: (...args: [...Parameters<RecordVisitor>, appended: boolean]) => void,
): void {
  for (const message of messages) {
    const batch = batchIn(message);
    if (batch === null) {
      const { offset, value, timestamp, attributes } = message;
      visit(Number(offset), value, Number(timestamp), (attributes & logAppendTime) !== 0);
    } else {
      const appended = batch.header.appendedMs !== null;
      visitRecords(batch.records, batch.header, (offset, value, timeMs) => {
        visit(offset, value, timeMs, appended);
      });
    }
  }
}

/** The first offset that a message speaks of. */
export function firstOffsetOf(message: KafkaMessage): number {
  return batchIn(message)?.header.baseOffset ?? Number(message.offset);
}
