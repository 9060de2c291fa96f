/** OTLP messages as a Collector writes them to a topic, in both encodings. */
import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';

const proto = readFileSync(new URL('./peer/otlp.proto', import.meta.url), 'utf8');
const root = protobuf.parse(proto).root;

const bounds = [5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000];
const startNanos = 1_772_323_200_000_000_000n;
const recordsPerMessage = 100;
const messages = 100;

type Written = Readonly<Record<string, unknown>>;
type Value = string | number;

function attributes(values: Readonly<Record<string, Value>>): Written[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  }));
}

const resource = {
  attributes: attributes({
    'service.name': 'checkout',
    'cloud.region': 'fra',
    'telemetry.sdk.language': 'go',
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.version': '1.38.0',
  }),
};
const scope = { name: 'otelhttp', version: '0.63.0' };

function labels(index: number): Written[] {
  return attributes({
    'http.request.method': ['GET', 'POST', 'PUT'][index % 3] ?? 'GET',
    'http.route': `/v1/orders/${index % 7}`,
    'http.response.status_code': index % 50 === 0 ? 503 : 200,
    'network.protocol.version': '1.1',
    'server.address': 'checkout.example.com',
    'url.scheme': 'https',
  });
}

/** The bucket of a point that holds most, and its neighbours. */
function bucketCounts(index: number): string[] {
  const middle = index % bounds.length;
  return Array.from({ length: bounds.length + 1 }, (_, bucket) =>
    String(Math.max(0, 90 - 30 * Math.abs(bucket - middle))),
  );
}

function point(index: number): Written {
  const counts = bucketCounts(index);
  return {
    attributes: labels(index),
    startTimeUnixNano: String(startNanos),
    timeUnixNano: String(startNanos + 60_000_000_000n),
    count: String(counts.reduce((sum, count) => sum + Number(count), 0)),
    sum: 4321.5,
    bucketCounts: counts,
    explicitBounds: bounds,
    min: 0.5,
    max: 9999,
  };
}

function span(index: number): Written {
  const id = index.toString(16);
  const start = startNanos + BigInt(index) * 1_000_000n;
  return {
    traceId: id.padStart(32, 'a'),
    spanId: id.padStart(16, 'b'),
    parentSpanId: id.padStart(16, 'c'),
    name: 'GET /v1/orders/{id}',
    kind: 2,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + 12_345_678n),
    attributes: labels(index),
    status: {},
  };
}

function metricsOf(from: number, aggregationTemporality: number): Written {
  const dataPoints = Array.from({ length: recordsPerMessage }, (_, index) => point(from + index));
  const histogram = { dataPoints, aggregationTemporality };
  const metrics = [{ name: 'http.server.request.duration', unit: 'ms', histogram }];
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] };
}

function tracesOf(from: number): Written {
  const spans = Array.from({ length: recordsPerMessage }, (_, index) => span(from + index));
  return { resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] };
}

/** What a set of messages is about; running totals and differences are read by other ways. */
export const subjects = {
  'histogram points, delta': { type: 'Metrics', message: (from: number) => metricsOf(from, 1) },
  'histogram points, cumulative': {
    type: 'Metrics',
    message: (from: number) => metricsOf(from, 2),
  },
  'server spans': { type: 'Traces', message: tracesOf },
} as const;

/** protobufjs reads text for bytes as base64; OTLP writes identifiers in hexadecimal. */
function forProtobuf(key: string, value: unknown): unknown {
  const isId = key.endsWith('Id') && typeof value === 'string';
  return isId ? Buffer.from(value, 'hex').toString('base64') : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The messages of a subject, each as it stands in a record. */
export function messagesOf(subject: keyof typeof subjects): {
  readonly json: Buffer[];
  readonly protobuf: Buffer[];
  readonly records: number;
} {
  const { type: name, message } = subjects[subject];
  const type = root.lookupType(name);
  const [json, encoded]: [Buffer[], Buffer[]] = [[], []];
  for (let index = 0; index < messages; index += 1) {
    const text = JSON.stringify(message(index * recordsPerMessage));
    const plain: unknown = JSON.parse(text, forProtobuf);
    if (!isObject(plain)) throw new Error('a message is an object');
    json.push(Buffer.from(text));
    encoded.push(Buffer.from(type.encode(type.fromObject(plain)).finish()));
  }
  return { json, protobuf: encoded, records: messages * recordsPerMessage };
}

/** Messages in one file, each behind its length in 4 bytes. */
export function framed(bodies: readonly Buffer[]): Buffer {
  return Buffer.concat(
    bodies.flatMap((body) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(body.length);
      return [length, body];
    }),
  );
}
