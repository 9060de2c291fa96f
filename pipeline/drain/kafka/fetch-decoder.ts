/** Two things that kafkajs cannot get past by itself, mended where it decodes what was fetched. */
import response from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { lookThrough } from './fetch-answer.ts';

const decode = response.decode;

/**
 * Stands for a batch without records: like the marker of a transaction it is no message,
 * but reading goes on after it.
 */
function markerAt(offset: number): object {
  return {
    offset: String(offset),
    key: null,
    value: null,
    isControlRecord: true,
    batchContext: { producerId: '-1', inTransaction: false },
  };
}

/**
 * Compaction leaves batches without records. Where a fetch ends in one, kafkajs takes the
 * log for ended and asks for the same offset for ever: all that follows would never be read.
 * And one uncompressed batch that is not whole ends the reading of everything.
 */
export function mendFetching(): void {
  response.decode = async (fetched) => {
    const { answer, emptyEnds } = lookThrough(fetched);
    const decoded = await decode(answer);
    const partitions = decoded.responses.flatMap((topic) => topic.partitions);
    partitions.forEach(({ messages }, index) => {
      const end = emptyEnds[index] ?? null;
      if (end !== null) messages.push(markerAt(end));
    });
    return decoded;
  };
}
