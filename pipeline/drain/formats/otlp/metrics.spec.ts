/** What one histogram point means, rule by rule. */
import { describe, expect, it } from 'vitest';
import {
  attributes,
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

describe('a delta point', () => {
  it('is one event for every bucket that is not empty', () => {
    const events = eventsWith({});
    expect(events.map(({ event, latency }) => [event.count, latency])).toEqual([
      [2, { lowMs: 0, highMs: 5 }],
      [1, { lowMs: 10, highMs: Infinity }],
    ]);
    expect(events[0]).toMatchObject({ index: 0, signal: 'server-metrics', sampled: 'none' });
    expect(events[1]?.event).toMatchObject({
      component: 'api',
      bad: false,
      responded: true,
      durationMs: null,
      statusCode: 200,
      region: 'fra',
      probe: 'fra',
    });
  });

  it('is booked a nanosecond before its end', () => {
    const [first] = eventsWith({});
    expect(first?.event.timeMs).toBe(Date.UTC(2026, 2, 1, 12, 0, 59, 999));
    expect(first?.firstMinute).toBe(Date.UTC(2026, 2, 1, 12) / 60_000);
  });

  it('speaks of every minute it overlaps, of more than 15 only of the last', () => {
    const minutes = (start: string) => {
      const [first] = eventsWith({ startTimeUnixNano: nanos(start) });
      return Math.floor((first?.event.timeMs ?? 0) / 60_000) - (first?.firstMinute ?? 0);
    };
    expect(minutes('11:59:59.999')).toBe(1);
    expect(minutes('11:46:00')).toBe(14);
    expect(minutes('11:45:59.999')).toBe(0);
  });

  it('has an identity of its own for every bucket, whatever the order of attributes', () => {
    const two = { 'http.response.status_code': 200, 'http.route': '/a' };
    const idsOf = (list: readonly Written[]) =>
      eventsWith({ attributes: list }).map(({ event }) => event.id);
    const ids = idsOf(attributes(two));
    expect(new Set(ids).size).toBe(2);
    expect(idsOf(attributes(two).reverse())).toEqual(ids);
    expect(idsOf(status(200))).not.toEqual(ids);
  });

  it('without requests is a sign of life, also without a status code', () => {
    const empty = { count: '0', bucketCounts: ['0', '0', '0'] };
    for (const list of [status(200), status(500), []]) {
      const [first, ...rest] = eventsWith({ ...empty, attributes: list });
      expect(rest).toEqual([]);
      expect(first).toMatchObject({ latency: null, event: { count: 0, bad: false } });
    }
  });

  it('may have no buckets: then nothing is known of durations', () => {
    const events = eventsWith({ bucketCounts: [], explicitBounds: [] });
    expect(events.map(({ event, latency }) => [event.count, latency])).toEqual([
      [3, { lowMs: 0, highMs: Infinity }],
    ]);
  });
});

describe('what is not used', () => {
  it('other metrics and kinds are counted by reason', () => {
    const gauge = { dataPoints: [{ asInt: '1' }, { asInt: '2' }] };
    const message = metricsMessage(
      { name: 'queue', gauge },
      metric([usual]),
      { name: 'queue', gauge },
      { name: 'http.server.request.duration', unit: 's', gauge },
    );
    expect(itemsOf(message).filter((item) => item.kind === 'ignored')).toEqual([
      { kind: 'ignored', index: 0, reason: 'metric queue is not used', records: 4 },
      {
        kind: 'ignored',
        index: 3,
        reason: 'metric http.server.request.duration is used only as a histogram',
        records: 2,
      },
    ]);
  });

  it('a point that says it has no value is no sign of life', () => {
    const [item, ...rest] = itemsWith({
      flags: 1,
      count: '0',
      bucketCounts: [],
      explicitBounds: [],
    });
    expect(rest).toEqual([]);
    expect(item).toMatchObject({ kind: 'ignored', records: 1 });
  });

  it('what no component claims is told by service and route, good or broken', () => {
    const other = attributes({ 'service.name': 'search', 'http.route': '/q' });
    const points = [
      { ...usual, attributes: other },
      { ...usual, attributes: other, count: '99' },
    ];
    expect(itemsOf(metricsMessage(metric(points))).map(({ kind }) => kind)).toEqual([
      'unmatched',
      'unmatched',
    ]);
    const [item] = itemsOf(metricsMessage(metric(points)));
    // The resource's name; the point's own attribute is what kept it from matching.
    expect(item).toMatchObject({ service: 'checkout', route: '/q' });
  });
});
