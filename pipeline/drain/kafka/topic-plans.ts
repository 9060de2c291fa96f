/** What is to be read of every topic, by our positions and the broker's offsets. */
import type { Admin } from 'kafkajs';
import type { Cursor } from '../../lake/manifest.ts';
import { Problem } from '../../problem.ts';
import { type Positions, positionsOf } from '../source.ts';
import { type PartitionOffsets, type PartitionPlan, planPartition } from './plan.ts';
import type { KafkaSettings } from './settings.ts';

const isPattern = (topic: string) =>
  topic.startsWith('/') && topic.endsWith('/') && topic.length > 2;

/** Whether a topic is one of those configured. */
export function matchesTopic(configured: readonly string[], topic: string): boolean {
  return configured.some((name) =>
    isPattern(name) ? new RegExp(name.slice(1, -1)).test(topic) : name === topic,
  );
}

/** Names a partition of one epoch. */
export function partitionKey(topic: string, partition: number, epoch = 0): string {
  return `${topic}/${partition}~${epoch}`;
}

/** Name of a topic's stream in the lake. */
function topicStream(clusterId: string, topic: string): string {
  return `kafka:${clusterId}/${topic}`;
}

/** Topic of a stream of the lake; empty for streams of other sources. */
export function topicOf(stream: string): string {
  return /^kafka:[^/]*\/(.*)$/.exec(stream)?.[1] ?? '';
}

/** Names of the configured topics, sorted; one that does not exist is a Problem. */
export async function topicNames(
  admin: Admin,
  { topics, brokers }: KafkaSettings,
): Promise<string[]> {
  const all = await admin.listTopics();
  const found = all.filter((topic) => !topic.startsWith('__') && matchesTopic(topics, topic));
  const missing = topics.filter((name) => !all.some((topic) => matchesTopic([name], topic)));
  if (missing.length === 0) return found.sort();
  throw new Problem(
    `kafka ${brokers.join(', ')}: no topic ${missing.join(', ')}; there are: ${
      all
        .filter((topic) => !topic.startsWith('__'))
        .sort()
        .join(', ') || 'none'
    }`,
  );
}

async function offsetsOf(
  admin: Admin,
  topic: string,
  from: KafkaSettings['from'],
  nowMs: number,
): Promise<PartitionOffsets[]> {
  // Listed with "read committed", so the upper offset is the last stable one.
  const bounds = await admin.fetchTopicOffsets(topic);
  const first =
    typeof from === 'number' ? await admin.fetchTopicOffsetsByTimestamp(topic, nowMs - from) : [];
  return bounds.map(({ partition, low, offset }) => {
    const end = Number(offset);
    const byTime = Number(first.find((entry) => entry.partition === partition)?.offset ?? offset);
    const start =
      from === 'earliest'
        ? Number(low)
        : from === 'latest'
          ? end
          : Math.min(byTime < 0 ? end : byTime, end);
    return { partition, low: Number(low), end, from: start };
  });
}

/** Whether a topic came after others of its pattern had been read: then all of it is new. */
function cameLater(topic: string, topics: readonly string[], known: readonly string[]): boolean {
  return topics
    .filter((name) => isPattern(name) && matchesTopic([name], topic))
    .some((pattern) => known.some((other) => matchesTopic([pattern], other)));
}

function newest(cursors: readonly Cursor[], partition: number): Cursor | undefined {
  return cursors
    .filter((cursor) => cursor.partition === partition)
    .reduce<Cursor | undefined>(
      (best, cursor) => (best && best.epoch > cursor.epoch ? best : cursor),
      undefined,
    );
}

/** A partition and what is to be read of it. */
export interface TopicPlan {
  readonly topic: string;
  /** Name of the topic's stream in the lake. */
  readonly stream: string;
  readonly plan: PartitionPlan;
}

/** Plans for all partitions of the topics named, those with nothing new included. */
export async function planTopics(
  admin: Admin,
  settings: KafkaSettings,
  topics: readonly string[],
  positions: Positions,
  recreated: ReadonlySet<string>,
  nowMs: number,
): Promise<TopicPlan[]> {
  const { clusterId } = await admin.describeCluster();
  const plans: TopicPlan[] = [];
  const ours = positions.filter(({ stream }) => stream.startsWith(topicStream(clusterId, '')));
  const known = ours.map(({ stream }) => topicOf(stream));
  for (const topic of topics) {
    const stream = topicStream(clusterId, topic);
    const cursors = positionsOf(positions, stream);
    const later = settings.from === 'latest' && cameLater(topic, settings.topics, known);
    for (const offsets of await offsetsOf(admin, topic, settings.from, nowMs)) {
      const cursor = newest(cursors, offsets.partition);
      // A partition added later was not there when reading began: all of it is new.
      const added = cursor === undefined && (later || cursors.length > 0);
      const plan = planPartition(
        added ? { ...offsets, from: offsets.low } : offsets,
        cursor,
        recreated.has(partitionKey(topic, offsets.partition, cursor?.epoch)),
      );
      plans.push({ topic, stream, plan });
    }
  }
  return plans;
}
