/** Months of the site's zone, and what they come to. */
import { describe, expect, it } from 'vitest';
import type { Incident } from '#schema/incident.ts';
import type { ComponentReport } from '#schema/report.ts';
import { componentOf } from '../testing/components.testing.ts';
import { cellOf, vantageOf } from '../testing/minutes.testing.ts';
import { firstMinuteOf, siteDays } from './calendar.ts';
import { rollupComponent } from './component.ts';
import type { RollupContext } from './component-input.ts';
import { nothingTimed } from './figures/quantile.ts';
import type { SeenMaintenance } from './maintenance.ts';
import { componentReportOf, monthStateOf, reportMonths } from './report.ts';
import type { VantageResults } from './series.ts';

const minuteMs = 60_000;
const ms = (minute: number) => minute * minuteMs;

/** The days that end with `last`, `minutes` of it settled. */
function contextOf(last: string, zone = 'UTC', minutes = 720): RollupContext {
  const settled = firstMinuteOf(last, zone) + minutes;
  const days = siteDays(last, 98, zone);
  return { zone, asOfMs: ms(settled + 2), settled, days, publishedDays: 91 };
}

const monthsOf = (context: RollupContext) =>
  reportMonths(context).map(({ month, whole, covered }) => [
    month,
    whole.end - whole.start,
    covered.end - covered.start,
  ]);

describe('months', () => {
  it('are those of the published days, the first and the last in part', () => {
    expect(monthsOf(contextOf('2026-05-15'))).toEqual([
      ['2026-02', 28 * 1440, 15 * 1440],
      ['2026-03', 31 * 1440, 31 * 1440],
      ['2026-04', 30 * 1440, 30 * 1440],
      ['2026-05', 31 * 1440, 14 * 1440 + 720],
    ]);
  });

  it('are an hour shorter in spring and longer in autumn where clocks change', () => {
    expect(monthsOf(contextOf('2026-05-15', 'Europe/Berlin'))[1]).toEqual([
      '2026-03',
      31 * 1440 - 60,
      31 * 1440 - 60,
    ]);
    expect(monthsOf(contextOf('2026-12-15', 'Europe/Berlin'))[1]).toEqual([
      '2026-10',
      31 * 1440 + 60,
      31 * 1440 + 60,
    ]);
    expect(monthsOf(contextOf('2026-11-15', 'Australia/Lord_Howe'))[2]).toEqual([
      '2026-10',
      31 * 1440 - 30,
      31 * 1440 - 30,
    ]);
  });

  it('begin and end at midnight of the zone', () => {
    const [, march] = reportMonths(contextOf('2026-05-15', 'Europe/Berlin'));
    expect(march?.whole).toEqual({
      start: Date.parse('2026-02-28T23:00Z') / minuteMs,
      end: Date.parse('2026-03-31T22:00Z') / minuteMs,
    });
  });

  it('of which nothing is settled yet are not reported', () => {
    expect(monthsOf(contextOf('2026-05-01', 'UTC', -1)).at(-1)?.[0]).toBe('2026-04');
    expect(monthsOf(contextOf('2026-05-01', 'UTC', 1)).at(-1)).toEqual(['2026-05', 31 * 1440, 1]);
  });
});

describe('the state of a month', () => {
  const at = (text: string) => Date.parse(text);
  const [, , april] = reportMonths(contextOf('2026-05-15'));
  const running = reportMonths(contextOf('2026-05-15')).at(-1);
  const late = at('2026-06-01T00:00Z');

  it.each([
    ['2026-05-02T23:59:59Z', late, 'provisional'],
    ['2026-05-03T00:00:00Z', late, 'final'],
    ['2026-05-10T00:00:00Z', at('2026-05-02T23:59:59Z'), 'provisional'],
    ['2026-05-10T00:00:00Z', null, 'provisional'],
  ])('as of %s with data through %s is %s', (asOf, dataThrough, state) => {
    if (april === undefined) throw new Error('no month');
    expect(monthStateOf(april, at(asOf), dataThrough)).toBe(state);
  });

  it('is incomplete while it runs', () => {
    if (running === undefined) throw new Error('no month');
    expect(monthStateOf(running, late, late)).toBe('incomplete');
  });
});

