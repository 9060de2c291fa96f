/** What one JSON record means, rule by rule. */
import { describe, expect, it } from 'vitest';
import { byId, componentOf } from '../../testing/components.testing.ts';
import { decodeEventJson } from './event-json.ts';

const components = byId(componentOf(), componentOf({ id: 'strict', tooManyRequests: 'bad' }));
const base = { time: '2026-03-01T12:00:00Z', component: 'api', statusCode: 200 };

const decode = (value: unknown) => decodeEventJson(JSON.stringify(value), components);

/** Decodes the usual record with some fields changed. */
function eventOf(changes: Readonly<Record<string, unknown>> = {}) {
  const decoded = decode({ ...base, ...changes });
  if (!decoded.ok) throw new Error(decoded.detail);
  return decoded.event;
}

function faultOf(changes: Readonly<Record<string, unknown>>): string {
  const decoded = decode({ ...base, ...changes });
  return decoded.ok ? 'no fault' : decoded.detail;
}

const withoutCode = { statusCode: undefined };

describe('good and bad', () => {
  it.each([500, 502, 503, 599])('%i is bad', (statusCode) => {
    expect(eventOf({ statusCode })).toMatchObject({ bad: true, responded: true });
  });

  it.each([100, 200, 204, 301, 400, 404, 418, 499])('%i is good', (statusCode) => {
    expect(eventOf({ statusCode })).toMatchObject({ bad: false, responded: true });
  });

  it('429 is good, unless the component says otherwise', () => {
    expect(eventOf({ statusCode: 429 }).bad).toBe(false);
    expect(eventOf({ statusCode: 429, component: 'strict' }).bad).toBe(true);
    expect(eventOf({ statusCode: 428, component: 'strict' }).bad).toBe(false);
  });

  it.each([
    [true, 503, false],
    [false, 200, true],
    [false, 404, true],
    [true, 429, false],
  ])('ok %j decides over status code %i', (ok, statusCode, bad) => {
    expect(eventOf({ ok, statusCode }).bad).toBe(bad);
    expect(eventOf({ ok, statusCode, component: 'strict' }).bad).toBe(bad);
  });

  it('ok stands alone', () => {
    expect(eventOf({ ...withoutCode, ok: true })).toMatchObject({ bad: false, responded: true });
    expect(eventOf({ ...withoutCode, ok: false })).toMatchObject({ bad: true, responded: false });
  });

  it('null is the same as absent', () => {
    expect(eventOf({ ok: null, durationMs: null, count: null, region: null, id: null })).toEqual(
      eventOf(),
    );
  });
});

describe('a result without a response', () => {
  it.each([
    { ...withoutCode, error: 'timeout' },
    { statusCode: 0, error: 'connection refused' },
    { statusCode: 0 },
    { statusCode: null, error: 'no such host' },
  ])('%j is bad, and has no duration whatever it reports', (fields) => {
    expect(eventOf({ ...fields, durationMs: 3 })).toMatchObject({
      bad: true,
      responded: false,
      durationMs: null,
      statusCode: null,
    });
  });

  it('counts as over any threshold even where ok calls it good', () => {
    const expected = { bad: false, responded: false, durationMs: null };
    expect(eventOf({ ok: true, statusCode: 0, durationMs: 3 })).toMatchObject(expected);
    expect(eventOf({ ...withoutCode, ok: true, error: 'timeout', durationMs: 3 })).toMatchObject(
      expected,
    );
  });

  it('is not what a success without a status code is', () => {
    expect(eventOf({ ...withoutCode, ok: true, durationMs: 3 })).toMatchObject({
      responded: true,
      durationMs: 3,
    });
  });

  it('is not what a response that names an error is', () => {
    expect(eventOf({ statusCode: 503, error: 'upstream', durationMs: 3 })).toMatchObject({
      responded: true,
      durationMs: 3,
    });
  });
});

describe('durations', () => {
  it.each([0, 0.001, 12.5, 86_400_000])('%d ms is one', (durationMs) => {
    expect(eventOf({ durationMs }).durationMs).toBe(durationMs);
  });

  it.each([
    [-1, 'is -1'],
    [-0.001, 'is -0.001'],
    [86_400_001, 'is 86400001'],
    ['12', 'is "12"'],
    [[12], 'is a list'],
    [{}, 'is an object'],
    [true, 'is true'],
  ])('%j is malformed', (durationMs, shown) => {
    expect(faultOf({ durationMs })).toBe(
      `durationMs ${shown}; allowed: milliseconds from 0 to 86400000`,
    );
  });

  it.each(['NaN', 'Infinity', '-Infinity', '1e400', '-1e400'])('%s is malformed', (text) => {
    const record = JSON.stringify(base).replace('}', `,"durationMs":${text}}`);
    expect(decodeEventJson(record, components).ok).toBe(false);
  });

  it('is malformed even where it would not be used', () => {
    expect(faultOf({ ...withoutCode, error: 'timeout', durationMs: -1 })).toContain(
      'durationMs is -1',
    );
  });
});

describe('counts', () => {
  it.each([0, 1, 7, 1_000_000_000])('%i is one', (count) => {
    expect(eventOf({ count }).count).toBe(count);
  });

  it('is 1 where none is given', () => {
    expect(eventOf().count).toBe(1);
  });

  it.each([-1, 1.5, 1_000_000_001, '3', true])('%j is malformed', (count) => {
    expect(faultOf({ count })).toContain('count is ');
  });
});

