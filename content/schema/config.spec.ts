import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { normaliseConfig, statusConfigSchema } from './config.ts';

const api = { id: 'api', observed: 'requests', slo: { availability: 99.9 } };

function written(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    site: { name: 'Test' },
    sources: [{ kind: 'file', paths: ['a.ndjson'] }],
    components: [api],
    ...changes,
  };
}

const read = (changes?: Readonly<Record<string, unknown>>) =>
  normaliseConfig(v.parse(statusConfigSchema, written(changes)));

/** Each message once: two checks of a date say the same. */
const problems = (changes: Readonly<Record<string, unknown>>) => [
  ...new Set(
    (v.safeParse(statusConfigSchema, written(changes)).issues ?? []).map(({ message }) => message),
  ),
];

const withSlo = (slo: unknown) => ({ components: [{ ...api, slo }] });

describe('defaults', () => {
  it('of the site', () => {
    expect(read().site).toEqual({
      name: 'Test',
      description: null,
      url: null,
      timezone: 'UTC',
      expectedEveryMs: 300_000,
      horizonMs: 400 * 86_400_000,
    });
    expect(read().incidents).toBe('incidents');
  });

  it('of a component', () => {
    expect(read().components).toEqual([
      {
        id: 'api',
        name: 'api',
        description: null,
        group: 'Services',
        observed: 'requests',
        match: null,
        checkIntervalMs: 60_000,
        probes: null,
        maxSilenceMs: 25 * 3_600_000,
        tooManyRequestsIsBad: false,
        since: null,
        objectives: [
          {
            from: null,
            availabilityPpm: 999_000,
            p99Ms: null,
            period: '30d',
            minCoveragePpm: 990_000,
          },
        ],
      },
    ]);
  });
});

describe('objectives', () => {
  it('are sorted by their first day, and the first holds from the beginning', () => {
    const [component] = read(
      withSlo([
        { from: '2026-06-01', availability: 99.95, p99: '500ms' },
        { availability: 99.5, period: 'month' },
        { from: '2026-03-01', availability: 99.9 },
      ]),
    ).components;
    expect(
      component?.objectives.map(({ from, availabilityPpm }) => [from, availabilityPpm]),
    ).toEqual([
      [null, 995_000],
      ['2026-03-01', 999_000],
      ['2026-06-01', 999_500],
    ]);
  });

  it('reach back to the beginning where the first is dated', () => {
    const [component] = read(withSlo([{ from: '2026-03-01', availability: 99.9 }])).components;
    expect(component?.objectives[0]?.from).toBeNull();
  });

  it('cannot begin on the same day, as one of them would be ignored', () => {
    const message = 'must have a `from` of its own: another objective begins on the same day';
    expect(problems(withSlo([{ availability: 99 }, { availability: 99.9 }]))).toEqual([message]);
    const twice = { from: '2026-03-01', availability: 99 };
    expect(problems(withSlo([{ availability: 99 }, twice, twice]))).toEqual([message]);
  });

  it.each([0, 0.5, 100, 101, -99.9, 99.99999, Infinity, '99.9', null])(
    'refuse a target of %j',
    (availability) => {
      expect(problems(withSlo({ availability })).length).toBeGreaterThan(0);
    },
  );

  it.each([
    [99.9999, 999_999],
    [99.95, 999_500],
    [1, 10_000],
    [99.99, 999_900],
  ])('hold a target of %d %% as %i ppm', (availability, ppm) => {
    expect(read(withSlo({ availability })).components[0]?.objectives[0]?.availabilityPpm).toBe(ppm);
  });

  it.each(['month', '1d', '30d', '90d'])('take a period of %s', (period) => {
    expect(problems(withSlo({ availability: 99, period }))).toEqual([]);
  });

  it.each(['0d', '91d', '4w', 'quarter', '030d'])('refuse a period of %s', (period) => {
    expect(problems(withSlo({ availability: 99, period }))).toEqual([
      'must be month, or whole days from 1d to 90d',
    ]);
  });
});

describe('dates', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '1 March 2026', ''])('refuse %j', (since) => {
    expect(problems({ components: [{ ...api, since }] })).toEqual([
      'must be a date like 2026-03-01',
    ]);
  });

  it('take the 29th of February in a leap year only', () => {
    expect(problems({ components: [{ ...api, since: '2028-02-29' }] })).toEqual([]);
    expect(problems({ components: [{ ...api, since: '2026-02-29' }] })).toHaveLength(1);
  });
});

describe('site', () => {
  it('drops slashes at the end of its address', () => {
    expect(read({ site: { name: 'Test', url: 'https://status.example.org/a//' } }).site.url).toBe(
      'https://status.example.org/a',
    );
  });

  it.each(['Mars/Olympus', 'Berlin', ''])('refuses the time zone %j', (timezone) => {
    expect(problems({ site: { name: 'Test', timezone } })).toEqual([
      'must be an IANA time zone like UTC or Europe/Berlin',
    ]);
  });

  it('keeps a horizon that holds the 90 days of the page', () => {
    expect(problems({ site: { name: 'Test', horizon: '90d' } })).toHaveLength(1);
    expect(problems({ site: { name: 'Test', horizon: '91d' } })).toEqual([]);
  });
});

describe('component ids', () => {
  it.each(['api', 'public-api', 'eu.api_2', '0'])('%s is one', (id) => {
    expect(problems({ components: [{ ...api, id }] })).toEqual([]);
  });

  it.each(['', 'API', 'a b', '../etc', '.', 'a--b', '-a', 'a/b', 'a\n', 'ä', 'a'.repeat(129)])(
    '%j is none',
    (id) => {
      expect(problems({ components: [{ ...api, id }] }).length).toBeGreaterThan(0);
    },
  );

  it('differ from one another', () => {
    expect(problems({ components: [api, api] })).toEqual([
      'must be unique: another component has this id',
    ]);
  });
});
