/** Topics of a real broker become parts of the lake, each message once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DirectoryStore } from '../../lake/directory-store.ts';
import { readLake } from '../../lake/manifest.ts';
import { startBroker, type TestBroker } from '../../testing/kafka-broker.testing.ts';
import {
  addPartitions,
  createTopic,
  deleteTopic,
  hasKcat,
  produce,
  produceWithKcat,
  testClient,
} from '../../testing/topics.testing.ts';
import { normaliseConfig, statusConfigSchema } from '#schema/config.ts';
import * as v from 'valibot';
import { drain, type DrainReport } from '../drain.ts';
import { KafkaSource } from './kafka-source.ts';
import type { KafkaSettings } from './settings.ts';

let broker: TestBroker | undefined;
let absent = '';
let folder = '';
let topic = '';
let topics = 0;

beforeAll(async () => {
  const found = await startBroker();
  if ('broker' in found) broker = found.broker;
  else absent = found.absent;
}, 120_000);
afterAll(() => broker?.stop());

beforeEach(async ({ skip }) => {
  skip(broker === undefined, `no broker: ${absent}`);
  folder = mkdtempSync(join(tmpdir(), 'plumbline kafka '));
  topics += 1;
  topic = `checks-${process.pid}-${topics}`;
  await createTopic(broker?.brokers ?? '', topic);
});
afterEach(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const config = normaliseConfig(
  v.parse(statusConfigSchema, {
    site: { name: 'Test' },
    sources: [{ kind: 'kafka' }],
    components: [{ id: 'api', observed: 'requests', slo: { availability: 99.9 } }],
  }),
);

const brokers = () => broker?.brokers ?? '';

function settings(change: Partial<KafkaSettings> = {}): KafkaSettings {
  return {
    brokers: [brokers()],
    topics: [topic],
    from: 'earliest',
    clientId: 'test',
    groupId: `group-${topic}`,
    ssl: null,
    sasl: null,
    timeLimitMs: 60_000,
    connectTimeoutMs: 5_000,
    requestTimeoutMs: 30_000,
    ...change,
  };
}

async function drained(change: Partial<KafkaSettings> = {}): Promise<DrainReport> {
  const sources = [new KafkaSource(settings(change), Date.now)];
  return drain({
    store: new DirectoryStore(folder),
    dataDir: folder,
    sources,
    config,
    now: Date.now,
  });
}

function line(index: number): string {
  return JSON.stringify({
    time: Date.now() - 60_000,
    component: 'api',
    statusCode: 200,
    durationMs: index % 90,
    id: `r-${index}`,
  });
}
const lines = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, at) => line(from + at));

describe('a drain', () => {
  test(
    'reads to the end, then only what is new, and then nothing',
    { timeout: 60_000 },
    async () => {
      await produce(
        brokers(),
        topic,
        lines(0, 5000).map((value) => ({ value })),
      );
      const first = await drained();
      expect(first.sources).toMatchObject([
        { received: 5000, parsed: 5000, malformed: 0, note: null },
      ]);
      await produce(
        brokers(),
        topic,
        lines(5000, 5700).map((value) => ({ value })),
      );
      expect((await drained()).sources).toMatchObject([{ received: 700, parsed: 700 }]);
      const last = await drained();
      expect(last.sources).toMatchObject([{ received: 0, note: null }]);
      expect(last.state.drained.size).toBe(1);
      const total = last.state.parts.reduce((sum, { events }) => sum + (events?.rows ?? 0), 0);
      expect(total).toBe(5700);
    },
  );

  test.for(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
    'reads %s as another client writes it',
    { timeout: 60_000 },
    async (codec, { skip }) => {
      skip(!hasKcat(), 'kcat (librdkafka) is absent');
      produceWithKcat(brokers(), topic, lines(0, 2000), ['-z', codec]);
      expect((await drained()).sources).toMatchObject([
        { received: 2000, parsed: 2000, malformed: 0 },
      ]);
    },
  );

  test(
    'ends where a partition ends in aborted records and markers',
    { timeout: 60_000 },
    async () => {
      const producer = testClient(brokers()).producer({
        transactionalId: `tx-${topic}`,
        maxInFlightRequests: 1,
        idempotent: true,
      });
      await producer.connect();
      const good = await producer.transaction();
      await good.send({ topic, messages: lines(0, 50).map((value) => ({ value, partition: 0 })) });
      await good.commit();
      const bad = await producer.transaction();
      await bad.send({ topic, messages: lines(50, 90).map((value) => ({ value, partition: 0 })) });
      await bad.abort();
      await producer.disconnect();
      expect((await drained()).sources).toMatchObject([{ received: 50, parsed: 50, note: null }]);
      expect((await drained()).sources).toMatchObject([{ received: 0, note: null }]);
    },
  );

  test(
    'a topic that was deleted and made again is read from its start, in a new epoch',
    { timeout: 90_000 },
    async () => {
      await produce(
        brokers(),
        topic,
        lines(0, 500).map((value) => ({ value, partition: 0 })),
      );
      await drained();
      await deleteTopic(brokers(), topic);
      await new Promise((resolve) => {
        setTimeout(resolve, 1500);
      });
      await createTopic(brokers(), topic);
      await produce(
        brokers(),
        topic,
        lines(1000, 1600).map((value) => ({ value, partition: 0 })),
      );
      const { sources, state } = await drained();
      expect(sources).toMatchObject([{ received: 600, parsed: 600 }]);
      expect(state.parts.map(({ epoch }) => epoch)).toEqual([1, 2]);
    },
  );

  test('partitions added later are read from their start', { timeout: 60_000 }, async () => {
    await produce(
      brokers(),
      topic,
      lines(0, 10).map((value) => ({ value, partition: 0 })),
    );
    await drained({ from: 'latest' });
    await addPartitions(brokers(), topic, 6);
    await new Promise((resolve) => {
      setTimeout(resolve, 1000);
    });
    await produce(
      brokers(),
      topic,
      lines(10, 30).map((value) => ({ value, partition: 5 })),
    );
    expect((await drained({ from: 'latest' })).sources).toMatchObject([{ received: 20 }]);
  });

  test('records that retention removed are a recorded gap', { timeout: 60_000 }, async () => {
    await produce(
      brokers(),
      topic,
      lines(0, 100).map((value) => ({ value, partition: 0 })),
    );
    await drained();
    await produce(
      brokers(),
      topic,
      lines(100, 300).map((value) => ({ value, partition: 0 })),
    );
    const admin = testClient(brokers()).admin();
    await admin.connect();
    // kafkajs only knows topics it was asked about before.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '180' }] });
    await admin.disconnect();
    const { sources, state } = await drained();
    expect(sources).toMatchObject([{ received: 120, parsed: 120 }]);
    expect(state.parts.at(-1)?.gap).toMatchObject({ from: 100, until: 180 });
  });
});

describe('two drains of one topic', () => {
  test('at the same time: every message counts once', { timeout: 90_000 }, async () => {
    await produce(
      brokers(),
      topic,
      lines(0, 20_000).map((value) => ({ value })),
    );
    const both = await Promise.all([drained({ groupId: 'one' }), drained({ groupId: 'two' })]);
    const received = both.reduce((sum, { sources }) => sum + (sources[0]?.received ?? 0), 0);
    expect(received).toBe(20_000);
    const { parts } = await readLake(new DirectoryStore(folder));
    expect(parts.reduce((sum, { events }) => sum + (events?.rows ?? 0), 0)).toBe(20_000);
  });
});

describe('a broker that is not there', () => {
  test('is said so within bounds', { timeout: 60_000 }, async () => {
    await expect(drained({ brokers: ['127.0.0.1:1'] })).rejects.toThrow(
      /kafka 127\.0\.0\.1:1: cannot be reached/,
    );
  });

  test(
    'and so is a topic that does not exist, with those that do',
    { timeout: 60_000 },
    async () => {
      await expect(drained({ topics: ['nothing'] })).rejects.toThrow(
        new RegExp(`no topic nothing; there are: .*${topic}`),
      );
    },
  );
});
