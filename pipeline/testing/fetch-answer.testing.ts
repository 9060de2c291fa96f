/** A broker's answer to Fetch (version 11), made by hand. */

/** What a partition's part of an answer holds beside its records. */
export interface PartitionAnswer {
  readonly records: Buffer;
  readonly aborted?: readonly { readonly producerId: number; readonly firstOffset: number }[];
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}

function partitionOf({ records, aborted }: PartitionAnswer, index: number): Buffer {
  const transactions = (aborted ?? []).flatMap(({ producerId, firstOffset }) => [
    int64(producerId),
    int64(firstOffset),
  ]);
  return Buffer.concat([
    int32(index),
    // An error and three offsets.
    Buffer.alloc(26),
    // -1 says that nobody asked.
    int32(aborted?.length ?? -1),
    ...transactions,
    // The preferred replica.
    int32(-1),
    int32(records.length),
    records,
  ]);
}

/** For each topic what its partitions hold. */
export function answerOf(topics: readonly (readonly PartitionAnswer[])[]): Buffer {
  const topicOf = (partitions: readonly PartitionAnswer[]) =>
    Buffer.concat([
      int16(2),
      Buffer.from('ab'),
      int32(partitions.length),
      ...partitions.map(partitionOf),
    ]);
  return Buffer.concat([Buffer.alloc(10), int32(topics.length), ...topics.map(topicOf)]);
}
