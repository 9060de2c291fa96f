/** Workers in follow mode on a real broker: each message counts once, whatever happens to them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBroker, type TestBroker } from '../testing/kafka-broker.testing.ts';
import { createTopic, produce } from '../testing/topics.testing.ts';
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

describe('one worker', () => {
  test('commits what arrives, and ends with 0 when asked to', { timeout: 40_000 }, async () => {
    const one = worker();
    await one.said('partitions assigned');
    await produce(brokers(), topic, lines(500));
    await untilReceived(500);
    await produce(brokers(), topic, lines(200));
    await untilReceived(700);
    expect(await one.stop()).toBe(0);
    expect(one.noise).toBe('');
  });
});

describe('several workers', () => {
  test(
    'that join, are killed, leave and are replaced count every message once',
    { timeout: 90_000 },
    async () => {
      const [one, two] = [worker(), worker()];
      await Promise.all([one.said('partitions assigned'), two.said('partitions assigned')]);
      let live = true;
      let sent = 0;
      const producing = (async () => {
        while (live) {
          await produce(brokers(), topic, lines(100));
          sent += 100;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      })();
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      await pause(1500);
      const three = worker();
      await three.said('partitions assigned');
      await pause(1000);
      two.signal('SIGKILL');
      await pause(1000);
      expect(await one.stop()).toBe(0);
      await pause(1000);
      live = false;
      await producing;
      await untilReceived(sent);
      expect(await three.stop()).toBe(0);
    },
  );
});
