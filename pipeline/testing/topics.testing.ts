/** Topics of a test, written by a client other than ours where it is there (kcat, on librdkafka). */
import { spawnSync } from 'node:child_process';
import kafkajs, { type Kafka } from 'kafkajs';

const { ConfigResourceTypes, Kafka: Client, logLevel } = kafkajs;

export function hasKcat(): boolean {
  return spawnSync('kcat', ['-V'], { stdio: 'ignore' }).status === 0;
}

export function testClient(brokers: string): Kafka {
  return new Client({ clientId: 'test', brokers: [brokers], logLevel: logLevel.NOTHING });
}

export async function createTopic(brokers: string, topic: string, partitions = 4): Promise<void> {
  const admin = testClient(brokers).admin();
  await admin.connect();
  await admin.createTopics({
    topics: [{ topic, numPartitions: partitions }],
    waitForLeaders: false,
  });
  const hasLeaders = async () => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const leaders = topics[0]?.partitions.filter(({ leader }) => leader >= 0) ?? [];
    return leaders.length === partitions;
  };
  // A broker that is busy does not know of it at first, which kafkajs takes for a failure.
  while (!(await hasLeaders().catch(() => false)))
    await new Promise((resolve) => setTimeout(resolve, 50));
  await admin.disconnect();
}

/** Gives a topic more partitions: `count` in all. */
export async function addPartitions(brokers: string, topic: string, count: number): Promise<void> {
  const admin = testClient(brokers).admin();
  await admin.connect();
  await admin.createPartitions({ topicPartitions: [{ topic, count }] });
  await admin.disconnect();
}

export async function configureTopic(
  brokers: string,
  topic: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const admin = testClient(brokers).admin();
  await admin.connect();
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }],
  });
  await admin.disconnect();
}

export async function deleteTopic(brokers: string, topic: string): Promise<void> {
  const admin = testClient(brokers).admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
}

/** Produces one message per line. */
export function produceWithKcat(
  brokers: string,
  topic: string,
  lines: readonly string[],
  options: readonly string[] = [],
): void {
  const args = ['-b', brokers, '-t', topic, '-P', '-X', 'linger.ms=20', ...options];
  const { status, stderr } = spawnSync('kcat', args, {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`kcat: ${stderr}`);
}

export interface TestMessage {
  readonly value: string | Buffer | null;
  readonly partition?: number;
}

export async function produce(
  brokers: string,
  topic: string,
  messages: readonly TestMessage[],
): Promise<void> {
  const producer = testClient(brokers).producer({
    allowAutoTopicCreation: false,
    // What is sent again after a failure is not there twice.
    idempotent: true,
    maxInFlightRequests: 1,
  });
  await producer.connect();
  await producer.send({ topic, messages: [...messages] });
  await producer.disconnect();
}
