import { describe, expect, it } from 'vitest';
import type { ComponentSummary } from '#schema/snapshot.ts';
import { type ComponentStatus, componentStatuses } from '#schema/status.ts';
import { overallOf } from '#schema/overall.ts';

const windows = { '24h': '—', '7d': '—', '30d': '—', '90d': '—' };

function componentsOf(...statuses: readonly ComponentStatus[]): ComponentSummary[] {
  return statuses.map((status, index) => ({
    id: `c${index}`,
    name: `C${index}`,
    description: null,
    group: 'Services',
    observed: 'requests',
    firstDay: null,
    status,
    measured: status,
    reported: null,
    since: null,
    availability: windows,
    coverage: windows,
    worst: windows,
    budgetRemaining: '—',
    verdict: 'undetermined',
  }));
}

const overall = (...statuses: readonly ComponentStatus[]) => overallOf(componentsOf(...statuses));

describe('overallOf', () => {
  it('says all is well only when all is known to be', () => {
    expect(overall('operational', 'operational')).toEqual({
      status: 'operational',
      text: 'All systems operational',
    });
    for (const status of componentStatuses.filter((one) => one !== 'operational')) {
      expect(overall('operational', status).text).not.toContain('operational');
    }
  });

  it('is the worst component, and names those in that state', () => {
    expect(overall('operational', 'degraded', 'major_outage', 'unknown', 'major_outage')).toEqual({
      status: 'major_outage',
      text: 'Major outage: C2 and C4',
    });
    expect(overall('maintenance', 'unknown')).toEqual({
      status: 'maintenance',
      text: 'Under maintenance: C0',
    });
  });

  it('does not hide what is unknown', () => {
    expect(overall('operational', 'unknown')).toEqual({
      status: 'unknown',
      text: 'Status unknown: C1',
    });
    expect(overall('unknown', 'unknown')).toEqual({ status: 'unknown', text: 'Status unknown' });
  });

  it('counts those it has no room to name', () => {
    expect(overall('degraded', 'degraded', 'degraded', 'degraded', 'degraded').text).toBe(
      'Degraded performance: 5 of 5 components',
    );
  });
});