describe('time', () => {
  const noon = Date.UTC(2026, 2, 1, 12);

  it.each([
    '2026-03-01T12:00:00Z',
    '2026-03-01t12:00:00z',
    '2026-03-01 12:00:00Z',
    '2026-03-01T13:00:00+01:00',
    '2026-03-01T06:30:00-05:30',
    '2026-03-01T12:00:00-00:00',
    '2026-03-01T12:00:00.000000000Z',
    noon,
  ])('%s is noon', (time) => {
    expect(eventOf({ time }).timeMs).toBe(noon);
  });

  it('keeps milliseconds and cuts what is finer', () => {
    expect(eventOf({ time: '2026-03-01T12:00:00.0019Z' }).timeMs).toBe(noon + 1);
    expect(eventOf({ time: '2026-03-01T12:00:00.1Z' }).timeMs).toBe(noon + 100);
  });

  it.each([
    undefined,
    null,
    '',
    'yesterday',
    '2026-03-01',
    '2026-03-01T12:00:00',
    '2026-03-01T12:00Z',
    '2026-13-01T12:00:00Z',
    '2026-02-30T12:00:00Z',
    '2026-04-31T12:00:00+02:00',
    '2026-02-29T12:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T25:00:00Z',
    '2026-03-01T12:60:00Z',
    '2026-03-01T12:00:00+25:00',
    ' 2026-03-01T12:00:00Z',
    '2026-03-01T12:00:00Z\n',
    '1772366400000',
    noon + 0.5,
    1e16,
    -1e16,
    true,
    [noon],
    {},
  ])('%j is malformed', (time) => {
    expect(faultOf({ time })).toMatch(
      /^time .*; allowed: RFC 3339 with a zone, or whole epoch milliseconds$/s,
    );
  });

  it('knows leap years', () => {
    expect(eventOf({ time: '2028-02-29T00:00:00Z' }).timeMs).toBe(Date.UTC(2028, 1, 29));
  });
});

describe('required fields', () => {
  it.each([
    [{ component: undefined }, 'component is missing; allowed: an id from the configuration'],
    [{ component: 'nobody' }, 'component is "nobody"; allowed: an id from the configuration'],
    [{ component: 'API' }, 'component is "API"; allowed: an id from the configuration'],
    [{ component: '__proto__' }, 'component is "__proto__"; allowed: an id from the configuration'],
    [{ component: 7 }, 'component is 7; allowed: text'],
    [withoutCode, 'statusCode is missing; allowed: a status code, ok, or error'],
    [{ statusCode: '200' }, 'statusCode is "200"; allowed: 0, or 100 to 599'],
    [{ statusCode: 99 }, 'statusCode is 99; allowed: 0, or 100 to 599'],
    [{ statusCode: 600 }, 'statusCode is 600; allowed: 0, or 100 to 599'],
    [{ statusCode: 200.5 }, 'statusCode is 200.5; allowed: 0, or 100 to 599'],
    [{ ok: 'yes' }, 'ok is "yes"; allowed: true or false'],
    [{ ok: 1 }, 'ok is 1; allowed: true or false'],
  ])('%j', (changes, fault) => {
    expect(faultOf(changes)).toBe(fault);
  });

  it.each(['id', 'region', 'probe', 'method', 'route', 'error'])(
    '%s must be text where it is given',
    (field) => {
      expect(faultOf({ [field]: 7 })).toBe(`${field} is 7; allowed: text`);
    },
  );

  it.each(['[]', 'null', '1', '"text"', 'true', '[{"time":1}]'])('%s is no JSON object', (text) => {
    expect(decodeEventJson(text, components)).toEqual({
      ok: false,
      detail: 'the record is no JSON object',
    });
  });

  it.each(['', '{', '{"a":}', '{"a":1}{"a":2}', "{'a':1}", 'time=1'])('%j is not JSON', (text) => {
    const decoded = decodeEventJson(text, components);
    expect(decoded.ok ? '' : decoded.detail).toMatch(/^not JSON: /);
  });

  it('shows no more of a long value than a line holds', () => {
    expect(faultOf({ component: 'x'.repeat(1_000_000) }).length).toBeLessThan(150);
  });

  it('survives nesting deeper than the stack', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const record = JSON.stringify(base).replace('"2026-03-01T12:00:00Z"', deep);
    expect(decodeEventJson(record, components)).toMatchObject({ ok: false });
  });
});

describe('where it came from', () => {
  it('a probe without a name is its region', () => {
    expect(eventOf({ region: 'eu' })).toMatchObject({ region: 'eu', probe: 'eu' });
    expect(eventOf({ region: 'eu', probe: '' })).toMatchObject({ region: 'eu', probe: 'eu' });
    expect(eventOf({ region: 'eu', probe: 'a' })).toMatchObject({ region: 'eu', probe: 'a' });
    expect(eventOf()).toMatchObject({ region: '', probe: '' });
  });

  it('keeps what is optional', () => {
    const fields = { id: 'a1', method: 'GET', route: '/v1', error: 'upstream' };
    expect(eventOf(fields)).toMatchObject(fields);
    expect(eventOf()).toMatchObject({ id: null, method: null, route: null, error: null });
  });

  it('takes an empty id for none: it tells no record from another', () => {
    expect(eventOf({ id: '' }).id).toBeNull();
  });

  it('ignores fields it does not know', () => {
    expect(eventOf({ severity: [1], '': null, toJSON: 1 })).toEqual(eventOf());
  });
});
