import { expect, it } from 'vitest';
import type { Incident } from '#schema/incident.ts';
import { emptySeries, MAJOR, UP } from '../rollup/minutes/minute-class.ts';
import { dayDetailOf } from './day-detail.ts';

const start = Date.UTC(2026, 2, 1) / 60_000;
const day = { date: '2026-03-01', start, end: start + 1440 };

/** An incident of the component with updates at these times. */
function incidentOf(id: string, ...times: string[]): Incident {
  return {
    ...{ slug: 'db', title: 'Database failover', impact: 'major', status: 'investigating' },
    ...{ startedAt: times[0] ?? '', resolvedAt: null, postmortemHtml: null },
    components: [{ id, state: 'major_outage' }],
    days: { first: '2026-02-28', last: '2026-03-01' },
    updates: times.map((postedAt) => ({
      ...{ status: 'investigating', postedAt, bodyHtml: '' },
      bodyText: 'x'.repeat(300),
    })),
  };
}

it('holds a letter for each settled minute and a sum for each quarter-hour', () => {
  const series = emptySeries({ start: start - 60, end: start + 20 });
  series.classes.fill(UP, 60, 70).fill(MAJOR, 70, 75);
  series.valid.fill(3, 60, 80);
  const { minutes, quarters } = dayDetailOf('api', day, series, []);
  expect(minutes).toBe('UUUUUUUUUUMMMMM?????');
  expect(quarters.map(({ valid }) => valid)).toEqual([45, 15]);
});

it('holds what was said within the day of this component, oldest first and cut', () => {
  const told = incidentOf(
    'api',
    '2026-03-01T12:00:00Z',
    '2026-02-28T23:59:59Z',
    '2026-03-01T00:00:00Z',
    '2026-03-02T00:00:00Z',
  );
  const series = emptySeries({ start, end: start + 1 });
  const other = incidentOf('email', '2026-03-01T12:00:00Z');
  const { updates } = dayDetailOf('api', day, series, [told, other]);
  expect(updates.map(({ postedAt }) => postedAt)).toEqual([
    '2026-03-01T00:00:00Z',
    '2026-03-01T12:00:00Z',
  ]);
  expect(updates[0]?.text).toHaveLength(280);
});
