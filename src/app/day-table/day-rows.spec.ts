import { expect, it } from 'vitest';
import type { DayFigures } from '#schema/snapshot.ts';
import { dayRows } from './day-rows';

const day: DayFigures = {
  date: '2026-03-01',
  status: 'partial_outage',
  briefMinutes: 0,
  flags: ['provisional', 'restated'],
  valid: 4320,
  good: 4300,
  bad: 20,
  noise: 0,
  availability: '99.537%',
  availabilityRaw: '99.537%',
  p50Ms: null,
  p90Ms: null,
  p99Ms: { low: 410, high: 415, estimate: 412.4, n: 4320 },
  minutes: { UP: 1430, DEGRADED: 0, PARTIAL: 6, MAJOR: 4, MAINT: 0, IDLE: 0, UNKNOWN: 0 },
  uptime: '99.305%',
  worst: '99.305%',
  best: '99.305%',
  coverage: '100.000%',
  incidents: ['x'],
};

it('prints a day as it is told elsewhere', () => {
  expect(dayRows([day])).toEqual([
    {
      date: '2026-03-01',
      title: '1 Mar 2026',
      status: 'partial_outage',
      label: 'Partial outage',
      notes: 'provisional, restated',
      availability: '99.53%',
      down: '10 min',
      p99: '413 ms',
      coverage: '100.00%',
      incidents: ['x'],
    },
  ]);
});

it('puts today first and claims no coverage before observation began', () => {
  const rows = dayRows([
    { ...day, status: 'none', coverage: '0.000%' },
    { ...day, date: '2026-03-02' },
  ]);
  expect(rows.map(({ date }) => date)).toEqual(['2026-03-02', '2026-03-01']);
  expect(rows.map(({ title }) => title)).toEqual(['2 Mar 2026', '1 Mar']);
  expect(rows[1]?.coverage).toBe('—');
});
