import { describe, expect, it } from 'vitest';
import { componentStatuses, dayStatuses, statusLabels, worstStatus } from './status.ts';

describe('worstStatus', () => {
  it('orders states from best to worst', () => {
    expect(componentStatuses).toEqual([
      'operational',
      'unknown',
      'maintenance',
      'degraded',
      'partial_outage',
      'major_outage',
    ]);
  });

  it('takes the worse of any two, in any order', () => {
    componentStatuses.forEach((better, index) => {
      for (const worse of componentStatuses.slice(index)) {
        expect(worstStatus([better, worse])).toBe(worse);
        expect(worstStatus([worse, better])).toBe(worse);
      }
    });
  });

  it('never lets silence read as operational', () => {
    expect(worstStatus(['operational', 'unknown', 'operational'])).toBe('unknown');
  });

  it('is operational for nothing at all', () => {
    expect(worstStatus([])).toBe('operational');
  });
});

describe('statusLabels', () => {
  it('has different words for every state', () => {
    expect(new Set(dayStatuses.map((status) => statusLabels[status])).size).toBe(
      dayStatuses.length,
    );
  });
});
