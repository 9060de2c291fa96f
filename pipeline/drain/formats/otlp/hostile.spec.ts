/** Bytes that are cut, altered or invented: never an exception, never a long time. */
import fc from 'fast-check';
import protobuf from 'protobufjs/light.js';
import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect.ts';
import type { OtlpItem } from './items.ts';
import type { Encoding } from './message.ts';
import { decodeOtlpMetrics } from './metrics.ts';
import {
  attributes,
  encoded,
  matchCheckout,
  metricsMessage,
  nanos,
  tracesMessage,
} from './otlp.testing.ts';
import { decodeOtlpTraces } from './traces.ts';

const times = { startTimeUnixNano: nanos('12:00:00'), timeUnixNano: nanos('12:01:00') };
const ok = attributes({ 'http.response.status_code': 200, 'http.route': '/v1/ü' });
const explicit = { count: '3', bucketCounts: ['2', '0', '1'], explicitBounds: [0.005, 0.01] };
const exponential = {
  count: '4',
  scale: 20,
  zeroCount: '1',
  positive: { offset: -9, bucketCounts: ['3'] },
};
const state = { name: 'httpcheck.status', sum: { dataPoints: [{ ...times, asInt: '1' }] } };

const duration = { name: 'http.server.request.duration', unit: 's' };
const metrics = metricsMessage(
  {
    ...duration,
    histogram: {
      aggregationTemporality: 1,
      dataPoints: [{ ...times, ...explicit, attributes: ok }],
    },
  },
  {
    ...duration,
    exponentialHistogram: {
      aggregationTemporality: 2,
      dataPoints: [{ ...times, ...exponential, attributes: ok }],
    },
  },
  state,
);
const traces = tracesMessage({
  traceId: 'ab'.repeat(16),
  spanId: 'cd'.repeat(8),
  traceState: 'ot=th:8',
  kind: 2,
  startTimeUnixNano: nanos('12:00:00'),
  endTimeUnixNano: nanos('12:00:01'),
  attributes: ok,
  status: { code: 2, message: 'gone' },
});

function decodeAll(message: Uint8Array, encoding: Encoding): readonly OtlpItem[] {
  expect(detectFormat(message)).toBeTypeOf('string');
  return [
    ...decodeOtlpMetrics(message, encoding, matchCheckout),
    ...decodeOtlpTraces(message, encoding, matchCheckout),
  ];
}

const encodings: readonly Encoding[] = ['json', 'protobuf'];

describe.each(encodings)('%s', (encoding) => {
  it.each([
    ['metrics', metrics],
    ['traces', traces],
  ])('%s cut short anywhere are malformed', (_name, message) => {
    const whole = encoded(message, encoding);
    expect(decodeAll(whole, encoding).some(({ kind }) => kind === 'event')).toBe(true);
    for (let length = 0; length < whole.length; length += 1) {
      const items = decodeAll(whole.subarray(0, length), encoding);
      expect(items.map(({ kind }) => kind)).toEqual(['malformed', 'malformed']);
    }
  });

  it('altered bytes are read as something or nothing', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    const message = fc.constantFrom(encoded(metrics, encoding), encoded(traces, encoding));
    fc.assert(
      fc.property(message, fc.array(change, { minLength: 1, maxLength: 8 }), (whole, changes) => {
        const altered = Uint8Array.from(whole);
        for (const [place, byte] of changes) altered[place % altered.length] = byte;
        for (const item of decodeAll(altered, encoding)) {
          if (item.kind === 'event') expect(item.event.count).toBeLessThanOrEqual(1e9);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('random bytes are malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
        for (const item of decodeAll(message, encoding)) expect(item.kind).not.toBe('event');
      }),
      { numRuns: 3000 },
    );
  });
});

describe('JSON that is none of ours', () => {
  it.each(['null', '7', '"x"', '[]', '{}', '{"resourceMetrics":{}}', '{"resourceSpans":null}'])(
    '%s',
    (text) => {
      const kinds = decodeAll(Buffer.from(text), 'json').map(({ kind }) => kind);
      expect(kinds).toEqual(['malformed', 'malformed']);
    },
  );

  it('is malformed where it is no UTF-8', () => {
    const message = Buffer.from(encoded(metrics, 'json'));
    message[message.indexOf('server')] = 0xff;
    expect(decodeAll(message, 'json')[0]).toMatchObject({ kind: 'malformed' });
  });
});

/** An attribute whose value is a list of a list of a list. */
function nested(depth: number): string {
  const open = '{"arrayValue":{"values":['.repeat(depth);
  return `{"key":"deep","value":${open}{"intValue":1}${']}}'.repeat(depth)}}`;
}

describe('nesting', () => {
  const messageOf = (depth: number) => {
    const text = JSON.stringify(traces).replace(
      '"attributes":[',
      `"attributes":[${nested(depth)},`,
    );
    return Buffer.from(text);
  };

  it('is followed for some levels', () => {
    expect(decodeOtlpTraces(messageOf(3), 'json', matchCheckout)[0]).toMatchObject({
      kind: 'event',
    });
  });

  it.each([100, 200_000])('of %i levels is malformed', (depth) => {
    const [item] = decodeOtlpTraces(messageOf(depth), 'json', matchCheckout);
    expect(item).toMatchObject({ kind: 'malformed' });
  });

  it('past the depth of protobuf is malformed', () => {
    const wrap = (inner: Uint8Array, tag: number) =>
      protobuf.Writer.create().uint32(tag).bytes(inner).finish();
    const list = (inner: Uint8Array) => wrap(wrap(inner, 0x0a), 0x2a);
    let value: Uint8Array = Uint8Array.of();
    for (let depth = 0; depth < 20_000; depth += 1) value = list(value);
    // A value of an attribute of a resource of a message.
    const message = [0x12, 0x0a, 0x0a, 0x0a].reduce(wrap, value);
    const [item] = decodeOtlpMetrics(message, 'protobuf', matchCheckout);
    expect(item).toMatchObject({ kind: 'malformed', detail: 'not protobuf: max depth exceeded' });
  });
});

// A decoder that looked at each byte more than a few times would not end within minutes; a
// tighter bound would measure the machine.
describe('large messages are decoded in one go', { timeout: 60_000 }, () => {
  const ends = (items: readonly unknown[]) => {
    expect(items.length).toBeGreaterThan(0);
  };

  it.each([
    ['zeros', new Uint8Array(10_000_000)],
    ['newlines', new Uint8Array(10_000_000).fill(0x0a)],
    ['open groups', new Uint8Array(10_000_000).fill(0x0b)],
    ['braces', new Uint8Array(10_000_000).fill(0x7b)],
    ['lists', new Uint8Array(10_000_000).fill(0x5b)],
  ])('10 MB of %s', (_name, message) => {
    for (const encoding of encodings) ends(decodeAll(message, encoding));
  });

  it('a million counts in one point', () => {
    const counts = { bucketCounts: new Array<string>(1_000_000).fill('1') };
    const histogram = {
      aggregationTemporality: 1,
      dataPoints: [
        { ...times, ...exponential, count: '1000001', positive: counts, attributes: ok },
      ],
    };
    const message = encoded(
      metricsMessage({ ...duration, exponentialHistogram: histogram }),
      'protobuf',
    );
    ends(decodeAll(message, 'protobuf'));
  });
});
