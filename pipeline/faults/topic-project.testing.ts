/** Projects that read one topic of a test's broker, and disturbances of their reading. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { snapshot } from '../snapshot.ts';
import {
  createTopic,
  hasKcat,
  produce,
  produceWithKcat,
  testClient,
} from '../testing/topics.testing.ts';
import { commandOf, environmentOf, publishedIn, writeProject } from './command.testing.ts';
import type { Published } from './published.testing.ts';
import { asOfMs } from './telemetry.testing.ts';

/** A line and the partition it goes to. */
export interface PlacedLine {
  readonly value: string;
  readonly partition: number;
}

/** Messages of one request to the broker. */
const atOnce = 20_000;

/** Adds messages to a topic. */
export async function fill(
  brokers: string,
  topic: string,
  messages: readonly PlacedLine[],
): Promise<void> {
  if (hasKcat()) {
    // Many times faster than our client.
    for (const [partition, lines] of Map.groupBy(messages, (message) => message.partition)) {
      const texts = lines.map(({ value }) => value);
      produceWithKcat(brokers, topic, texts, ['-p', String(partition)]);
    }
    return;
  }
  for (let from = 0; from < messages.length; from += atOnce)
    await produce(brokers, topic, messages.slice(from, from + atOnce));
}

/** A new topic with these messages. */
export async function filledTopic(
  brokers: string,
  topic: string,
  partitions: number,
  messages: readonly PlacedLine[],
): Promise<void> {
  await createTopic(brokers, topic, partitions);
  await fill(brokers, topic, messages);
}

/** A new project below `root` that reads a topic from its start. */
export function topicProject(root: string, brokers: string, topic: string): string {
  const folder = mkdtempSync(join(root, 'project '));
  mkdirSync(join(folder, 'incidents'));
  const source = { kind: 'kafka', brokers: [brokers], topics: [topic], from: 'earliest' };
  writeProject(folder, [{ ...source, groupId: `group of ${topic}` }]);
  return folder;
}

/** Drains what is left, then rolls up and publishes. */
export async function published(
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Published> {
  await snapshot(environmentOf(folder, asOfMs, variables), () => undefined);
  return publishedIn(folder);
}

export interface Drained {
  readonly code: number | null;
  readonly err: string;
}

/** One drain of a project as a process. */
export function drainProcess(
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Drained> {
  const { promise, resolve, reject } = Promise.withResolvers<Drained>();
  const script = commandOf('drain', folder);
  const child = spawn(process.execPath, script.args, {
    // kafkajs makes Node warn of a timer.
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...script.variables, ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.once('error', reject).once('close', (code) => {
    resolve({ code, err });
  });
  return promise;
}

/** Resolves once a member of the project's group is reading, or has not begun for long. */
export async function untilReading(brokers: string, topic: string): Promise<void> {
  const admin = testClient(brokers).admin();
  await admin.connect();
  try {
    for (let look = 0; look < 4000; look += 1) {
      const { groups } = await admin.describeGroups([`group of ${topic}`]);
      if (groups[0]?.state === 'Stable') return;
      await wait(5);
    }
  } finally {
    await admin.disconnect();
  }
}

/** A stranger who joins the project's group and leaves again, until told to stop; how often. */
export async function joinAndLeave(
  brokers: string,
  topic: string,
  isOver: () => boolean,
): Promise<number> {
  let joined = 0;
  while (!isOver()) {
    const consumer = testClient(brokers).consumer({
      groupId: `group of ${topic}`,
      heartbeatInterval: 100,
    });
    consumer.on(consumer.events.GROUP_JOIN, () => (joined += 1));
    await consumer.connect();
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({ autoCommit: false, eachBatch: () => Promise.resolve() });
    await wait(300);
    await consumer.disconnect();
  }
  return joined;
}
