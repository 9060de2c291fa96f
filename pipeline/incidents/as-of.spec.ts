import { describe, expect, it } from 'vitest';
import type { Incident, IncidentStatus, Maintenance, MaintenanceStatus } from '#schema/incident.ts';
import { authoredAsOf, incidentsOn } from './as-of.ts';

const at = (time: string) => new Date(`2026-03-${time}Z`).toISOString();
const ms = (time: string) => Date.parse(at(time));
const update = <Status extends string>(time: string, status: Status) => ({
  status,
  postedAt: at(time),
  bodyHtml: '',
  bodyText: '',
});

function incidentOf(
  slug: string,
  startedAt: string,
  updates: readonly (readonly [string, IncidentStatus])[],
): Omit<Incident, 'days'> {
  return {
    slug,
    title: slug,
    impact: 'major',
    status: 'resolved',
    startedAt: at(startedAt),
    resolvedAt: null,
    components: [{ id: 'api', state: 'major_outage' }],
    postmortemHtml: null,
    updates: updates.map(([time, status]) => update(time, status)),
  };
}

const outage = incidentOf('outage', '10T23:50', [
  ['10T23:55', 'investigating'],
  ['11T01:00', 'resolved'],
  ['11T02:00', 'monitoring'],
  ['11T03:00', 'resolved'],
]);

/** The outage as it was known at a time. */
const known = (time: string, zone = 'UTC') =>
  authoredAsOf({ incidents: [outage], maintenance: [] }, ms(time), zone).incidents.map(
    ({ status, resolvedAt, updates, days }) => ({
      status,
      resolvedAt,
      updates: updates.length,
      days: `${days.first} ${days.last}`,
    }),
  );

describe('an incident as of a time', () => {
  it('is not there before its first update', () => {
    expect(known('10T23:54')).toEqual([]);
  });

  it('is what its last update until then said', () => {
    expect(known('10T23:55')).toEqual([
      { status: 'investigating', resolvedAt: null, updates: 1, days: '2026-03-10 2026-03-10' },
    ]);
    expect(known('11T01:30')).toEqual([
      { status: 'resolved', resolvedAt: at('11T01:00'), updates: 2, days: '2026-03-10 2026-03-11' },
    ]);
    expect(known('11T02:30')).toEqual([
      { status: 'monitoring', resolvedAt: null, updates: 3, days: '2026-03-10 2026-03-11' },
    ]);
  });

  it('touches every day until now while it is open, and no later one once it is resolved', () => {
    expect(
      authoredAsOf(
        {
          incidents: [incidentOf('open', '10T12:00', [['10T12:00', 'identified']])],
          maintenance: [],
        },
        ms('14T12:00'),
        'UTC',
      ).incidents,
    ).toMatchObject([{ days: { first: '2026-03-10', last: '2026-03-14' } }]);
    expect(known('20T00:00')).toMatchObject([{ days: '2026-03-10 2026-03-11' }]);
  });

  it('touches days of the site', () => {
    expect(known('20T00:00', 'Asia/Kolkata')).toMatchObject([{ days: '2026-03-11 2026-03-11' }]);
  });
});

it('lists incidents newest first, those of one instant by name', () => {
  const incidents = [
    ['b', '10T00:00'],
    ['a', '10T00:00'],
    ['c', '11T00:00'],
  ].map(([slug = '', time = '']) => incidentOf(slug, time, [[time, 'resolved']]));
  expect(
    authoredAsOf({ incidents, maintenance: [] }, ms('20T00:00'), 'UTC').incidents.map(
      ({ slug }) => slug,
    ),
  ).toEqual(['c', 'a', 'b']);
});

describe('a maintenance as of a time', () => {
  function statusAt(
    time: string,
    updates: readonly (readonly [string, MaintenanceStatus])[] = [],
    announcedAt = '01T00:00',
  ): MaintenanceStatus | undefined {
    const window: Maintenance = {
      slug: 'upgrade',
      title: 'Upgrade',
      status: 'scheduled',
      components: ['api'],
      announcedAt: at(announcedAt),
      scheduledFor: at('10T02:00'),
      scheduledUntil: at('10T04:00'),
      updates: updates.map(([posted, status]) => update(posted, status)),
    };
    return authoredAsOf({ incidents: [], maintenance: [window] }, ms(time), 'UTC').maintenance[0]
      ?.status;
  }

  it.each([
    ['10T01:59', 'scheduled'],
    ['10T02:00', 'in_progress'],
    ['10T03:59', 'in_progress'],
    ['10T04:00', 'completed'],
  ])('stands by its schedule: at %s %s', (time, status) => {
    expect(statusAt(time)).toBe(status);
  });

  it('is what an operator says it is', () => {
    expect(
      statusAt('10T03:00', [
        ['10T02:05', 'in_progress'],
        ['10T02:30', 'completed'],
      ]),
    ).toBe('completed');
    expect(statusAt('10T05:00', [['10T02:05', 'in_progress']])).toBe('in_progress');
    expect(statusAt('10T05:00', [['10T05:30', 'completed']])).toBe('completed');
  });

  it('is not there before it was announced', () => {
    expect(statusAt('01T00:00')).toBe('scheduled');
    expect(statusAt('01T00:00', [], '02T00:00')).toBeUndefined();
  });
});

describe('incidents of a component on a day', () => {
  it('are those that touch both', () => {
    const { incidents } = authoredAsOf(
      { incidents: [outage], maintenance: [] },
      ms('20T00:00'),
      'UTC',
    );
    const on = incidentsOn(incidents, 'api');
    expect(['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12'].map(on)).toEqual([
      [],
      ['outage'],
      ['outage'],
      [],
    ]);
    expect(incidentsOn(incidents, 'web')('2026-03-10')).toEqual([]);
  });
});
