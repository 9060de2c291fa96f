/** A server span is a request, rule by rule. */
import { describe, expect, it } from 'vitest';
import type { DeclaredSampling } from '#schema/source-config.ts';
import {
  attributes,
  faultsOf,
  isEvent,
  itemsOf,
  nanos,
  tracesMessage,
  type Written,
} from './otlp.testing.ts';

const usual = {
  traceId: '5b8efff798038103d269b633813fc60c',
  spanId: 'eee19b7ec3c1b174',
  kind: 2,
  startTimeUnixNano: nanos('12:00:00'),
  endTimeUnixNano: nanos('12:00:01.500'),
  attributes: attributes({ 'http.response.status_code': 200, 'http.route': '/v1/a' }),
};

/** Items of the usual span with some fields changed. */
function itemsWith(changes: Written, sampling?: DeclaredSampling) {
  return itemsOf(tracesMessage({ ...usual, ...changes }), sampling);
}

function eventWith(changes: Written, sampling?: DeclaredSampling) {
  const [item] = itemsWith(changes, sampling).filter(isEvent);
  if (item === undefined) throw new Error(faultsOf(itemsWith(changes, sampling)));
  return item;
}

describe('a server span', () => {
  it('is one request, at its end', () => {
    expect(eventWith({})).toMatchObject({
      kind: 'event',
      index: 0,
      signal: 'server-spans',
      latency: null,
      event: {
        timeMs: Date.UTC(2026, 2, 1, 12, 0, 1, 499),
        durationMs: 1500,
        count: 1,
        id: '5b8efff798038103d269b633813fc60c:eee19b7ec3c1b174',
        bad: false,
        statusCode: 200,
        route: '/v1/a',
        region: 'fra',
      },
    });
  });

  it('may write its kind in words and its identity in capitals', () => {
    const bytes = { traceId: usual.traceId.toUpperCase(), spanId: usual.spanId.toUpperCase() };
    expect(eventWith(bytes).event.id).toBe(eventWith({}).event.id);
  });

  it('spans of other kinds are counted by reason', () => {
    const spans = [{ ...usual, kind: 3 }, usual, { ...usual, kind: 3 }, { ...usual, kind: 1 }];
    expect(itemsOf(tracesMessage(...spans)).map((item) => [item.kind, item.index])).toEqual([
      ['ignored', 0],
      ['event', 1],
      ['ignored', 2],
    ]);
    expect(itemsOf(tracesMessage(...spans))[0]).toMatchObject({ records: 2 });
  });

  it('of another service is unmatched', () => {
    const other = attributes({ 'service.name': 'search', 'http.route': '/q' });
    expect(itemsWith({ attributes: other, traceId: '' })).toEqual([
      { kind: 'unmatched', index: 0, service: 'checkout', route: '/q' },
    ]);
  });
});

describe('good and bad', () => {
  const failed = { status: { code: 2, message: 'gone' } };

  it.each<[string, Written, Written]>([
    ['the status code decides', { ...failed }, { bad: false, responded: true, error: 'gone' }],
    [
      '5xx',
      { attributes: attributes({ 'http.status_code': 503 }) },
      { bad: true, durationMs: 1500 },
    ],
    [
      'an error without a status code',
      { ...failed, attributes: [] },
      { bad: true, responded: false, durationMs: null, error: 'gone' },
    ],
    [
      'an error by type',
      { attributes: attributes({ 'error.type': 'timeout' }) },
      { bad: true, responded: false, durationMs: null, error: 'timeout' },
    ],
    ['no word of an error', { attributes: [] }, { bad: false, responded: true, durationMs: 1500 }],
  ])('%s', (_name, changes, expected) => {
    expect(eventWith(changes).event).toMatchObject(expected);
  });
});

describe('faults', () => {
  it.each<[string, Written, string]>([
    ['no trace', { traceId: '' }, 'traceId is missing; allowed: 32 hexadecimal digits'],
    ['a trace of zeros', { traceId: '0'.repeat(32) }, 'not all 0'],
    ['half a span', { spanId: 'eee19b7e' }, '16 hexadecimal digits'],
    ['an end before its start', { endTimeUnixNano: nanos('11:00:00') }, '0 to 24 h'],
    [
      'more than a day',
      { startTimeUnixNano: nanos('00:00:00'), endTimeUnixNano: '1772500000000000000' },
      '24 h',
    ],
    ['no start', { startTimeUnixNano: '0' }, 'startTimeUnixNano is missing'],
    ['a threshold that is none', { traceState: 'ot=th:xyz' }, '1 to 14 hexadecimal digits'],
    ['one in too many', { traceState: 'ot=th:ffffffffffffff' }, '1 to 1000000000'],
  ])('%s', (_name, changes, detail) => {
    expect(faultsOf(itemsWith(changes))).toContain(detail);
  });

  it('one bad span among good ones is one item, with its place', () => {
    const items = itemsOf(tracesMessage(usual, { ...usual, spanId: '' }, usual));
    expect(items.map(({ kind }) => kind)).toEqual(['event', 'malformed', 'event']);
    expect(faultsOf(items)).toContain('resourceSpans[0].scopeSpans[0].spans[1]: spanId');
  });
});

describe('sampling', () => {
  it.each([
    ['ot=th:0', 1],
    ['ot=th:8', 2],
    ['ot=th:c', 4],
    ['ot=th:fd70a', 100],
    ['ot=th:ff', 256],
    ['vendor=1,ot=rv:abcdef01234567;th:8', 2],
  ])('%s stands for %i', (traceState, count) => {
    expect(eventWith({ traceState })).toMatchObject({ sampled: 'weighted', event: { count } });
  });

  it('a weight is rounded to a whole count, half up', () => {
    // Kept: 0.3, and 0.4 of all.
    expect(eventWith({ traceState: 'ot=th:b3333333333333' }).event.count).toBe(3);
    expect(eventWith({ traceState: 'ot=th:9999999999999a' }).event.count).toBe(3);
  });

  it.each(['', 'vendor=th:8', 'ot=rv:abcdef01234567', 'ot'])('"%s" does not say', (traceState) => {
    expect(eventWith({ traceState })).toMatchObject({ sampled: 'unknown', event: { count: 1 } });
    expect(eventWith({ traceState }, 'none')).toMatchObject({ sampled: 'none' });
  });
});
