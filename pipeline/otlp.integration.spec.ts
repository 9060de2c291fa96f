/**
 * What an OpenTelemetry SDK sent about requests it served becomes the figures of the page:
 * as many requests and failures as its client counted, in every encoding and temporality,
 * in whatever order and however often the messages come.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from './environment.ts';
import { snapshot } from './snapshot.ts';
import type { Unmatched } from './publish/unmatched.ts';
import { startBroker, type TestBroker } from './testing/kafka-broker.testing.ts';
import { sharedData } from './testing/shared-data.testing.ts';
import { temporaryFolder } from './testing/temporary-folder.testing.ts';
import { createTopic, produce } from './testing/topics.testing.ts';

/** One time for all runs, so that their figures can be compared. */
const now = new Date().toISOString();
const root = fileURLToPath(new URL('..', import.meta.url));

interface Capture {
  readonly messages: readonly Buffer[];
  readonly served: number;
  readonly failed: number;
}

function capture(name: string, context: TestContext): Capture {
  const shared = sharedData(`data/otlp/captured-otel-js/${name}`);
  if (!shared.present) context.skip(shared.absent);
  const codes = shared
    .bytes('truth.ndjson')
    .toString()
    .trim()
    .split('\n')
    .map((line) => Number(/"statusCode":(\d+)/.exec(line)?.[1]));
  return {
    messages: shared
      .names()
      .filter((file) => /^\d/.test(file))
      .map((file) => shared.bytes(file)),
    served: codes.length,
    failed: codes.filter((code) => code >= 500).length,
  };
}

interface Figures {
  readonly day: Readonly<Record<string, unknown>>;
  readonly window: Readonly<Record<string, unknown>>;
  readonly ledger: Readonly<Record<string, unknown>>;
  readonly drained: Readonly<Record<string, number>>;
  readonly unmatched: readonly Unmatched[];
}

interface History {
  readonly days: readonly { readonly valid: number }[];
  readonly windows: { readonly '90d': Readonly<Record<string, unknown>> };
}

interface Audit {
  readonly days: readonly Readonly<Record<string, unknown>>[];
  readonly drained: Readonly<Record<string, number>>;
  readonly unmatched: readonly Unmatched[];
}

const component = {
  id: 'checkout',
  observed: 'requests',
  match: { 'service.name': 'checkout' },
  slo: { availability: 99, p99: '5s' },
};

/** Figures of the day of the capture, of telemetry from one source. */
async function figuresOf(source: unknown, folder = temporaryFolder()): Promise<Figures> {
  const config = { site: { name: 'OTLP' }, sources: [source], components: [component] };
  writeFileSync(join(folder, 'status.yaml'), JSON.stringify(config));
  const environment = readEnvironment(
    {
      PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
      PLUMBLINE_DATA: join(folder, 'data'),
      PLUMBLINE_STATUS: join(folder, 'status'),
      PLUMBLINE_NOW: now,
    },
    root,
  );
  await snapshot(environment, () => undefined);
  const read = (name: string) => readFileSync(join(folder, 'status', name), 'utf8');
  const history: History = JSON.parse(read('components/checkout.json'));
  const audit: Audit = JSON.parse(read('audit.json'));
  return {
    day: history.days.find(({ valid }) => valid > 0) ?? {},
    window: history.windows['90d'],
    ledger: audit.days[0] ?? {},
    drained: audit.drained,
    unmatched: audit.unmatched,
  };
}

/** Every record of the source in one column, and of those parsed as well. */
function expectBalanced({ ledger, drained }: Figures): void {
  const sum = (columns: readonly string[], of: Readonly<Record<string, unknown>>) =>
    columns.reduce((total, name) => total + Number(of[name]), 0);
  const { received = NaN, parsed = NaN } = drained;
  expect(sum(['parsed', 'malformed', 'future', 'late', 'unmatched'], drained)).toBe(received);
  expect(ledger['parsed']).toBe(parsed);
  expect(sum(['accepted', 'duplicate', 'excluded', 'noise'], ledger)).toBe(parsed);
}

