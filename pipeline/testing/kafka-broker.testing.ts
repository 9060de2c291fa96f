/** A real broker for tests: KAFKA_BROKERS, else Redpanda in a container, else Apache Kafka on Java. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { kafkaJars } from './kafka-jars.testing.ts';

export interface TestBroker {
  readonly brokers: string;
  /** Ends it as a power cut would; only for a broker of our own. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port and data. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export type BrokerOrReason = { readonly broker: TestBroker } | { readonly absent: string };

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer()
    .on('error', reject)
    .listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  return promise;
}

async function untilReady(brokers: string, timeoutMs: number): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const admin = new Kafka({
      brokers: [brokers],
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    }).admin();
    try {
      await admin.connect();
      await admin.listTopics();
      // Groups are served a little later than topics.
      await admin.describeGroups(['nobody']);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 250);
      });
    } finally {
      await admin.disconnect();
    }
  }
}

function properties(port: number, controller: number, data: string): string {
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': data,
    'num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'message.max.bytes': 16_777_216,
    // Tests make retention pass an offset; by default it is looked at every five minutes.
    'log.retention.check.interval.ms': 1000,
    'log.segment.delete.delay.ms': 0,
  })
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
}

async function startOwn(jars: string): Promise<TestBroker> {
  const home = mkdtempSync(join(tmpdir(), 'plumbline-broker-'));
  const [port, controller] = [await freePort(), await freePort()];
  const file = join(home, 'server.properties');
  writeFileSync(file, properties(port, controller, join(home, 'logs')));
  const java = ['-cp', join(jars, '*')];
  spawnSync(
    'java',
    [...java, 'kafka.tools.StorageTool', 'format', '-t', 'cGx1bWJsaW5ldGVzdHMxMQ', '-c', file],
    { stdio: 'ignore' },
  );
  const brokers = `127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  const run = async () => {
    server = spawn('java', ['-Xmx512m', ...java, 'kafka.Kafka', file], { stdio: 'ignore' });
    await untilReady(brokers, 60_000);
  };
  const kill = async () => {
    const running = server;
    server = undefined;
    if (running?.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  };
  const killNow = () => server?.kill('SIGKILL');
  process.once('exit', killNow);
  await run();
  return {
    brokers,
    kill,
    restart: run,
    async stop() {
      await kill();
      process.off('exit', killNow);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const notOurs = () => Promise.reject(new Error('this broker is not ours to end'));

/** Finds or starts a broker; says why where there is none. */
export async function startBroker(): Promise<BrokerOrReason> {
  const given = process.env['KAFKA_BROKERS'];
  if (given) {
    await untilReady(given, 10_000);
    return {
      broker: { brokers: given, kill: notOurs, restart: notOurs, stop: () => Promise.resolve() },
    };
  }
  const jars = kafkaJars();
  return 'absent' in jars ? { absent: jars.absent } : { broker: await startOwn(jars.folder) };
}
