import { describe, expect, it } from 'vitest';
import { schemaVersion, type ScrubDay, type ScrubHistory } from '#schema/snapshot.ts';
import { createSiteTime } from '../time/site-time';
import { readDay } from './day-reading';

const outage: ScrubDay = {
  status: 'major_outage',
  availability: '99.659%',
  downMinutes: 12,
  unknownMinutes: 0,
  p99Ms: 839.2,
  incidents: ['db'],
};
const silent: ScrubDay = {
  status: 'unknown',
  availability: '—',
  downMinutes: 0,
  unknownMinutes: 1440,
  p99Ms: null,
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
