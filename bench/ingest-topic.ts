/** A topic full of events, written by a client that is neither ours nor the peer's. */
import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import kafkajs from 'kafkajs';
import { type EventPlan, eventLines } from './ingest-events.ts';

const { Kafka, logLevel } = kafkajs;
const partitions = 4;

/** Writes the events by kcat (librdkafka) in batches of 10,000, compressed by lz4. */
async function fill(brokers: string, topic: string, plan: EventPlan): Promise<void> {
  const settings = ['batch.num.messages=10000', 'linger.ms=50', 'queue.buffering.max.kbytes=65536'];
  const args = ['-b', brokers, '-t', topic, '-P', '-z', 'lz4'];
  for (const setting of settings) args.push('-X', setting);
  const kcat = spawn('kcat', args, { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    kcat.once('error', reject).once('close', resolve);
  });
  await Promise.all([pipeline(eventLines(plan), kcat.stdin), ended]);
  if ((await ended) !== 0) throw new Error(`kcat ended with ${await ended}`);
}

/** Makes a topic of these events, and removes it after the work. */
export async function withTopic(
  brokers: string,
  plan: EventPlan,
  work: (topic: string) => Promise<void>,
): Promise<void> {
  const topic = `bench-${plan.events}-${process.pid}`;
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    await admin.createTopics({
      topics: [{ topic, numPartitions: partitions }],
      waitForLeaders: true,
    });
    await fill(brokers, topic, plan);
    await work(topic);
  } finally {
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  }
}
