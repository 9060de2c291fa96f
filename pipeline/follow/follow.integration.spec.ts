/** Workers in follow mode on a real broker: each message counts once, whatever happens to them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { startBroker, type TestBroker } from '../testing/kafka-broker.testing.ts';
import { addPartitions, createTopic, produce, testClient } from '../testing/topics.testing.ts';
import {
  drainedTimes,
  partsOf,
  received,
  TestWorker,
  until,
  workplace,
} from '../testing/worker.testing.ts';

let broker: TestBroker | undefined;
let absent = '';
let topics = 0;
let produced = 0;

beforeAll(async () => {
  const found = await startBroker();
  if ('broker' in found) broker = found.broker;
  else absent = found.absent;
}, 120_000);
afterAll(() => broker?.stop());

const brokers = () => broker?.brokers ?? '';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function lines(count: number): { value: string }[] {
  return Array.from({ length: count }, () => {
    produced += 1;
    const fields = { component: 'api', statusCode: 200, durationMs: produced % 90 };
    return { value: JSON.stringify({ time: Date.now(), ...fields, id: `r-${produced}` }) };
  });
}

/** A topic of six partitions, and workers that follow it into one lake. */
async function setUp({ skip, onTestFinished }: TestContext) {
  skip(broker === undefined, `no broker: ${absent}`);
  topics += 1;
  const topic = `follow-${process.pid}-${topics}`;
  const folder = mkdtempSync(join(tmpdir(), 'plumbline follow '));
  const place = workplace(folder, brokers(), topic);
  const workers: TestWorker[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    rmSync(folder, { recursive: true, force: true });
  });
  // A busy broker does not know its new topic for a moment.
  await until(() =>
    createTopic(brokers(), topic, 6).then(
      () => true,
      () => undefined,
    ),
  );
  return {
    topic,
    place,
    send: (messages: { value: string; partition?: number }[]) =>
      produce(brokers(), topic, messages),
    worker: (more: Readonly<Record<string, string>> = {}): TestWorker => {
      const started = new TestWorker(place, more);
      workers.push(started);
      return started;
    },
    /** Waits for the lake to hold so many records, and no more. */
    untilReceived: async (count: number): Promise<void> => {
      await until(
        async () => ((await received(place)) >= count ? true : undefined),
        40_000,
        () => `not ${count} received: ${JSON.stringify(workers.map((each) => each.lines))}`,
      );
      expect(await received(place)).toBe(count);
      // Positions of each partition follow each other without a hole or an overlap.
      const next = new Map<number, number>();
      for (const part of [...(await partsOf(place))].sort((a, b) => a.start - b.start)) {
        expect(part.start, `partition ${part.partition}`).toBe(next.get(part.partition) ?? 0);
        next.set(part.partition, part.end);
      }
    },
  };
}

type Setting = Awaited<ReturnType<typeof setUp>>;

/** Messages on their way until told to stop; answers how many there were. */
function produceUntilStopped({ send }: Setting): () => Promise<number> {
  const ending = new AbortController();
  const producing = (async () => {
    let sent = 0;
    for (; !ending.signal.aborted; sent += 100) {
      await send(lines(100));
      await pause(100);
    }
    return sent;
  })();
  return () => {
    ending.abort();
    return producing;
  };
}

/** What the worker answers. */
async function ask(one: TestWorker, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(new URL(path, await one.url()));
  return { status: response.status, text: await response.text() };
}

async function untilStatus(one: TestWorker, status: number): Promise<string> {
  return until(async () => {
    const answer = await ask(one, 'readyz');
    return answer.status === status ? answer.text : undefined;
  }, 40_000);
}

const assignments = (one: TestWorker) =>
  one.lines.filter(({ message }) => message === 'partitions assigned');

/** How many partitions a worker has. */
function share(one: TestWorker): number {
  const assigned: unknown = assignments(one).at(-1)?.['assignment'];
  return typeof assigned === 'object' ? Object.values(assigned ?? {}).flat().length : 0;
}

const generous = { timeout: 120_000 };

