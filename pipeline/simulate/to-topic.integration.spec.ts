/** A simulation in a topic: read back, it is what the same simulation is as a file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drain } from '../drain/drain.ts';
import { FileSource } from '../drain/file/file-source.ts';
import { KafkaSource } from '../drain/kafka/kafka-source.ts';
import { readEnvironment } from '../environment.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import { countCells } from '../rollup/count-cells.ts';
import { configOf } from '../testing/components.testing.ts';
import { startBroker, type TestBroker } from '../testing/kafka-broker.testing.ts';
import { simulate } from './simulate.ts';

let broker: TestBroker | undefined;
let absent = '';
let folder = '';

beforeAll(async () => {
  const found = await startBroker();
  if ('broker' in found) broker = found.broker;
  else absent = found.absent;
  folder = mkdtempSync(join(tmpdir(), 'plumbline simulate '));
}, 120_000);
afterAll(async () => {
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const config = configOf([{ id: 'api' }, { id: 'web', observed: 'probes' }]);
const now = '2026-03-01T02:00:00Z';

const statusYaml = `site: { name: Test }
sources: [{ kind: simulation, scenario: small.yaml }]
components:
  - { id: api, observed: requests, slo: { availability: 99.9 } }
  - { id: web, observed: probes, slo: { availability: 99.9 } }
`;
const scenarioYaml = `seed: 5
days: 9
regions: [eu, us]
traffic: { api: { medianMs: 80, perMinute: 50 }, web: { medianMs: 80 } }
episodes: [{ at: -40m, for: 10m, components: [web], failing: 1 }]
`;

async function figuresOf(name: string, source: FileSource | KafkaSource) {
  const dataDir = join(folder, name);
  const store = new DirectoryStore(dataDir);
  const drained = { store, dataDir, sources: [source], config, now: Date.now };
  const { state, sources } = await drain(drained);
  const { parts } = state;
  const asOfMs = Date.parse(now);
  const { cells } = await countCells({ store, parts, config, maintenance: [], asOfMs });
  return { cells, received: sources[0]?.received };
}

test('a topic holds what a file would hold', { timeout: 90_000 }, async ({ skip }) => {
  skip(broker === undefined, `no broker: ${absent}`);
  writeFileSync(join(folder, 'status.yaml'), statusYaml);
  writeFileSync(join(folder, 'small.yaml'), scenarioYaml);
  const brokers = broker?.brokers ?? '';
  const variables = { PLUMBLINE_CONFIG: join(folder, 'status.yaml'), PLUMBLINE_NOW: now };
  const environment = readEnvironment({ ...variables, KAFKA_BROKERS: brokers }, folder);
  const topic = `simulated-${process.pid}`;
  const told: string[] = [];
  const run = (...args: string[]) =>
    simulate(environment, (line) => told.push(line), args, new AbortController().signal);
  const options = ['--scenario', 'small.yaml', '--days', '1', '--seed', '7'];
  await run('--topic', topic, ...options);
  await run('--out', 'out', ...options);
  const file = await figuresOf('file', new FileSource(join(folder, 'out/checks.ndjson'), 'file:x'));
  expect(told[0]).toBe(`${String(file.received)} records -> ${topic}`);
  const settings = {
    brokers: [brokers],
    topics: [topic],
    from: 'earliest',
    clientId: 'test',
    groupId: topic,
    ssl: null,
    sasl: null,
    connectTimeoutMs: 5_000,
    requestTimeoutMs: 30_000,
    timeLimitMs: 60_000,
  } as const;
  const source = new KafkaSource(settings, Date.now);
  const read = await figuresOf('topic', source);
  expect(read.received).toBe(file.received);
  expect(read.cells).toEqual(file.cells);
  // Started again, it counts nothing twice.
  await run('--topic', topic, ...options);
  const again = await figuresOf('topic', source);
  expect(again.received).toBe(file.received);
  const countsOf = ({ cells }: typeof again) =>
    [...cells].map(([id, { vantages, sums }]) => [id, vantages, sums]);
  expect(countsOf(again)).toEqual(countsOf(file));
});
