/** Where kafkajs decodes what was fetched, records are left to us: see {@link messageOfBatch}. */
import response from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import { recordsOfBatch } from './codecs.ts';
import { type FoundBatch, lookThrough } from './fetch-answer.ts';
import { markersOfBatch, messageOfBatch } from './fetched-batch.ts';

const decode = response.decode;

async function messagesOf({ header, body }: FoundBatch): Promise<object[]> {
  if (body === null) return markersOfBatch(header);
  return [messageOfBatch(header, await recordsOfBatch(header, body))];
}

/**
 * Makes kafkajs pass on batches as they are. That also gets it past batches it cannot get
 * past by itself: where a fetch ends in one that compaction left without records, it would
 * take the log for ended and ask for the same offset for ever; and one that cannot be
 * decoded would end the reading of everything.
 */
export function takeOverRecords(): void {
  response.decode = async (fetched) => {
    const { bare, batches } = lookThrough(fetched);
    const decoded = await decode(bare);
    const partitions = decoded.responses.flatMap((topic) => topic.partitions);
    for (const [index, { messages }] of partitions.entries()) {
      // One after the other: together they might take more memory than there is.
      for (const batch of batches[index] ?? []) messages.push(...(await messagesOf(batch)));
    }
    return decoded;
  };
}