describe.concurrent('workers', () => {
  test('commit what arrives, and end with 0 when asked to', generous, async (context) => {
    const setting = await setUp(context);
    const { worker, send, untilReceived } = setting;
    const one = worker();
    await one.said('partitions assigned');
    await send(lines(500));
    await untilReceived(500);
    // In the middle of a batch: it is committed or dropped, and the next worker has the rest.
    await send(lines(5000));
    expect(await one.stop()).toBe(0);
    expect(one.noise).toBe('');
    worker();
    await untilReceived(5500);
  });

  test('that join, crash and leave lose and double nothing', generous, async (context) => {
    const setting = await setUp(context);
    const { worker, untilReceived } = setting;
    const [one, two] = [worker(), worker()];
    await until(() => (share(one) === 3 && share(two) === 3 ? true : undefined));
    const stop = produceUntilStopped(setting);
    await pause(1500);
    const three = worker();
    await three.said('partitions assigned');
    await pause(1000);
    two.signal('SIGKILL');
    await pause(1000);
    expect(await one.stop()).toBe(0);
    await pause(1000);
    await untilReceived(await stop());
    expect(await three.stop()).toBe(0);
  });

  test('that slept and were replaced commit nothing twice', generous, async (context) => {
    const { worker, send, untilReceived } = await setUp(context);
    // It holds what it read for long, so that it sleeps on something.
    const sleeper = worker({ PLUMBLINE_ROLL_EVERY: '4s' });
    await sleeper.said('partitions assigned');
    await send(lines(600));
    await untilReceived(600);
    await send(lines(600));
    await pause(1500);
    sleeper.signal('SIGSTOP');
    const other = worker();
    await untilReceived(1200);
    sleeper.signal('SIGCONT');
    await send(lines(300));
    await untilReceived(1500);
    // The sleeper is let in again, and works.
    await until(() => assignments(sleeper).length > 1 || undefined);
    await send(lines(300));
    await untilReceived(1800);
    expect(await sleeper.stop()).toBe(0);
    expect(await other.stop()).toBe(0);
  });

  test('know that they are at the end of transactions', generous, async (context) => {
    const { worker, topic, place, untilReceived } = await setUp(context);
    const transactionalId = `tx-${topic}`;
    const producer = testClient(brokers()).producer({ transactionalId, maxInFlightRequests: 1 });
    await producer.connect();
    for (const ending of ['commit', 'abort'] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: lines(50) });
      await transaction[ending]();
    }
    await producer.disconnect();
    worker();
    const at = Date.now();
    await until(async () => (await drainedTimes(place)).some((time) => time > at) || undefined);
    await untilReceived(50);
  });
});

test('a worker tells how it is and outlives its broker', generous, async (context) => {
  context.skip(Boolean(process.env['KAFKA_BROKERS']), 'a broker that is not ours is not restarted');
  const { worker, topic, send, untilReceived } = await setUp(context);
  const one = worker();
  await one.said('partitions assigned');
  await addPartitions(brokers(), topic, 7);
  const toTheNew = lines(10).map((line) => ({ ...line, partition: 6 }));
  await send([...toTheNew, { value: 'nonsense', partition: 0 }]);
  await untilReceived(11);
  await untilStatus(one, 200);
  expect(await ask(one, 'healthz')).toMatchObject({ status: 200 });
  const lag = new RegExp(`^plumbline_offset_lag\\{topic="${topic}",partition="6"\\} 0$`, 'm');
  const text = await until(async () => {
    const metrics = await ask(one, 'metrics');
    return lag.test(metrics.text) ? metrics.text : undefined;
  });
  expect(text).toMatch(/^plumbline_records_total\{source="kafka .*",outcome="parsed"\} 10$/m);
  expect(text).toMatch(/^plumbline_quarantined_total\{reason="malformed"\} 1$/m);
  expect(text).toMatch(/^plumbline_commit_seconds_count [1-9]/m);
  expect(text).toMatch(/^plumbline_data_through_timestamp_seconds\{source="kafka .*"\} \d/m);
  await broker?.kill();
  expect(await untilStatus(one, 503)).toContain('cannot be reached');
  expect(await ask(one, 'healthz')).toMatchObject({ status: 200 });
  await broker?.restart();
  await send(lines(30));
  await untilReceived(41);
  await untilStatus(one, 200);
  expect(await one.stop()).toBe(0);
});
