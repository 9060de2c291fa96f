/** Workers in follow mode on a real broker: each message counts once, whatever happens to them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBroker, type TestBroker } from '../testing/kafka-broker.testing.ts';
import { addPartitions, createTopic, produce } from '../testing/topics.testing.ts';
import {
  partsOf,
  received,
  TestWorker,
  until,
  workplace,
  type Workplace,
} from '../testing/worker.testing.ts';

let broker: TestBroker | undefined;
let absent = '';
let topic = '';
let place: Workplace;
let topics = 0;
const workers: TestWorker[] = [];

beforeAll(async () => {
  const found = await startBroker();
  if ('broker' in found) broker = found.broker;
  else absent = found.absent;
}, 120_000);
afterAll(() => broker?.stop());

beforeEach(async ({ skip }) => {
  skip(broker === undefined, `no broker: ${absent}`);
  topics += 1;
  topic = `follow-${process.pid}-${topics}`;
  place = workplace(mkdtempSync(join(tmpdir(), 'plumbline follow ')), brokers(), topic);
  await createTopic(brokers(), topic, 6);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill()));
  rmSync(place.folder, { recursive: true, force: true });
});

const brokers = () => broker?.brokers ?? '';

function worker(more: Readonly<Record<string, string>> = {}): TestWorker {
  const started = new TestWorker(place, more);
  workers.push(started);
  return started;
}

let produced = 0;
function lines(count: number): { value: string }[] {
  return Array.from({ length: count }, () => {
    produced += 1;
    return {
      value: JSON.stringify({
        time: Date.now(),
        component: 'api',
        statusCode: 200,
        durationMs: produced % 90,
        id: `r-${produced}`,
      }),
    };
  });
}

/** Positions of each partition follow each other without a hole or an overlap. */
async function expectContiguous(): Promise<void> {
  const next = new Map<number, number>();
  const parts = [...(await partsOf(place))].sort((a, b) => a.start - b.start);
  for (const { partition, start, end } of parts) {
    expect(start, `partition ${partition}`).toBe(next.get(partition) ?? 0);
    next.set(partition, end);
  }
}

async function untilReceived(count: number): Promise<void> {
  await until(
    async () => ((await received(place)) >= count ? true : undefined),
    20_000,
    () => `not ${count} received: ${JSON.stringify(workers.map((each) => each.lines))}`,
  );
  expect(await received(place)).toBe(count);
  await expectContiguous();
}

/** Messages on their way until told to stop; answers how many there were. */
function produceUntilStopped(): () => Promise<number> {
  let live = true;
  let sent = 0;
  const producing = (async () => {
    while (live) {
      await produce(brokers(), topic, lines(100));
      sent += 100;
      await pause(100);
    }
  })();
  return async () => {
    live = false;
    await producing;
    return sent;
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Answers of the worker, and what they say. */
async function ask(one: TestWorker, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(new URL(path, await one.url()));
  return { status: response.status, text: await response.text() };
}

async function untilReady(one: TestWorker): Promise<void> {
  await until(async () => ((await ask(one, 'readyz')).status === 200 ? true : undefined));
}

describe('one worker', () => {
  test('commits what arrives, and ends with 0 when asked to', { timeout: 40_000 }, async () => {
    const one = worker();
    await one.said('partitions assigned');
    await produce(brokers(), topic, lines(500));
    await untilReceived(500);
    await produce(brokers(), topic, lines(200));
    await untilReceived(700);
    // In the middle of a batch: it is committed or dropped, and the next worker has the rest.
    await produce(brokers(), topic, lines(5000));
    expect(await one.stop()).toBe(0);
    expect(one.noise).toBe('');
    worker();
    await untilReceived(5700);
  });

  test(
    'tells how it is, reads partitions that are added, and outlives its broker',
    { timeout: 60_000 },
    async ({ skip }) => {
      skip(Boolean(process.env['KAFKA_BROKERS']), 'a broker that is not ours cannot be restarted');
      const one = worker();
      await one.said('partitions assigned');
      await addPartitions(brokers(), topic, 7);
      const toTheNew = lines(10).map((line) => ({ ...line, partition: 6 }));
      await produce(brokers(), topic, [...toTheNew, { value: 'nonsense', partition: 0 }]);
      await untilReceived(11);
      await untilReady(one);
      expect(await ask(one, 'healthz')).toMatchObject({ status: 200 });
      const lag = new RegExp(`^plumbline_offset_lag\\{topic="${topic}",partition="6"\\} 0$`, 'm');
      const { text } = await until(async () => {
        const metrics = await ask(one, 'metrics');
        return lag.test(metrics.text) ? metrics : undefined;
      });
      expect(text).toMatch(/^plumbline_records_total\{source="kafka .*",outcome="parsed"\} 10$/m);
      expect(text).toMatch(/^plumbline_quarantined_total\{reason="malformed"\} 1$/m);
      expect(text).toMatch(/^plumbline_commit_seconds_count [1-9]/m);
      expect(text).toMatch(/^plumbline_data_through_timestamp_seconds\{source="kafka .*"\} \d/m);
      await broker?.kill();
      const refused = await until(async () => {
        const answer = await ask(one, 'readyz');
        return answer.status === 503 ? answer : undefined;
      });
      expect(refused.text).toContain('cannot be reached');
      expect(await ask(one, 'healthz')).toMatchObject({ status: 200 });
      await broker?.restart();
      await produce(brokers(), topic, lines(30));
      await untilReceived(41);
      await untilReady(one);
    },
  );
});

describe('several workers', () => {
  test(
    'that join, are killed, leave and are replaced count every message once',
    { timeout: 90_000 },
    async () => {
      const [one, two] = [worker(), worker()];
      await Promise.all([one.said('partitions assigned'), two.said('partitions assigned')]);
      const stop = produceUntilStopped();
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
    },
  );

  test(
    'of which one slept and was replaced: what it still held is refused, then it goes on',
    { timeout: 60_000 },
    async () => {
      // It holds what it read for long, so that it sleeps on something.
      const sleeper = worker({ PLUMBLINE_ROLL_EVERY: '4s' });
      await sleeper.said('partitions assigned');
      await produce(brokers(), topic, lines(600));
      await untilReceived(600);
      await produce(brokers(), topic, lines(600));
      await pause(1500);
      sleeper.signal('SIGSTOP');
      const other = worker();
      await untilReceived(1200);
      sleeper.signal('SIGCONT');
      await produce(brokers(), topic, lines(300));
      await untilReceived(1500);
      await until(() => (assignments(sleeper) > 1 && assignments(other) > 1 ? true : undefined));
      await produce(brokers(), topic, lines(300));
      await untilReceived(1800);
      expect(await sleeper.stop()).toBe(0);
    },
  );
});

const assignments = (one: TestWorker) =>
  one.lines.filter(({ message }) => message === 'partitions assigned').length;
