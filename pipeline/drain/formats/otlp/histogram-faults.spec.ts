/** What is wrong with a histogram point is said in words, and costs that point only. */
import { describe, expect, it } from 'vitest';
import { decodeOtlpMetrics } from './metrics.ts';
import {
  attributes,
  faultsOf,
  isEvent,
  itemsOf,
  matchCheckout,
  metricsMessage,
  nanos,
  type Written,
} from './otlp.testing.ts';

const good = {
  startTimeUnixNano: nanos('12:00:00'),
  timeUnixNano: nanos('12:01:00'),
  count: '1',
  bucketCounts: ['1', '0'],
  explicitBounds: [100],
  attributes: attributes({ 'http.response.status_code': 200 }),
};

function messageOf(points: readonly Written[], temporality = 1, field = 'histogram'): Written {
  const histogram = { aggregationTemporality: temporality, dataPoints: points };
  return metricsMessage({ name: 'http.server.request.duration', unit: 'ms', [field]: histogram });
}

const faultsWith = (changes: Written) => faultsOf(itemsOf(messageOf([{ ...good, ...changes }])));

it('one bad point among good ones is one item, with its place', () => {
  const items = itemsOf(messageOf([good, { ...good, count: '2' }, good]));
  expect(items.map(({ kind, index }) => `${index} ${kind}`)).toEqual([
    '0 event',
    '1 malformed',
    '2 event',
  ]);
  expect(faultsOf(items)).toContain(
    'resourceMetrics[0].scopeMetrics[0].metrics[0].histogram.dataPoints[1]: count is 2; allowed: the sum of the buckets, 1',
  );
});

describe('an explicit histogram', () => {
  it.each<[string, Written, string]>([
    ['no end', { timeUnixNano: '0' }, 'timeUnixNano is missing'],
    ['an end before its start', { timeUnixNano: nanos('11:00:00') }, 'the start or later'],
    ['too few counts', { bucketCounts: ['1'] }, 'one more, 2'],
    ['bounds out of order', { bucketCounts: ['1', '0', '0'], explicitBounds: [5, 5] }, 'more than'],
    ['a NaN bound', { explicitBounds: ['NaN'] }, 'explicitBounds is NaN'],
    ['negative durations', { explicitBounds: [-1] }, 'a duration is -1'],
    ['a negative sum', { sum: -1 }, 'sum is -1'],
    ['a negative minimum', { min: -0.5 }, 'min is -0.5'],
    [
      'durations past a day',
      { bucketCounts: ['0', '1'], explicitBounds: [86_400_000] },
      '86400000 ms',
    ],
    ['too many', { count: '1000000001', bucketCounts: ['1000000001', '0'] }, 'to 1000000000'],
    [
      'counts past 2^53',
      { count: '9007199254740993', bucketCounts: ['9007199254740993', '0'] },
      'count is 9007199254740993; allowed: a whole number from 0 to 2^53 - 1',
    ],
  ])('%s', (_name, changes, detail) => {
    expect(faultsWith(changes)).toContain(detail);
  });

  it('an unspecified temporality', () => {
    expect(faultsOf(itemsOf(messageOf([good], 0)))).toContain('1 (delta) or 2 (cumulative)');
  });

  it('a first bucket up to 0 holds results of 0 ms', () => {
    const [item] = itemsOf(messageOf([{ ...good, explicitBounds: [0] }])).filter(isEvent);
    expect(item?.latency).toEqual({ lowMs: 0, highMs: 0 });
  });
});

describe('an exponential histogram', () => {
  const point = { ...good, scale: 0, positive: { offset: 0, bucketCounts: ['1'] } };

  it.each<[string, Written, string]>([
    ['negative durations', { negative: { offset: 0, bucketCounts: ['1'] } }, 'negative holds'],
    ['a scale out of range', { scale: 21 }, 'scale is 21; allowed: -10 to 20'],
    ['an infinite duration', { positive: { offset: 1e6, bucketCounts: ['1'] } }, '86400000 ms'],
    ['a negative threshold', { zeroThreshold: -1 }, 'zeroThreshold is -1'],
    ['a sum that does not fit', { zeroCount: '1' }, 'the sum of the buckets, 2'],
  ])('%s', (_name, changes, detail) => {
    const message = messageOf([{ ...point, ...changes }], 1, 'exponentialHistogram');
    expect(faultsOf(itemsOf(message))).toContain(detail);
  });
});

describe('only JSON can be wrong in these ways', () => {
  const faultsInJson = (message: unknown) =>
    faultsOf(decodeOtlpMetrics(Buffer.from(JSON.stringify(message)), 'json', matchCheckout));

  it.each<[string, Written, string]>([
    ['a count that is no number', { count: 'many' }, 'count is "many"'],
    ['a fraction', { count: 1.5 }, 'count is 1.5'],
    ['a Long by its fields', { count: { low: 1, high: 0, unsigned: true } }, 'count is an object'],
    ['a gap in the counts', { bucketCounts: [1, null] }, 'bucketCounts is NaN'],
    ['a gap in the bounds', { explicitBounds: [null] }, 'explicitBounds is NaN'],
    ['a time in words', { timeUnixNano: '2026-03-01' }, 'a whole number'],
    ['a negative time', { timeUnixNano: '-1' }, 'nanoseconds since 1970'],
    ['buckets that are no list', { bucketCounts: 'x' }, 'a list'],
    [
      'an attribute of another type',
      { attributes: [{ key: 'a', value: { stringValue: 1 } }] },
      'text',
    ],
    ['attributes by name', { attributes: { a: 1 } }, 'attributes is an object; allowed: a list'],
  ])('%s', (_name, changes, detail) => {
    expect(faultsInJson(messageOf([{ ...good, ...changes }]))).toContain(detail);
  });

  it('a resource, a scope, a metric that is none costs what stands below it', () => {
    const usual = messageOf([good]);
    const list: unknown = usual['resourceMetrics'];
    const message = {
      resourceMetrics: [7, { scopeMetrics: [null, { metrics: ['x'] }] }, ...Object(list)],
    };
    const items = decodeOtlpMetrics(Buffer.from(JSON.stringify(message)), 'json', matchCheckout);
    expect(faultsOf(items)).toBe(
      [
        'resourceMetrics[0]: the resource is 7; allowed: an object',
        'resourceMetrics[1].scopeMetrics[0]: the scope is missing; allowed: an object',
        'resourceMetrics[1].scopeMetrics[1].metrics[0]: the record is "x"; allowed: an object',
        'event',
      ].join(', '),
    );
  });

  it('bare integers keep all their digits', () => {
    const text = JSON.stringify(messageOf([{ ...good, timeUnixNano: 'T' }]));
    const exact = text.replace('"T"', '1772366460000000001');
    const [bare] = decodeOtlpMetrics(Buffer.from(exact), 'json', matchCheckout);
    const [quoted] = itemsOf(messageOf([{ ...good, timeUnixNano: '1772366460000000001' }]));
    expect(bare).toEqual(quoted);
  });
});