interface Given {
  readonly slo?: unknown;
  readonly since?: string | null;
  readonly incidents?: readonly Incident[];
  readonly maintenance?: readonly SeenMaintenance[];
  readonly excluded?: ReadonlySet<number>;
}

/** Reports of every month of a component as of noon of 2026-05-15. */
function reportsOf(
  vantages: readonly VantageResults[],
  given: Given = {},
): Readonly<Record<string, ComponentReport>> {
  const context = contextOf('2026-05-15');
  const { slo, since = '2026-02-01', excluded = new Set<number>() } = given;
  const component = componentOf(slo === undefined ? {} : { slo });
  const cells = { vantages, latency: new Map(), parsed: new Map() };
  const rolled = rollupComponent(
    {
      ...{ component, cells, since, denoised: undefined, maintenance: excluded, gaps: [] },
      recent: nothingTimed,
      incidentsOn: () => [],
      restated: new Set(),
    },
    context,
  );
  const shared = { component, rolled, excluded, asOfMs: context.asOfMs, exclusions: {} };
  const written = { incidents: given.incidents ?? [], maintenance: given.maintenance ?? [] };
  return Object.fromEntries(
    reportMonths(context).map((month) => [
      month.month,
      componentReportOf({ ...shared, ...written, month }),
    ]),
  );
}

function incidentOf(startedAt: string, resolvedAt: string | null, slug = 'db'): Incident {
  return {
    ...{ slug, title: 'Database', impact: 'major', status: 'resolved', startedAt, resolvedAt },
    components: [{ id: 'api', state: 'major_outage' }],
    updates: [],
    postmortemHtml: null,
    days: { first: startedAt.slice(0, 10), last: startedAt.slice(0, 10) },
  };
}

const midnight = firstMinuteOf('2026-04-01', 'UTC');

describe('downtime', () => {
  // Down from 23:50 of the last of March until 00:20.
  const down = Array.from({ length: 150 }, (_, at) =>
    cellOf(midnight - 70 + at, { n: 100, bad: at >= 60 && at < 90 ? 100 : 0 }),
  );
  const incidents = [
    incidentOf('2026-03-31T23:55Z', '2026-04-01T00:05Z'),
    incidentOf('2026-04-02T00:00Z', null, 'later'),
  ];

  it('is cut at the bounds of the month, and counted once', () => {
    const reports = reportsOf([vantageOf('', down)], { incidents });
    expect(reports['2026-03']).toMatchObject({
      minutes: { MAJOR: 10 },
      downMinutesApart: 0,
      downtime: [
        {
          start: '2026-03-31T23:50:00.000Z',
          end: '2026-04-01T00:00:00.000Z',
          ...{ minutes: 10, downMinutes: 10, class: 'MAJOR', beganBefore: false, goesOn: true },
          incidents: ['db'],
        },
      ],
      incidents: ['db'],
    });
    expect(reports['2026-04']).toMatchObject({
      downtime: [
        {
          start: '2026-04-01T00:00:00.000Z',
          end: '2026-04-01T00:20:00.000Z',
          ...{ minutes: 20, downMinutes: 20, beganBefore: true, goesOn: false },
          incidents: ['db'],
        },
      ],
      incidents: ['db', 'later'],
    });
    expect(reports['2026-02']).toMatchObject({ downtime: [], incidents: [] });
  });

  it('that opened no outage is counted apart', () => {
    const rows = Array.from({ length: 60 }, (_, at) =>
      cellOf(midnight + at, at === 30 ? { n: 100, bad: 100 } : { n: 100 }),
    );
    expect(reportsOf([vantageOf('', rows)])['2026-04']).toMatchObject({
      minutes: { UP: 59, MAJOR: 1 },
      downtime: [],
      downMinutesApart: 1,
    });
  });

  it('that lasts goes on at the end of what is settled', () => {
    const now = firstMinuteOf('2026-05-15', 'UTC') + 720;
    const rows = Array.from({ length: 9 }, (_, at) => cellOf(now - 9 + at, { n: 10, bad: 10 }));
    expect(reportsOf([vantageOf('', rows)])['2026-05']?.downtime).toMatchObject([
      { end: '2026-05-15T12:00:00.000Z', minutes: 9, goesOn: true },
    ]);
  });
});

