/** A real broker for tests: KAFKA_BROKERS, else Apache Kafka on Java. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { type BrokerSetup, portsFor, properties } from './broker-properties.testing.ts';
import { kafkaJars } from './kafka-jars.testing.ts';

const plainSetup: BrokerSetup = { listeners: [], properties: {}, format: [] };

export interface TestBroker {
  /** The plain listener. */
  readonly brokers: string;
  /** Address of a listener; empty for one that is not there. */
  readonly listener: (name: string) => string;
  /** Folder of the partitions' logs, to be changed while the broker is down. */
  readonly logs: string;
  /** Ends it as a power cut would; only for a broker of our own. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port and data. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export type BrokerOrReason = { readonly broker: TestBroker } | { readonly absent: string };

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

/** A Java process that is ended with ours. */
class Server {
  readonly #start: () => ChildProcess;
  #running: ChildProcess | undefined;
  readonly #killNow = () => this.#running?.kill('SIGKILL');

  constructor(start: () => ChildProcess) {
    this.#start = start;
    process.once('exit', this.#killNow);
  }

  run(): void {
    this.#running = this.#start();
  }

  async kill(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (running?.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    process.off('exit', this.#killNow);
  }
}

async function startOwn(jars: string, setup: BrokerSetup): Promise<TestBroker> {
  const home = mkdtempSync(join(tmpdir(), 'plumbline-broker-'));
  const ports = await portsFor(['PLAINTEXT', ...setup.listeners, 'CONTROLLER']);
  const [file, logs] = [join(home, 'server.properties'), join(home, 'logs')];
  writeFileSync(file, properties(ports, logs, setup));
  const java = ['-cp', join(jars, '*')];
  const storage = [...java, 'kafka.tools.StorageTool', 'format', '-c', file, ...setup.format];
  spawnSync('java', [...storage, '-t', 'cGx1bWJsaW5ldGVzdHMxMQ'], { stdio: 'ignore' });
  const listener = (name: string) => (name in ports ? `127.0.0.1:${ports[name] ?? 0}` : '');
  const brokers = listener('PLAINTEXT');
  const server = new Server(() =>
    spawn('java', ['-Xmx512m', ...java, 'kafka.Kafka', file], { stdio: 'ignore' }),
  );
  const run = async () => {
    server.run();
    await untilReady(brokers, 60_000);
  };
  await run();
  return {
    brokers,
    listener,
    logs,
    kill: () => server.kill(),
    restart: run,
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Starts a broker of our own, which may be ended and changed; says why where there is none. */
export async function startOwnBroker(setup: BrokerSetup = plainSetup): Promise<BrokerOrReason> {
  const jars = kafkaJars();
  return 'absent' in jars
    ? { absent: jars.absent }
    : { broker: await startOwn(jars.folder, setup) };
}

const notOurs = () => Promise.reject(new Error('this broker is not ours to end'));

/** Finds or starts a broker; says why where there is none. */
export async function startBroker(): Promise<BrokerOrReason> {
  const given = process.env['KAFKA_BROKERS'];
  if (!given) return startOwnBroker();
  await untilReady(given, 10_000);
  return {
    broker: {
      brokers: given,
      listener: () => '',
      logs: '',
      kill: notOurs,
      restart: notOurs,
      stop: () => Promise.resolve(),
    },
  };
}
