/** What the Collector's components write, and the examples of the protocol. */
import { describe, expect, it, type TestContext } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { compileMatcher } from '#schema/match.ts';
import { sharedData } from '../../../testing/shared-data.testing.ts';
import { detectFormat } from './detect.ts';
import { fieldsOf, isFields } from './fields.ts';
import { decodeOtlpMetrics } from './metrics.ts';
import { attributes, decodeDetected, encoded, isEvent, matchCheckout } from './otlp.testing.ts';
import { decodeOtlpTraces } from './traces.ts';

describe('the Collector', () => {
  it('its file exporter wrote the same in both encodings', (context) => {
    const shared = sharedData('data/otlp/otel-arrow-filereceiver');
    if (!shared.present) context.skip(shared.absent);
    const lines = shared.bytes('metrics.json').toString().trim().split('\n');
    const frames: Uint8Array[] = [];
    const bytes = shared.bytes('metrics.pb');
    for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32BE(at)) {
      frames.push(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at)));
    }
    expect(frames).toHaveLength(lines.length);
    lines.forEach((line, index) => {
      const items = decodeDetected(Buffer.from(line), matchCheckout);
      expect(items.every(({ kind }) => kind === 'ignored')).toBe(true);
      expect(items.length).toBeGreaterThan(10);
      expect(decodeDetected(frames[index] ?? new Uint8Array(), matchCheckout)).toEqual(items);
    });
  });

  const folder = 'data/otlp/httpcheck-golden-v0.130.0';
  /** A golden file of the receiver; its rows that lost their time get that of the others. */
  const golden = (name: string, context: TestContext) => {
    const shared = sharedData(folder);
    if (!shared.present) context.skip(shared.absent);
    const text = shared.bytes(`${name}.yaml`).toString();
    const filled: unknown = JSON.parse(JSON.stringify(parseYaml(text)), (_key, value: unknown) =>
      isFields(value) && 'asInt' in value ? { timeUnixNano: '2000000', ...value } : value,
    );
    const anything = { id: 'web', tooManyRequestsIsBad: false, match: { 'http.url': '*' } };
    const message = encoded(fieldsOf('the file', filled), 'protobuf');
    const items = decodeOtlpMetrics(message, 'protobuf', compileMatcher([anything]));
    return items.map((item) => {
      if (item.kind !== 'event') return item.kind;
      const { bad, responded, statusCode, durationMs } = item.event;
      return { bad, responded, statusCode, durationMs };
    });
  };

  const good = { bad: false, responded: true, durationMs: 0 };
  const cases: readonly (readonly [string, unknown])[] = [
    ['metrics_golden', [{ ...good, statusCode: 200 }]],
    // Its rows name two URLs; only one of them has a duration.
    [
      'endpoint_404',
      [
        { ...good, statusCode: 404 },
        { ...good, statusCode: 404, durationMs: null },
      ],
    ],
    ['invalid_endpoint', [{ bad: true, responded: false, statusCode: null, durationMs: null }]],
    // Two targets whose rows name the same URL: one result, the worse of the two.
    ['multiple_targets', [{ ...good, statusCode: 404 }]],
  ];

  it.for(cases)('one result for every URL: %s', ([name, expected], context) => {
    expect(golden(name, context)).toEqual(expected);
  });
});

describe('the connector signaltometrics', () => {
  const folder = 'data/otlp/signaltometrics-v0.165.0';
  const named = (name: string, context: TestContext) => {
    const shared = sharedData(folder);
    if (!shared.present) context.skip(shared.absent);
    const text = shared.bytes(`traces_${name}_output.yaml`).toString();
    // Its histograms under our metric's name, with the status code it was not asked to keep.
    const renamed: unknown = JSON.parse(JSON.stringify(parseYaml(text)), (_key, value: unknown) => {
      if (!isFields(value)) return value;
      const status = { attributes: attributes({ 'http.response.status_code': 200 }) };
      if ('count' in value) return { ...value, ...status };
      return 'unit' in value ? { ...value, name: 'http.server.request.duration' } : value;
    });
    const all = { id: 'all', tooManyRequestsIsBad: false, match: { 'resource.foo': '*' } };
    const message = encoded(fieldsOf('the file', renamed), 'protobuf');
    return decodeOtlpMetrics(message, 'protobuf', compileMatcher([all]));
  };

  it('the first explicit histogram', (context) => {
    const items = named('histograms', context).filter(isEvent).slice(0, 5);
    expect(
      items.map(({ event, latency }) => [event.count, latency?.lowMs, latency?.highMs]),
    ).toEqual([
      [1, 0, 2],
      [3, 400, 800],
      [2, 800, 1000],
      [1, 10_000, 15_000],
      [1, 15_000, Infinity],
    ]);
  });

  it('the same durations as exponential histograms lie in buckets around them', (context) => {
    const items = named('exponential_histograms', context).filter(isEvent).slice(0, 5);
    const durations = [2, 500, 900, 1000, 11_000, 17_000];
    for (const { latency } of items) {
      expect(
        durations.some((ms) => ms > (latency?.lowMs ?? ms) && ms <= (latency?.highMs ?? 0)),
      ).toBe(true);
    }
    expect(items.length).toBe(5);
  });
});

it("the protocol's own example of a server span", (context) => {
  const shared = sharedData('data/otlp/proto-examples');
  if (!shared.present) context.skip(shared.absent);
  const mine = {
    id: 'mine',
    tooManyRequestsIsBad: false,
    match: { 'my.scope.attribute': 'some*' },
  };
  expect(
    decodeOtlpTraces(shared.bytes('trace.json'), 'json', compileMatcher([mine])),
  ).toMatchObject([
    { sampled: 'unknown', event: { bad: false, durationMs: 1000, timeMs: 1_544_712_660_999 } },
  ]);
  expect(
    decodeDetected(shared.bytes('metrics.json'), matchCheckout).map(({ kind }) => kind),
  ).toEqual(new Array(4).fill('ignored'));
  expect(detectFormat(shared.bytes('logs.json'))).toBe('otlp-logs-json');
});
