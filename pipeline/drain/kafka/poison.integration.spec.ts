/** Everything a topic may hold that is no event, between good events, on a real broker. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startBroker, type TestBroker } from '../../testing/kafka-broker.testing.ts';
import {
  drainKafka,
  eventIdsIn,
  eventLine,
  kafkaSettingsOf,
  type Quarantined,
  quarantinedIn,
} from '../../testing/kafka-drain.testing.ts';
import { sharedData } from '../../testing/shared-data.testing.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import {
  configureTopic,
  createTopic,
  produce,
  type TestMessage,
} from '../../testing/topics.testing.ts';

const partition = 1;
const megabyte = 1024 * 1024;
let broker: TestBroker | undefined;
let absent = '';

beforeAll(async () => {
  const found = await startBroker();
  if ('broker' in found) broker = found.broker;
  else absent = found.absent;
}, 120_000);
afterAll(() => broker?.stop());
beforeEach(({ skip }) => {
  skip(broker === undefined, `no broker: ${absent}`);
});

type Value = TestMessage['value'];
const brokers = () => broker?.brokers ?? '';
type Poison = readonly [value: Value, reason: 'malformed' | 'future' | 'late', detail: RegExp];

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const day = 86_400_000;
const fields = (changed: Readonly<Record<string, unknown>>) => eventLine('poison', changed);
/** With literals that JSON has no words for. */
const literal = (field: string, text: string) =>
  fields({ [field]: 'HERE' }).replace('"HERE"', text);

const poison: readonly Poison[] = [
  ['nonsense', 'malformed', /^not JSON/],
  ['', 'malformed', /^not JSON/],
  ['{"time":', 'malformed', /^not JSON/],
  [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'malformed', /not valid UTF-8/],
  [Buffer.from(`\ufeff${fields({})}`, 'utf16le'), 'malformed', /not valid UTF-8/],
  [null, 'malformed', /tombstone/],
  ['null', 'malformed', /no JSON object/],
  ['[]', 'malformed', /no JSON object/],
  [nested(100_000), 'malformed', /no JSON object/],
  [`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'malformed', /component is missing/],
  ['x'.repeat(10 * megabyte), 'malformed', /^not JSON/],
  [JSON.stringify('x'.repeat(10 * megabyte)), 'malformed', /no JSON object/],
  ['{"time":1}', 'malformed', /component is missing/],
  [fields({ component: 'nobody' }), 'malformed', /component is "nobody"/],
  [fields({ component: 7 }), 'malformed', /component is 7; allowed: text/],
  [fields({ time: true }), 'malformed', /time is true/],
  [fields({ time: '2026-02-30T00:00:00Z' }), 'malformed', /time is "2026-02-30/],
  [fields({ statusCode: '200' }), 'malformed', /statusCode is "200"/],
  [fields({ statusCode: 99 }), 'malformed', /statusCode is 99/],
  [fields({ statusCode: undefined, ok: 'yes' }), 'malformed', /ok is "yes"/],
  [fields({ count: 1.5 }), 'malformed', /count is 1.5/],
  [fields({ id: {} }), 'malformed', /id is an object/],
  [literal('durationMs', 'NaN'), 'malformed', /^not JSON/],
  [literal('durationMs', '1e400'), 'malformed', /durationMs is Infinity; allowed/],
  [literal('time', '-1e400'), 'malformed', /time is -Infinity; allowed/],
  [fields({ durationMs: -5 }), 'malformed', /durationMs is -5/],
  [fields({ durationMs: 1e12 }), 'malformed', /durationMs is 1000000000000/],
  [fields({ time: Date.now() + day }), 'future', /after it was received/],
  [fields({ time: Date.now() - 500 * day }), 'late', /older than the horizon/],
];

/** Odd, and yet events. */
const odd: readonly (readonly [id: string, value: string])[] = [
  ['large', eventLine('large', { padding: 'x'.repeat(10 * megabyte) })],
  ['deep', eventLine('deep', { padding: 'HERE' }).replace('"HERE"', nested(100_000))],
  // Of two fields of one name the last counts, as with every reader of JSON.
  ['last', `{"id":"first",${eventLine('last').slice(1)}`],
  ['twice', eventLine('twice')],
  ['twice', eventLine('twice')],
];

interface Other {
  readonly value: Value;
  /** Of those that are events. */
  readonly id?: string;
}

/** Produces good events between all others, alone where they are large. */
async function produceAmong(topic: string, others: readonly Other[]): Promise<void> {
  const messages = others.flatMap(({ value }, index) => [
    { value: eventLine(`good-${index}`), partition },
    { value, partition },
  ]);
  let run: TestMessage[] = [];
  for (const message of messages) {
    const large = (message.value?.length ?? 0) > megabyte;
    if (large && run.length > 0) await produce(brokers(), topic, run);
    run = large ? [] : [...run, message];
    if (large) await produce(brokers(), topic, [message]);
  }
  if (run.length > 0) await produce(brokers(), topic, run);
}

/** Drains a topic of good events and others; everything good must have gone through. */
async function keptAside(topic: string, others: readonly Other[]): Promise<Quarantined[]> {
  const folder = temporaryFolder();
  await createTopic(brokers(), topic, 2);
  await configureTopic(brokers(), topic, { 'max.message.bytes': '16000000' });
  await produceAmong(topic, others);
  const { sources, state } = await drainKafka(folder, kafkaSettingsOf(brokers(), [topic]));
  const ids = others.flatMap(({ id = [] }, index) => [`good-${index}`, id].flat());
  expect(sources).toMatchObject([{ received: 2 * others.length, parsed: ids.length, note: null }]);
  expect(eventIdsIn(folder, state)).toEqual(ids.sort());
  return quarantinedIn(folder, state);
}

test(
  'is kept aside with its reason and place, and everything else goes through',
  { timeout: 120_000 },
  async () => {
    const topic = `poison-${process.pid}`;
    const kept = await keptAside(topic, [
      ...poison.map(([value]) => ({ value })),
      ...odd.map(([id, value]) => ({ id, value })),
    ]);
    expect(kept).toHaveLength(poison.length);
    for (const [index, [, reason, detail]] of poison.entries()) {
      expect(kept[index]).toMatchObject({ offset: 2 * index + 1, reason, partition });
      expect(kept[index]?.stream).toMatch(new RegExp(`^kafka:.*/${topic}$`));
      expect(kept[index]?.detail).toMatch(detail);
    }
  },
);

test(
  'naughty strings are kept aside as messages, and kept as they are in events',
  { timeout: 120_000 },
  async ({ skip }) => {
    const file = sharedData('data/bad/blns/blns.json');
    skip(!file.present, file.absent);
    const parsed = file.json();
    const naughty = Array.isArray(parsed) ? parsed.map(String) : [];
    expect(naughty.length).toBeGreaterThan(400);
    const kept = await keptAside(`naughty-${process.pid}`, [
      ...naughty.map((value) => ({ value })),
      // An empty id tells nothing apart, and is none.
      ...naughty.filter((id) => id !== '').map((id) => ({ id, value: eventLine(id) })),
    ]);
    expect(kept).toMatchObject(
      naughty.map((payload, index) => ({ offset: 2 * index + 1, reason: 'malformed', payload })),
    );
  },
);
