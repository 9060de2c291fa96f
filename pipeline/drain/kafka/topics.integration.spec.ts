/** Which topics and brokers are read: several, by pattern, and those that come later. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startBroker, type TestBroker } from '../../testing/kafka-broker.testing.ts';
import {
  drainKafka,
  eventIdsIn,
  eventLine,
  kafkaSettingsOf,
} from '../../testing/kafka-drain.testing.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { createTopic, produce } from '../../testing/topics.testing.ts';
import type { KafkaSettings } from './settings.ts';
import { topicOf } from './topic-plans.ts';

let broker: TestBroker | undefined;
let absent = '';
let tests = 0;
let prefix = '';
let folder = '';

beforeAll(async () => {
  const found = await startBroker();
  if ('broker' in found) broker = found.broker;
  else absent = found.absent;
}, 120_000);
afterAll(() => broker?.stop());
beforeEach(({ skip }) => {
  skip(broker === undefined, `no broker: ${absent}`);
  tests += 1;
  prefix = `t${process.pid}-${tests}`;
  folder = temporaryFolder();
});

const brokers = () => broker?.brokers ?? '';

/** Makes a topic, with an event for each id. */
async function topicWith(name: string, ...ids: string[]): Promise<void> {
  await createTopic(brokers(), `${prefix}.${name}`, 2);
  await produceTo(name, ...ids);
}

async function produceTo(name: string, ...ids: string[]): Promise<void> {
  const messages = ids.map((id) => ({ value: eventLine(id) }));
  if (ids.length > 0) await produce(brokers(), `${prefix}.${name}`, messages);
}

async function drained(topics: readonly string[], change: Partial<KafkaSettings> = {}) {
  const { state } = await drainKafka(folder, kafkaSettingsOf(brokers(), topics, change));
  const read = new Set(state.parts.map(({ stream }) => topicOf(stream)));
  return { ids: eventIdsIn(folder, state), topics: [...read].sort() };
}

test('several topics, by name and by pattern, and no others', { timeout: 60_000 }, async () => {
  await topicWith('checks.a', 'a1', 'a2');
  await topicWith('checks.b', 'b1');
  await topicWith('named', 'n1');
  await topicWith('other', 'o1');
  expect(await drained([`/^${prefix}\\.checks\\./`, `${prefix}.named`])).toEqual({
    ids: ['a1', 'a2', 'b1', 'n1'],
    topics: [`${prefix}.checks.a`, `${prefix}.checks.b`, `${prefix}.named`],
  });
});

test.for(['earliest', 'latest', 86_400_000] as const)(
  'a topic that matches later is read from its start; from: %s',
  { timeout: 60_000 },
  async (from) => {
    const pattern = [`/^${prefix}\\.checks\\./`];
    await topicWith('checks.a', 'before');
    const before = from === 'latest' ? [] : ['before'];
    expect((await drained(pattern, { from })).ids).toEqual(before);
    await topicWith('checks.later', 'l1', 'l2');
    await produceTo('checks.a', 'after');
    expect((await drained(pattern, { from })).ids).toEqual(['after', ...before, 'l1', 'l2']);
  },
);

test(
  'a name added to the configuration begins where the configuration says',
  { timeout: 60_000 },
  async () => {
    await topicWith('a', 'a1');
    await topicWith('b', 'b1');
    await drained([`${prefix}.a`], { from: 'latest' });
    expect((await drained([`${prefix}.a`, `${prefix}.b`], { from: 'latest' })).ids).toEqual([]);
  },
);

test(
  'a broker that is down does not matter where another answers',
  { timeout: 60_000 },
  async () => {
    await topicWith('a', 'a1');
    const change = { brokers: ['127.0.0.1:1', brokers()] };
    expect((await drained([`${prefix}.a`], change)).ids).toEqual(['a1']);
  },
);

test(
  'a pattern that finds nothing is told, with the topics there are',
  { timeout: 60_000 },
  async () => {
    await topicWith('a');
    await expect(drained([`/^${prefix}\\.nothing/`])).rejects.toThrow(
      new RegExp(`no topic /.*nothing/; there are: .*${prefix}\\.a`),
    );
  },
);
