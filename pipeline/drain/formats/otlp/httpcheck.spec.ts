/** Rows of the Collector's httpcheck receiver, which together are one result. */
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

const url = 'https://checkout.example/health';
const time = nanos('12:00:30');
const classes = ['1xx', '2xx', '3xx', '4xx', '5xx'];

type Row = Readonly<Record<string, string | number>>;

const row = (asInt: number, more: Row = {}, timeUnixNano = time) => ({
  asInt: String(asInt),
  timeUnixNano,
  attributes: attributes({ 'http.url': url, ...more }),
});

/** One row for every class of status codes. */
function statusRows(code: number, more: Row = {}, at = time): Written[] {
  return classes.map((name) => {
    const holds = Number(name) === code || name.startsWith(`${Math.floor(code / 100)}`);
    const told = { 'http.status_class': name, 'http.status_code': code, 'http.method': 'GET' };
    return row(Number(holds), { ...told, ...more }, at);
  });
}

const status = (dataPoints: readonly Written[]) => ({
  name: 'httpcheck.status',
  unit: '1',
  sum: { aggregationTemporality: 2, dataPoints },
});
const duration = (dataPoints: readonly Written[], unit = 'ms') => ({
  name: 'httpcheck.duration',
  unit,
  gauge: { dataPoints },
});
const error = (message: string) => ({
  name: 'httpcheck.error',
  unit: '{error}',
  sum: { aggregationTemporality: 2, dataPoints: [row(1, { 'error.message': message })] },
});

const eventsOf = (...metrics: readonly Written[]) =>
  itemsOf(metricsMessage(...metrics)).filter(isEvent);

describe('a result', () => {
  it('is one event for all rows of a URL and time, whatever their order', () => {
    const [item, ...rest] = eventsOf(duration([row(42)]), status(statusRows(200)));
    expect(rest).toEqual([]);
    expect(item).toMatchObject({
      signal: 'httpcheck',
      latency: null,
      event: {
        timeMs: Date.UTC(2026, 2, 1, 12, 0, 30),
        bad: false,
        count: 1,
        statusCode: 200,
        durationMs: 42,
        route: url,
        method: 'GET',
        region: 'fra',
      },
    });
    const [swapped] = eventsOf(status(statusRows(200).reverse()), duration([row(42)]));
    expect(swapped).toEqual(item);
  });

  it('of another time is another, though the state is the same', () => {
    const later = nanos('12:01:30');
    const events = eventsOf(status([...statusRows(200), ...statusRows(200, {}, later)]));
    expect(events).toHaveLength(2);
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(2);
  });

  it.each([
    [404, false],
    [500, true],
    [599, true],
  ])('%i', (code, bad) => {
    expect(eventsOf(status(statusRows(code)))[0]?.event).toMatchObject({ bad, statusCode: code });
  });

  it('without a response is bad and has no duration, whatever it reports', () => {
    const events = eventsOf(duration([row(3000)]), error('no such host'), status(statusRows(0)));
    expect(events).toHaveLength(1);
    expect(events[0]?.event).toMatchObject({
      bad: true,
      responded: false,
      durationMs: null,
      statusCode: null,
      error: 'no such host',
    });
  });

  it('of an error alone is bad', () => {
    expect(eventsOf(error('refused'))[0]?.event).toMatchObject({ bad: true, responded: false });
  });

  it('of two methods is the worse of them', () => {
    const both = [...statusRows(200), ...statusRows(503, { 'http.method': 'HEAD' })];
    const events = eventsOf(status(both));
    expect(events.map(({ event }) => [event.bad, event.statusCode])).toEqual([[true, 503]]);
    const refused = eventsOf(status([...both, ...statusRows(0, { 'http.method': 'PUT' })]));
    expect(refused.map(({ event }) => [event.bad, event.responded])).toEqual([[true, false]]);
  });
});

describe('where the status code is not reported', () => {
  const withoutCode = (code: number) =>
    statusRows(code).map((point) => ({
      ...point,
      attributes: attributes({ 'http.url': url, 'http.status_class': classOf(point) }),
    }));
  const classOf = (point: Written) =>
    classes.find((name) => JSON.stringify(point).includes(name)) ?? '';

  it('the class decides', () => {
    expect(eventsOf(status(withoutCode(204)))[0]?.event).toMatchObject({
      bad: false,
      responded: true,
    });
    expect(eventsOf(status(withoutCode(502)))[0]?.event).toMatchObject({
      bad: true,
      responded: true,
    });
  });

  it('no class at all is no response; some of them say nothing', () => {
    expect(eventsOf(status(withoutCode(0)))[0]?.event).toMatchObject({
      bad: true,
      responded: false,
    });
    const some = itemsOf(metricsMessage(status(withoutCode(0).slice(0, 3))));
    expect(faultsOf(some)).toContain('http.status_code is missing');
  });
});

describe('what is no result', () => {
  it('a duration alone', () => {
    expect(itemsOf(metricsMessage(duration([row(42)])))[0]).toMatchObject({ kind: 'ignored' });
  });

  it('other metrics of the receiver', () => {
    const other = { name: 'httpcheck.tls.cert_remaining', gauge: { dataPoints: [row(1)] } };
    expect(itemsOf(metricsMessage(other))[0]).toMatchObject({ kind: 'ignored', records: 1 });
  });

  it('a row without value', () => {
    const items = itemsOf(metricsMessage(status([{ ...row(1), flags: 1 }])));
    expect(items[0]).toMatchObject({ kind: 'ignored' });
  });

  it.each<[string, Written, string]>([
    ['no time', status([{ ...row(1), timeUnixNano: '0' }]), 'timeUnixNano is missing'],
    ['no URL', status([{ asInt: '1', timeUnixNano: time }]), 'http.url is missing'],
    ['no value', status([{ ...row(1), asInt: undefined }]), 'asInt is missing'],
    ['an unknown unit', duration([row(1)], 'h'), 'allowed: s, ms, us, ns'],
    ['a negative duration', duration([row(-1)]), 'a duration is -1'],
    ['a code that is none', status(statusRows(600)), '0, or 100 to 599'],
  ])('%s', (_name, metric, detail) => {
    expect(faultsOf(itemsOf(metricsMessage(metric)))).toContain(detail);
  });
});

it('a component claims a URL by match, also through a wildcard', () => {
  const shop = {
    id: 'shop',
    tooManyRequestsIsBad: false,
    match: { 'http.url': 'https://checkout.*' },
  };
  const message = encoded(metricsMessage(status(statusRows(200))), 'protobuf');
  const claimed = decodeOtlpMetrics(message, 'protobuf', compileMatcher([shop]));
  expect(claimed).toMatchObject([{ kind: 'event', event: { component: 'shop' } }]);
  const elsewhere = compileMatcher([{ ...shop, match: { 'http.url': 'https://other.example/' } }]);
  expect(decodeOtlpMetrics(message, 'protobuf', elsewhere)).toEqual([
    { kind: 'unmatched', index: 0, service: 'checkout', route: url },
  ]);
});
