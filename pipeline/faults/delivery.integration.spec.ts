/**
 * What a real broker may do to a message: deliver it twice and late, die while it is read, hand
 * its partition to somebody else. The figures never tell.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uniform } from '../simulate/random.ts';
import { startBroker, type TestBroker } from '../testing/kafka-broker.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { accountedFor, ledgerOf } from './ledger.testing.ts';
import { differences, type Published } from './published.testing.ts';
import { eventLines, poison } from './telemetry.testing.ts';
import {
  type Drained,
  drainProcess,
  fill,
  filledTopic,
  joinAndLeave,
  type PlacedLine,
  published,
  topicProject,
  untilReading,
} from './topic-project.testing.ts';

const timeout = 180_000;

let broker: TestBroker | undefined;
let absent = '';
let topic = '';
let topics = 0;

beforeAll(async () => {
  const found = await startBroker();
  if ('broker' in found) broker = found.broker;
  else absent = found.absent;
}, 120_000);
afterAll(() => broker?.stop());
beforeEach(({ skip }) => {
  skip(broker === undefined, `no broker: ${absent}`);
  topics += 1;
  topic = `faults-${process.pid}-${topics}`;
});

const brokers = () => broker?.brokers ?? '';

/** Every record once; some ids a second time, with a result that differs: the worst must win. */
function distinctLines(): string[] {
  const lines = eventLines(240);
  const retried = lines.filter((line, at) => at % 40 === 0 && line.includes('"statusCode":200'));
  return [...lines, ...retried.map((line) => line.replace('200', '500'))];
}

/** What one topic says more than once, `times` over: enough that reading it takes a while. */
function manyMessages(times: number, partitions: number): PlacedLine[] {
  const lines = [...eventLines(840), ...poison];
  return Array.from({ length: times }, () => lines)
    .flat()
    .map((value, at) => ({ value, partition: at % partitions }));
}

/** Each line up to three times, in any order and on any partition. */
function careless(lines: readonly string[], partitions: number): PlacedLine[] {
  return lines
    .flatMap((value, line) =>
      Array.from({ length: 1 + Math.floor(3 * uniform(line, 1)) }, (_, copy) => ({
        value,
        partition: Math.floor(partitions * uniform(line, copy, 2)),
        order: uniform(line, copy, 3),
      })),
    )
    .sort((a, b) => a.order - b.order)
    .map(({ value, partition }) => ({ value, partition }));
}

test('duplicated and shuffled delivery makes the same figures', { timeout }, async () => {
  const root = temporaryFolder();
  const lines = [...distinctLines(), ...poison];
  const plain = lines.map((value) => ({ value, partition: 0 }));
  await filledTopic(brokers(), `${topic}-plain`, 1, plain);
  const again = careless(lines, 4);
  await filledTopic(brokers(), `${topic}-careless`, 4, again);
  const once = await published(topicProject(root, brokers(), `${topic}-plain`));
  const often = await published(topicProject(root, brokers(), `${topic}-careless`));
  // Both count copies, which is what differs.
  const ledgers = ['audit.json', 'cells/2026-03-01.parsed.parquet'];
  // The published cells of the same kind say the same.
  const names = [
    ...ledgers,
    'cells/2026-03-02.parsed.parquet',
    // Of the days that are settled, as they are kept for the next run and as they are published.
    'cells/parsed-2026-03.published',
    'lake/parsed-2026-03.parquet',
    'lake/parsed-2026-03-02.parquet',
  ].sort();
  expect(differences(once, often)).toEqual(names);
  expect(once.size).toBeGreaterThanOrEqual(15);
  const [first, second] = [ledgerOf(once), ledgerOf(often)];
  expect([first['received'], second['received']]).toEqual([plain.length, again.length]);
  expect([accountedFor(first), accountedFor(second)]).toEqual([plain.length, again.length]);
  expect([second['accepted'], second['noise']]).toEqual([first['accepted'], first['noise']]);
});

describe('reading that is disturbed', () => {
  /** What a run that nobody disturbs publishes, by a project of its own. */
  async function undisturbed(root: string, messages: readonly PlacedLine[]): Promise<Published> {
    const expected = await published(topicProject(root, brokers(), topic));
    const ledger = ledgerOf(expected);
    expect(ledger['received']).toBe(messages.length);
    expect(accountedFor(ledger)).toBe(messages.length);
    return expected;
  }

  /** A drain whose broker is killed while it reads, and started again afterwards. */
  async function endedBroker(folder: string): Promise<Drained> {
    const ended = drainProcess(folder);
    await untilReading(brokers(), topic);
    await broker?.kill();
    return ended.finally(broker?.restart);
  }

  test('by the end of the broker: the next run goes on', { timeout }, async ({ skip }) => {
    skip(process.env['KAFKA_BROKERS'] !== undefined, 'this broker is not ours to end');
    const root = temporaryFolder();
    const messages = manyMessages(24, 1);
    const early = messages.length / 4;
    await filledTopic(brokers(), topic, 1, messages.slice(0, early));
    let folder = topicProject(root, brokers(), topic);
    expect(await drainProcess(folder)).toMatchObject({ code: 0 });
    await fill(brokers(), topic, messages.slice(early));
    const expected = await undisturbed(root, messages);

    let ended = await endedBroker(folder);
    // On a busy machine the drain may be over first.
    for (let more = 0; ended.code === 0 && more < 3; more += 1) {
      folder = topicProject(root, brokers(), topic);
      ended = await endedBroker(folder);
    }
    expect(ended.err).toMatch(/^error: kafka 127\.0\.0\.1:\d+: cannot be reached/);
    expect(ended.code).toBe(1);
    // The old group still waits a minute for the member that could not say that it left.
    const again = await published(folder, { KAFKA_GROUP_ID: `other of ${topic}` });
    expect(differences(expected, again)).toEqual([]);
  });

  test.for(['one group', 'two groups'])(
    'by a second run on the same partition, as %s',
    { timeout },
    async (groups) => {
      const root = temporaryFolder();
      const messages = manyMessages(20, 1);
      await filledTopic(brokers(), topic, 1, messages);
      const expected = await undisturbed(root, messages);
      const folder = topicProject(root, brokers(), topic);
      const other = groups === 'one group' ? {} : { KAFKA_GROUP_ID: `other of ${topic}` };
      const both = await Promise.all([drainProcess(folder), drainProcess(folder, other)]);
      expect(both).toEqual([
        { code: 0, err: '' },
        { code: 0, err: '' },
      ]);
      expect(differences(expected, await published(folder))).toEqual([]);
    },
  );

  test('by members of the group that come and go', { timeout }, async () => {
    const root = temporaryFolder();
    const messages = manyMessages(20, 4);
    await filledTopic(brokers(), topic, 4, messages);
    const expected = await undisturbed(root, messages);
    const folder = topicProject(root, brokers(), topic);
    let isOver = false;
    const strangers = joinAndLeave(brokers(), topic, () => isOver);
    for (const run of [drainProcess(folder), drainProcess(folder)]) {
      expect(await run).toMatchObject({ code: 0 });
    }
    expect(await drainProcess(folder)).toMatchObject({ code: 0 });
    isOver = true;
    expect(await strangers).toBeGreaterThanOrEqual(2);
    expect(differences(expected, await published(folder))).toEqual([]);
  });
});
