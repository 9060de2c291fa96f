/** What names, units and attributes of a metric mean. */
import { describe, expect, it } from 'vitest';
import { compileMatcher } from '#schema/match.ts';
import { decodeOtlpMetrics } from './metrics.ts';
import {
  attributes,
  encoded,
  faultsOf,
  isEvent,
  itemsOf,
  metricsMessage,
  nanos,
  type Written,
} from './otlp.testing.ts';

const status = (code: number) => attributes({ 'http.response.status_code': code });

/** 2 requests of up to 5 ms and 1 of more than 10, from 12:00:10 to 12:01:00. */
const usual = {
  startTimeUnixNano: nanos('12:00:10'),
  timeUnixNano: nanos('12:01:00'),
  count: '3',
  bucketCounts: ['2', '0', '1'],
  explicitBounds: [0.005, 0.01],
  attributes: status(200),
};

function metric(points: readonly Written[], changes: Written = {}): Written {
  return {
    name: 'http.server.request.duration',
    unit: 's',
    histogram: { aggregationTemporality: 1, dataPoints: points },
    ...changes,
  };
}

/** Items of the usual point with some fields changed. */
function itemsWith(changes: Written, metricChanges: Written = {}) {
  return itemsOf(metricsMessage(metric([{ ...usual, ...changes }], metricChanges)));
}

const eventsWith = (changes: Written, metricChanges: Written = {}) =>
  itemsWith(changes, metricChanges).filter(isEvent);

describe('good and bad', () => {
  it.each([
    [200, false],
    [404, false],
    [429, false],
    [499, false],
    [500, true],
    [599, true],
  ])('%i', (code, bad) => {
    expect(eventsWith({ attributes: status(code) })[0]?.event).toMatchObject({
      bad,
      responded: true,
    });
  });

  it('429 is bad where the component says so', () => {
    const strict = { id: 'api', tooManyRequestsIsBad: true, match: { 'service.name': '*' } };
    const message = metricsMessage(metric([{ ...usual, attributes: status(429) }]));
    const [item] = decodeOtlpMetrics(encoded(message, 'json'), 'json', compileMatcher([strict]));
    expect(item).toMatchObject({ event: { bad: true } });
  });

  it('an error without a response is bad and took no time that counts', () => {
    const events = eventsWith({ attributes: attributes({ 'error.type': 'timeout' }) });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      latency: null,
      event: { count: 3, bad: true, responded: false, error: 'timeout' },
    });
  });

  it('a response decides over an error', () => {
    const both = attributes({ 'http.response.status_code': 404, 'error.type': '404' });
    expect(eventsWith({ attributes: both })[0]?.event).toMatchObject({ bad: false, error: '404' });
  });

  it('neither a status code nor an error: that cannot be known', () => {
    expect(faultsOf(itemsWith({ attributes: [] }))).toContain(
      'http.response.status_code is missing',
    );
  });

  it.each(['600', '99', 'OK'])('no status code: %s', (code) => {
    const list = attributes({ 'http.response.status_code': code });
    expect(faultsOf(itemsWith({ attributes: list }))).toContain('allowed: 0, or 100 to 599');
  });
});

describe('names and units', () => {
  it.each([
    ['http.server.request.duration', 'server-metrics'],
    ['http.server.duration', 'server-metrics'],
    ['http.client.request.duration', 'client-metrics'],
    ['http.client.duration', 'client-metrics'],
  ])('%s is %s', (name, signal) => {
    expect(eventsWith({}, { name })[0]).toMatchObject({ signal });
  });

  it('attributes may have the names of before 2023', () => {
    const list = attributes({ 'http.status_code': 503, 'http.method': 'GET', 'http.route': '/a' });
    expect(eventsWith({ attributes: list })[0]?.event).toMatchObject({
      bad: true,
      statusCode: 503,
      method: 'GET',
      route: '/a',
    });
  });

  it.each([
    ['s', 5],
    ['ms', 0.005],
    ['us', 0.000005],
    ['ns', 5e-9],
  ])('unit %s', (unit, highMs) => {
    expect(eventsWith({}, { unit })[0]?.latency).toEqual({ lowMs: 0, highMs });
  });

  it.each(['', 'min', '1'])('unit "%s" is malformed', (unit) => {
    expect(faultsOf(itemsWith({}, { unit }))).toContain('allowed: s, ms, us, ns');
  });

  it('a bound in seconds equals the threshold it stands for', () => {
    const seconds = [0.001, 0.007, 0.029, 0.3, 0.57, 1.005, 1.1, 2.3, 4.35, 8.2];
    const counts = seconds.map(() => '1');
    const events = eventsWith({
      count: '10',
      bucketCounts: [...counts, '0'],
      explicitBounds: seconds,
    });
    expect(events.map(({ latency }) => latency?.highMs)).toEqual([
      1, 7, 29, 300, 570, 1005, 1100, 2300, 4350, 8200,
    ]);
  });
});
