/** What a message is, told by its content. */
import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect.ts';
import { encoded, metricsMessage, nanos, tracesMessage, type Written } from './otlp.testing.ts';

const point = { timeUnixNano: nanos('12:00:00'), asInt: '1' };
const metrics = metricsMessage({ name: 'queue', unit: '1', gauge: { dataPoints: [point] } });
const span = {
  name: 'GET',
  startTimeUnixNano: nanos('12:00:00'),
  endTimeUnixNano: nanos('12:00:01'),
};
const traces = tracesMessage({ traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), ...span });
const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'x' } }] }] }] };

const text = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const event = { time: '2026-03-01T12:00:00Z', component: 'api', statusCode: 200 };

describe('JSON', () => {
  it.each<[string, unknown, string]>([
    ['an event', event, 'event-json'],
    ['an event after white space', `\n\t ${JSON.stringify(event)}`, 'event-json'],
    ['an event about resources', { ...event, route: '"resourceMetrics"' }, 'event-json'],
    ['an event with such a field', { ...event, resourceSpans: 3 }, 'event-json'],
    ['half an event', '{"time": "2026', 'event-json'],
    ['metrics', metrics, 'otlp-metrics-json'],
    ['metrics over several lines', `\n${JSON.stringify(metrics, null, 2)}`, 'otlp-metrics-json'],
    ['half of metrics', JSON.stringify(metrics).slice(0, 60), 'otlp-metrics-json'],
    ['traces', traces, 'otlp-traces-json'],
    ['traces, named last', { schema: 1, ...traces }, 'otlp-traces-json'],
    ['logs', logs, 'otlp-logs-json'],
    ['a list', [event], 'unknown'],
    ['a word', 'hello', 'unknown'],
    ['nothing', '', 'unknown'],
    ['white space', ' \n ', 'unknown'],
  ])('%s', (_name, value, format) => {
    expect(detectFormat(text(value))).toBe(format);
  });
});

describe('protobuf', () => {
  it.each<[string, Written, string]>([
    ['metrics', metrics, 'otlp-metrics-protobuf'],
    ['a metric with a name only', metricsMessage({ name: 'a' }), 'otlp-metrics-protobuf'],
    ['traces', traces, 'otlp-traces-protobuf'],
    ['a span without its identity', tracesMessage(span), 'otlp-traces-protobuf'],
    ['a resource of nothing', { resourceMetrics: [{ scopeMetrics: [] }] }, 'otlp-metrics-protobuf'],
  ])('%s', (_name, message, format) => {
    expect(detectFormat(encoded(message, 'protobuf'))).toBe(format);
  });

  it('a log record has its time in its first field', () => {
    const record = [0x09, ...new Array<number>(8).fill(1)];
    const scope = [0x12, record.length, ...record];
    const resource = [0x12, scope.length, ...scope];
    expect(detectFormat(Uint8Array.of(0x0a, resource.length, ...resource))).toBe(
      'otlp-logs-protobuf',
    );
  });

  it.each([1, 2, 40])('cut short by %i bytes is unknown', (bytes) => {
    expect(detectFormat(encoded(traces, 'protobuf').slice(0, -bytes))).toBe('unknown');
  });
});