describe('figures', () => {
  const rows = [cellOf(midnight - 1, { n: 1000, bad: 1 }), cellOf(midnight, { n: 1000, bad: 2 })];

  it('of each month are its own', () => {
    const { '2026-03': march, '2026-04': april } = reportsOf([vantageOf('', rows)]);
    expect(march).toMatchObject({ valid: 1000, good: 999, bad: 1, availability: '99.900%' });
    expect(april).toMatchObject({ valid: 1000, bad: 2, availability: '99.800%' });
    expect(march?.budget).toEqual({ events: '1.000', consumed: '100.00%', remaining: '0.00%' });
    expect(april).toMatchObject({ verdict: 'missed', budget: { remaining: '-100.00%' } });
  });

  it('without any telemetry are none, and no verdict', () => {
    expect(reportsOf([])['2026-04']).toMatchObject({
      ...{ valid: 0, availability: '—', uptime: '—', coverage: '0.00%', verdict: 'undetermined' },
      minutes: { UP: 0, UNKNOWN: 30 * 1440 },
    });
  });

  it.each([null, '2026-05-01'])('before the first day %s are of nothing', (since) => {
    expect(reportsOf([vantageOf('', rows)], { since })['2026-04']).toMatchObject({
      ...{ from: null, until: null, valid: 0, coverage: '—', verdict: 'undetermined' },
      ...{ objectives: [], basis: 'not observed in this month' },
    });
  });

  it('begin with the first observed day', () => {
    const april = reportsOf([vantageOf('', rows)], { since: '2026-04-21' })['2026-04'];
    expect(april).toMatchObject({ from: '2026-04-21T00:00:00.000Z', valid: 0 });
    expect(april?.minutes.UNKNOWN).toBe(10 * 1440);
  });
});

describe('objectives', () => {
  const slo = [{ availability: 99 }, { availability: 99.9, from: '2026-04-11' }];
  const second = firstMinuteOf('2026-04-11', 'UTC');
  const rows = [cellOf(midnight, { n: 1000, bad: 5 }), cellOf(second, { n: 1000, bad: 2 })];

  it('that changed within a month are judged each for its days', () => {
    const april = reportsOf([vantageOf('', rows)], { slo })['2026-04'];
    expect(april?.objectives).toMatchObject([
      { from: null, availabilityPpm: 990_000, verdict: 'undetermined' },
      { from: '2026-04-11', availabilityPpm: 999_000, verdict: 'missed' },
    ]);
    expect(april).toMatchObject({ verdict: 'missed', bad: 7 });
    // 1 % of 1000 and 0.1 % of 1000.
    expect(april?.budget.events).toBe('11.000');
  });

  it('that come into force later are not those of earlier months', () => {
    const march = reportsOf([vantageOf('', rows)], { slo })['2026-03'];
    expect(march?.objectives).toMatchObject([{ from: null, availabilityPpm: 990_000 }]);
  });
});

describe('maintenance', () => {
  const seen = (announcedAt: string): SeenMaintenance => ({
    maintenance: {
      ...{ slug: 'upgrade', title: 'Upgrade', status: 'completed', announcedAt, updates: [] },
      scheduledFor: '2026-03-31T22:00:00.000Z',
      scheduledUntil: '2026-04-01T01:00:00.000Z',
      components: ['api'],
    },
    firstSeenMs: 0,
  });
  const excluded = new Set(Array.from({ length: 180 }, (_, at) => midnight - 120 + at));

  it('is cut at the bounds of the month', () => {
    const maintenance = [seen('2026-03-20T00:00:00.000Z')];
    const reports = reportsOf([], { maintenance, excluded });
    expect(reports['2026-03']?.maintenance).toMatchObject([
      { end: '2026-04-01T00:00:00.000Z', minutes: 120, announced: true, excludedMinutes: 120 },
    ]);
    expect(reports['2026-04']).toMatchObject({
      maintenance: [{ start: '2026-04-01T00:00:00.000Z', minutes: 60, excludedMinutes: 60 }],
      minutes: { MAINT: 60 },
    });
    expect(reports['2026-05']?.maintenance).toEqual([]);
  });

  it('announced too late is told, and leaves nothing out', () => {
    const maintenance = [seen('2026-03-31T00:00:00.000Z')];
    expect(reportsOf([], { maintenance })['2026-04']?.maintenance).toMatchObject([
      { minutes: 60, announced: false, excludedMinutes: 0 },
    ]);
  });
});