test('what no component claims is told by service and route', async (context) => {
  const { messages } = capture('json', context);
  const folder = temporaryFolder();
  const lines = messages.map((message) => JSON.stringify(JSON.parse(message.toString())));
  const event = { time: Date.now() - 300_000, component: 'checkout', statusCode: 200 };
  const other = lines.join('\n').replaceAll('"checkout"', '"basket"');
  writeFileSync(join(folder, 'otlp.ndjson'), `${JSON.stringify(event)}\n${other}\n`);
  const { drained, unmatched } = await figuresOf({ kind: 'file', paths: ['otlp.ndjson'] }, folder);
  expect(drained).toMatchObject({ parsed: 1, malformed: 0 });
  expect(unmatched.every(({ service }) => service === 'basket')).toBe(true);
  expect(unmatched.reduce((sum, { records }) => sum + records, 0)).toBe(drained['unmatched']);
});

test('messages in JSON, as the file exporter of the Collector writes them', async (context) => {
  const { messages, served, failed } = capture('json', context);
  const folder = temporaryFolder();
  const lines = messages.map((message) => JSON.stringify(JSON.parse(message.toString())));
  writeFileSync(join(folder, 'otlp.ndjson'), `${lines.join('\n')}\n`);
  const figures = await figuresOf({ kind: 'file', paths: ['otlp.ndjson'] }, folder);
  expect(figures.day).toMatchObject({ valid: served, bad: failed });
  // Spans and the client's metrics tell of the same requests once more.
  expect(figures.ledger['excludedBy']).toMatchObject({ 'other-signal': expect.any(Number) });
  expectBalanced(figures);
});

describe('messages on a topic', () => {
  let broker: TestBroker | undefined;
  let absent = '';
  let topics = 0;

  beforeAll(async () => {
    const found = await startBroker();
    if ('broker' in found) broker = found.broker;
    else absent = found.absent;
  }, 120_000);
  afterAll(() => broker?.stop());

  async function topicOf(messages: readonly (Buffer | string)[]): Promise<unknown> {
    topics += 1;
    const topic = `otlp-${process.pid}-${topics}`;
    const brokers = broker?.brokers ?? '';
    await createTopic(brokers, topic, 3);
    const values = messages.map((value, index) => ({ value, partition: index % 3 }));
    await produce(brokers, topic, values);
    return { kind: 'kafka', brokers: [brokers], topics: [topic], from: 'earliest' };
  }

  test.for(['cumulative', 'delta', 'exp'])('%s protobuf', async (name, context) => {
    context.skip(broker === undefined, `no broker: ${absent}`);
    const { messages, served, failed } = capture(name, context);
    const figures = await figuresOf(await topicOf(messages));
    expect(figures.day).toMatchObject({ valid: served, bad: failed });
    expect(figures.window).toMatchObject({ latency: { over: [0, 0], total: served } });
    expect(figures.drained).toMatchObject({ malformed: 0, unmatched: 0 });
    expectBalanced(figures);
  });

  test('repeated, shuffled, and beside messages that are none', async (context) => {
    context.skip(broker === undefined, `no broker: ${absent}`);
    const { messages } = capture('cumulative', context);
    const expected = await figuresOf(await topicOf(messages));
    const shuffled = [...messages, ...messages.slice(2)].map((_message, index, all) => {
      return all[(index * 7) % all.length] ?? Buffer.alloc(0);
    });
    const cut = messages[2]?.subarray(0, 500) ?? Buffer.alloc(0);
    const figures = await figuresOf(await topicOf(['nonsense', ...shuffled, cut]));
    expect({ ...figures.day, incidents: [] }).toEqual({ ...expected.day, incidents: [] });
    expect(figures.drained).toMatchObject({ malformed: 2 });
    expect(Number(figures.ledger['duplicate'])).toBeGreaterThan(0);
    expectBalanced(figures);
  });

  test('spans alone give figures, and no verdict unless all requests have one', async (context) => {
    context.skip(broker === undefined, `no broker: ${absent}`);
    const { messages, served } = capture('delta', context);
    const traces = messages.filter((_message, index) => ![2, 6, 8].includes(index));
    const source = await topicOf(traces);
    const unknown = await figuresOf(source);
    expect(unknown.day).toMatchObject({ valid: served });
    expect(unknown.window).toMatchObject({ verdict: 'undetermined' });
    expect(unknown.window['basis']).toContain('sampling');
    const declared = await figuresOf({ ...Object(source), sampling: 'none' });
    expect(declared.window['basis']).not.toContain('sampling');
  });
});
