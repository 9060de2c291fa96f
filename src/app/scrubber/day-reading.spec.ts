import { describe, expect, it } from 'vitest';
import { schemaVersion, type ScrubDay, type ScrubHistory } from '#schema/snapshot.ts';
import { dayRows, type DayRow } from '../day-table/day-rows';
import { createSiteTime } from '../time/site-time';
import { readDay } from './day-reading';

const outage: ScrubDay = {
  status: 'major_outage',
  flags: [],
  availability: '99.659%',
  downMinutes: 12,
  unknownMinutes: 0,
  worst: '99.166%',
  best: '99.166%',
  coverage: '100.00%',
  p99: { low: 835, high: 843.1, estimate: 839.2 },
  incidents: ['db'],
};
const silent: ScrubDay = {
  status: 'unknown',
  flags: [],
  availability: '—',
  downMinutes: 0,
  unknownMinutes: 1440,
  worst: '0.000%',
  best: '100.000%',
  coverage: '0.00%',
  p99: null,
  incidents: [],
};

function historyOf(...days: ScrubDay[]): ScrubHistory {
  return {
    schemaVersion,
    dates: ['2026-11-12', '2026-11-13'].slice(0, days.length),
    components: [{ id: 'api', name: 'Public API', days }],
    incidents: {
      db: {
        title: 'Database failover',
        impact: 'major',
        startedAt: '2026-11-12T10:00:00Z',
        resolvedAt: '2026-11-12T12:10:00Z',
        outcome: 'The standby took over.',
      },
    },
  };
}

/** The same day as the table prints it. */
function rowOf({ downMinutes, unknownMinutes, p99, ...day }: ScrubDay): DayRow {
  const counts = { UP: 1428, DEGRADED: 0, PARTIAL: 0, MAINT: 0, IDLE: 0 };
  const [row] = dayRows([
    {
      ...day,
      date: '2026-11-12',
      briefMinutes: 0,
      valid: 4320,
      good: 4320,
      bad: 0,
      noise: 0,
      availabilityRaw: day.availability,
      p99Ms: p99 && { ...p99, n: 40 },
      minutes: { ...counts, MAJOR: downMinutes, UNKNOWN: unknownMinutes },
      uptime: day.worst,
    },
  ]);
  if (row === undefined) throw new Error('no row for the day');
  return row;
}

const time = createSiteTime('UTC');
const read = (history: ScrubHistory, day: number) =>
  readDay(history, { component: 'api', day }, time);

describe('readDay', () => {
  it('reads an outage in print and aloud', () => {
    const reading = read(historyOf(outage), 0);
    expect(reading?.title).toBe('12 November 2026');
    expect(reading?.figures).toBe('99.65% available · 12 min down · P99 840 ms');
    expect(reading?.spoken).toBe('12 November: major outage, 99.65%, 12 minutes down, 1 incident');
  });

  it.each([
    [outage],
    [{ ...outage, p99: { low: 250, high: 500, estimate: null } }],
    [{ ...outage, p99: { low: 900, high: 1200, estimate: null } }],
    [{ ...outage, p99: { low: 5000, high: null, estimate: null } }],
    [{ ...outage, coverage: '94.99%', worst: '90.000%', best: '99.999%' }],
  ])('prints the figures of the table: %o', (day) => {
    const { p99, availability, down } = rowOf(day);
    const [shown, lasted, latency] = read(historyOf(day), 0)?.figures.split(' · ') ?? [];
    expect([shown, lasted, latency]).toEqual([
      `${availability} available`,
      `${down} down`,
      `P99 ${p99}`,
    ]);
  });

  it('tells how and when an incident ended', () => {
    expect(read(historyOf(outage), 0)?.incidents).toEqual([
      {
        slug: 'db',
        title: 'Database failover',
        end: 'Resolved 12 Nov 2026, 12:10 UTC after 2 h 10 min',
        outcome: 'The standby took over.',
      },
    ]);
  });

  it('does not call silence available', () => {
    const reading = read(historyOf(outage, silent), 1);
    expect(reading?.figures).toBe('Nothing measured · 1 d unknown');
    expect(reading?.spoken).toBe('13 November: unknown');
  });

  it('claims no figures for a day before the component was observed', () => {
    expect(read(historyOf({ ...silent, status: 'none' }), 0)?.figures).toBe('');
  });

  it('reads nothing outside the history', () => {
    expect(read(historyOf(outage), 5)).toBeNull();
  });
});
