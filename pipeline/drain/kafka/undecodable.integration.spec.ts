/** Batches nobody can decode, in the log of a real broker: lost with their offsets, the rest goes through. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { CompressionTypes } from 'kafkajs';
import snappyCodec from 'kafkajs-snappy';
import { compressFrameSync } from 'lz4-napi';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startOwnBroker, type TestBroker } from '../../testing/kafka-broker.testing.ts';
import {
  drainKafka,
  eventIdsIn,
  eventLine,
  kafkaSettingsOf,
  quarantinedIn,
} from '../../testing/kafka-drain.testing.ts';
import {
  batchesOf,
  type BatchChange,
  changedBatch,
  recordsOf,
} from '../../testing/record-batch.testing.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { configureTopic, createTopic, produce, testClient } from '../../testing/topics.testing.ts';

const topic = 'checks';
const compacted = 'compacted';
const perBatch = 20;
let broker: TestBroker | undefined;
let absent = '';

const records = recordsOf(Array.from({ length: perBatch }, (_, at) => eventLine(`hidden-${at}`)));
const garbage = Buffer.from('no codec makes anything of this');
const half = (body: Buffer) => body.subarray(0, body.length / 2);
const snappy = await snappyCodec().compress({ buffer: records });

/** What is done to every second batch, and the words it is kept aside with. */
const damage: readonly (readonly [BatchChange, RegExp])[] = [
  [{ codec: 5 }, /number 5: no such compression is known/],
  [{ codec: 6 }, /number 6: no such compression is known/],
  [{ codec: 7 }, /number 7: no such compression is known/],
  [{ codec: 1, body: garbage }, /gzip: incorrect header check/],
  [{ codec: 2, body: garbage }, /snappy: /],
  [{ codec: 3, body: garbage }, /lz4: WrongMagicNumber/],
  [{ codec: 4, body: garbage }, /zstd: Unknown frame descriptor/],
  [{ codec: 1, body: half(gzipSync(records)) }, /gzip: unexpected end of file/],
  [{ codec: 2, body: half(snappy) }, /snappy/],
  [{ codec: 3, body: half(compressFrameSync(records)) }, /lz4: failed to fill whole buffer/],
  [{ codec: 4, body: half(zstdCompressSync(records)) }, /zstd: unexpected end of file/],
  [{ codec: 1, body: gzipSync(half(records)) }, /gzip, its records are not whole/],
  [{ codec: 0, body: garbage }, /without compression, its records are not whole/],
  [{ codec: 0, body: half(records) }, /without compression, its records are not whole/],
];
const firstOffsets = damage.map((_, index) => (2 * index + 1) * perBatch);

async function produceBatches(brokers: string, count: number): Promise<void> {
  const producer = testClient(brokers).producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  for (let batch = 0; batch < count; batch += 1) {
    const messages = Array.from({ length: perBatch }, (_, at) => ({
      value: eventLine(`r-${batch * perBatch + at}`),
    }));
    await producer.send({ topic, messages, compression: CompressionTypes.GZIP });
  }
  await producer.disconnect();
}

/** Larger than what is fetched at once, so that a fetch ends before it. */
const large = eventLine('large', { padding: 'x'.repeat(3_000_000) });

async function fill({ brokers }: TestBroker): Promise<void> {
  await createTopic(brokers, topic, 1);
  await produceBatches(brokers, 2 * damage.length);
  await createTopic(brokers, compacted, 1);
  await configureTopic(brokers, compacted, { 'max.message.bytes': '16000000' });
  for (const value of [eventLine('first'), eventLine('gone'), large, eventLine('last')])
    await produce(brokers, compacted, [{ value }]);
}

/** Changes a log while the broker is down: no broker would take such batches from a producer. */
function rewrite(
  { logs }: TestBroker,
  name: string,
  change: (batch: Buffer, index: number) => BatchChange | undefined,
): void {
  const file = join(logs, `${name}-0`, '00000000000000000000.log');
  const batches = batchesOf(readFileSync(file)).map((batch, index) => {
    const changed = change(batch, index);
    return changed === undefined ? batch : changedBatch(batch, changed);
  });
  writeFileSync(file, Buffer.concat(batches));
}

beforeAll(async () => {
  // Killed, it is waited for until its session is over.
  const properties = { 'broker.session.timeout.ms': '3000' };
  const found = await startOwnBroker({ listeners: [], properties, format: [] });
  if ('absent' in found) {
    absent = found.absent;
    return;
  }
  broker = found.broker;
  await fill(broker);
  await broker.kill();
  rewrite(broker, topic, (_, index) => damage[(index - 1) / 2]?.[0]);
  rewrite(broker, compacted, (_, index) =>
    index === 1 ? { body: Buffer.alloc(0), count: 0 } : undefined,
  );
  await broker.restart();
}, 120_000);
afterAll(() => broker?.stop());
beforeEach(({ skip }) => {
  skip(broker === undefined, `no broker: ${absent}`);
});

const drained = (folder: string, name: string) =>
  drainKafka(folder, kafkaSettingsOf(broker?.brokers ?? '', [name]));

test(
  'a batch of unknown or broken compression is lost, the rest goes through',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const { sources, state } = await drained(folder, topic);
    const each = damage.length * perBatch;
    expect(sources).toMatchObject([
      { received: 2 * each, parsed: each, malformed: each, note: null },
    ]);
    expect(eventIdsIn(folder, state)).toHaveLength(each);
    const lost = quarantinedIn(folder, state);
    expect(lost.map(({ offset }) => offset)).toEqual(
      firstOffsets.flatMap((first) => Array.from({ length: perBatch }, (_, at) => first + at)),
    );
    for (const [index, [, words]] of damage.entries()) {
      const first = firstOffsets[index] ?? NaN;
      const range = `offsets ${first} to ${first + perBatch - 1}, ${perBatch} records`;
      for (const record of lost.slice(index * perBatch, (index + 1) * perBatch)) {
        expect(record).toMatchObject({ reason: 'malformed', partition: 0, payload: '' });
        expect(record.stream).toMatch(/^kafka:.*\/checks$/);
        expect(record.detail).toContain(`lost with its batch (${range}): `);
        expect(record.detail).toMatch(words);
      }
    }

    // The log ends in a lost batch: what comes after it is read, and nothing again.
    await produce(broker?.brokers ?? '', topic, [{ value: eventLine('after') }]);
    expect((await drained(folder, topic)).sources).toMatchObject([{ received: 1, parsed: 1 }]);
  },
);

test(
  'a batch that compaction left empty does not hide what follows',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const { sources, state } = await drained(folder, compacted);
    expect(sources).toMatchObject([{ received: 3, parsed: 3, note: null }]);
    expect(eventIdsIn(folder, state)).toEqual(['first', 'large', 'last']);
  },
);
