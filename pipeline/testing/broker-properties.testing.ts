/** Settings of a broker for tests: everything small, nothing replicated. */
import { createServer } from 'node:net';

/** What a broker of our own has beside its plain listener. */
export interface BrokerSetup {
  /** Listeners by the name of their protocol: SSL, SASL_SSL, SASL_PLAINTEXT. */
  readonly listeners: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  /** Further arguments of the storage tool, like users. */
  readonly format: readonly string[];
}

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

type Ports = Readonly<Record<string, number>>;

/** A free port for each listener. */
export async function portsFor(names: readonly string[]): Promise<Ports> {
  const ports: Record<string, number> = {};
  for (const name of names) ports[name] = await freePort();
  return ports;
}

function listenersOf(ports: Ports): string {
  return Object.entries(ports)
    .map(([name, port]) => `${name}://127.0.0.1:${port}`)
    .join(',');
}

/** Text of `server.properties`. */
export function properties(ports: Ports, data: string, setup: BrokerSetup): string {
  const { CONTROLLER, ...open } = ports;
  const protocols = Object.keys(open).map((name) => `${name}:${name}`);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    listeners: listenersOf(ports),
    'advertised.listeners': listenersOf(open),
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': `1@127.0.0.1:${CONTROLLER ?? 0}`,
    'listener.security.protocol.map': [...protocols, 'CONTROLLER:PLAINTEXT'].join(','),
    'log.dirs': data,
    'num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    // After a kill its successor waits until the old one counts as gone.
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
    'message.max.bytes': 16_777_216,
    // Tests make retention pass an offset; by default it is looked at every five minutes.
    'log.retention.check.interval.ms': 1000,
    'log.segment.delete.delay.ms': 0,
    ...setup.properties,
  })
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
}
