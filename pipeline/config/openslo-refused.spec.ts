/** Every kind of OpenSLO document that is refused, by its name. */
import { describe, expect, it } from 'vitest';
import {
  file,
  latency,
  metric,
  month,
  ms,
  objective,
  read,
  rolling,
  sloOf,
  type Written,
} from './openslo.testing.ts';

describe('what is not supported is refused by its name', () => {
  const withIndicator = (spec: Written) => sloOf({ indicator: { spec } });
  const le = metric('rate(http_request_duration_seconds_bucket{le="0.5"}[5m])');
  const slices = { ...objective, timeSliceTarget: 1, timeSliceWindow: '1m' };

  it.each([
    [
      'RatioTimeslices',
      sloOf({ budgetingMethod: 'RatioTimeslices' }),
      'budgetingMethod: must be Occurrences or Timeslices; others, like RatioTimeslices, are not supported; found "RatioTimeslices"',
    ],
    [
      'a weight',
      sloOf({ objectives: [{ ...objective, compositeWeight: 2 }] }),
      'compositeWeight: is not supported: composite SLOs',
    ],
    [
      'a composite',
      sloOf({ objectives: [{ ...objective, indicatorRef: 'x' }] }),
      'objectives[0].indicatorRef: is not supported: composite SLOs',
    ],
    [
      'two objectives',
      sloOf({ objectives: [objective, objective] }),
      'spec.objectives: must hold exactly one objective',
    ],
    [
      'raw',
      withIndicator({ ratioMetric: { raw: metric('x'), rawType: 'success' } }),
      'ratioMetric.raw: is not supported',
    ],
    [
      'good and bad',
      withIndicator({ ratioMetric: { good: metric('a'), bad: metric('b'), total: metric('c') } }),
      'must hold total and either good or bad',
    ],
    [
      'no total',
      withIndicator({ ratioMetric: { good: metric('a') } }),
      'must hold total and either good or bad',
    ],
    [
      'a ratio of buckets',
      withIndicator({ ratioMetric: { good: le, total: metric('n') } }),
      'indicator.ratioMetric.good: must count failures',
    ],
    [
      'both targets',
      sloOf({ objectives: [{ target: 0.9, targetPercent: 90 }] }),
      'must hold either target or targetPercent',
    ],
    [
      'a target of 1',
      sloOf({ objectives: [{ target: 1 }] }),
      'target: must be a number like 0.999, from 0.01 to below 1, of whole millionths; found 1',
    ],
    ['a fifth decimal', sloOf({ objectives: [{ targetPercent: 99.99995 }] }), 'found 99.99995'],
    ['no window', sloOf({ timeWindow: undefined }), 'spec.timeWindow: is missing'],
    [
      'two windows',
      sloOf({ timeWindow: [rolling, rolling] }),
      'timeWindow: must hold exactly one window',
    ],
    [
      'a rolling month',
      sloOf({ timeWindow: [{ duration: '1M', isRolling: true }] }),
      'timeWindow[0].duration: must be whole days from 1d to 90d',
    ],
    ['half a day', sloOf({ timeWindow: [{ duration: '36h', isRolling: true }] }), 'found "36h"'],
    [
      'a quarter',
      sloOf({ timeWindow: [{ ...month, duration: '1Q' }] }),
      'duration: must be 1M, the one calendar window that is supported; found "1Q"',
    ],
    [
      'a month from its 15th',
      sloOf({
        timeWindow: [
          { ...month, calendar: { ...month.calendar, startTime: '2026-01-15 00:00:00' } },
        ],
      }),
      'startTime: must be midnight of the first of a month',
    ],
    [
      'another zone',
      sloOf({ timeWindow: [{ ...month, calendar: { ...month.calendar, timeZone: 'UTC' } }] }),
      `slos/api.yaml: SLO api: spec.timeWindow[0].calendar.timeZone: must be the site's time zone, Europe/Berlin; found "UTC"`,
    ],
    [
      'neither rolling nor aligned',
      sloOf({ timeWindow: [{ duration: '28d' }] }),
      'isRolling: must be true, or a calendar must be given',
    ],
    [
      'rolling and aligned',
      sloOf({ timeWindow: [{ ...month, isRolling: true }] }),
      'calendar: must be absent where isRolling is true',
    ],
    [
      'slices of requests',
      sloOf({ budgetingMethod: 'Timeslices', objectives: [slices] }),
      'spec.budgetingMethod: must be Occurrences: requests are counted; found "Timeslices"',
    ],
    [
      'a slice with Occurrences',
      sloOf({ objectives: [slices] }),
      'timeSliceTarget: must be absent: it belongs to Timeslices; found 1',
    ],
    [
      'slices of 5 minutes',
      sloOf({ objectives: [{ ...slices, timeSliceWindow: '5m' }] }),
      'timeSliceWindow: must be 1m: verdicts are made of minutes; found "5m"',
    ],
    [
      'slices that may fail in part',
      sloOf({ objectives: [{ ...slices, timeSliceTarget: 0.9 }] }),
      'timeSliceTarget: must be 1: a minute is bad if any of its results is; found 0.9',
    ],
    [
      'a threshold without its metric',
      sloOf({ objectives: [{ ...objective, value: 3 }] }),
      'objectives[0].value: must be absent: it belongs to a thresholdMetric; found 3',
    ],
    [
      'an unknown indicator',
      sloOf({ indicator: undefined, indicatorRef: 'gone' }),
      'spec.indicatorRef: must name one SLI of this file; found "gone"; allowed: none',
    ],
    ['two indicators', sloOf({ indicatorRef: 'x' }), 'must hold either indicator or indicatorRef'],
    [
      'an unknown key',
      sloOf({ colour: 'red' }),
      'spec.colour: unknown key; allowed: description, service,',
    ],
    [
      'another version',
      { ...sloOf({}), apiVersion: 'openslo.com/v2alpha' },
      'apiVersion: must be openslo/v1, the one version that is read; found "openslo.com/v2alpha"',
    ],
    [
      'another kind',
      { ...sloOf({}), kind: 'Dashboard' },
      'kind: "Dashboard" is not allowed; allowed: SLO, SLI, Service, DataSource',
    ],
    [
      'no SLO',
      { apiVersion: 'openslo/v1', kind: 'Service' },
      'slos/api.yaml: kind: SLO is missing',
    ],
  ])('%s', async (_, document, fault) => {
    expect(await read(file(document))).toContain(fault);
  });

  it.each([
    [
      'lt',
      { op: 'lt' },
      'op: must be lte: a result is good up to its threshold, that included; found "lt"',
    ],
    [
      'another target',
      { target: 0.95 },
      'objectives[0].target: must be 0.99: latency is promised as P99; found 0.95',
    ],
    [
      'half a millisecond',
      { value: 0.5 },
      'objectives[0].value: must be whole milliseconds from 1ms to 1h; found "0.5ms"',
    ],
    ['no operator', { op: undefined }, 'objectives[0].op: is missing; allowed: lte'],
    ['no value', { value: undefined }, 'objectives[0].value: is missing'],
  ])('of a threshold: %s', async (_, changes, fault) => {
    expect(await read(file(sloOf({}), latency(changes)), ms)).toContain(fault);
  });

  it('of a threshold: a unit that nobody wrote', async () => {
    expect(await read(file(sloOf({}), latency()))).toBe(
      'slos/api.yaml: SLO api-latency: spec.objectives[0].value: has no unit: write `thresholdUnit: ms` or `thresholdUnit: s` beside `openslo` in status.yaml; found 500',
    );
  });

  it('events of probes', async () => {
    expect(await read(file(sloOf({})), { observed: 'probes' })).toContain(
      'must be Timeslices: availability of probes is judged by minutes; found "Occurrences"',
    );
  });
});

describe('SLOs that make no one objective', () => {
  it.each([
    [
      'two of availability',
      file(sloOf({}, 'a'), sloOf({}, 'b')),
      {},
      'a, b: each promises availability',
    ],
    [
      'two of latency',
      file(sloOf({}), latency(), latency({}, 'more')),
      ms.slo,
      'api-latency, more: each promises latency',
    ],
    ['latency alone', file(latency()), ms.slo, 'api-latency: an SLO of a ratioMetric is missing'],
    [
      'two windows',
      file(sloOf({ timeWindow: [month] }), latency()),
      ms.slo,
      'must be the same of availability and latency; found month and 30d',
    ],
    ['one name twice', file(sloOf({}), sloOf({})), {}, 'SLO api: metadata.name: must be unique'],
    [
      'a name that is not there',
      file(sloOf({})),
      { name: 'web' },
      'no SLO has the name web; allowed: api',
    ],
  ])('%s', async (_, text, slo, fault) => {
    expect(await read(text, { slo })).toContain(fault);
  });

  it('names the line in a later document', async () => {
    expect(await read(`# first\n---\n${file(sloOf({}))}---\nkind: SLO\n`)).toMatch(
      /^slos\/api\.yaml:\d+: apiVersion: is missing/,
    );
  });
});
