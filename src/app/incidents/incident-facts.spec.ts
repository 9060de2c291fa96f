import { expect, it } from 'vitest';
import { byMonth, incidentSpan } from './incident-facts';

it('keeps the order of items within and across months', () => {
  const items = ['2026-03-09', '2026-03-01', '2026-01-20'];
  expect(byMonth(items, (date) => date.slice(0, 7))).toEqual([
    { month: '2026-03', items: ['2026-03-09', '2026-03-01'] },
    { month: '2026-01', items: ['2026-01-20'] },
  ]);
});

it('has no span while an incident lasts', () => {
  const incident = {
    slug: 'x',
    title: 'X',
    impact: 'minor',
    status: 'identified',
    startedAt: '2026-03-01T10:00:00Z',
    resolvedAt: null,
    components: [],
    updates: [],
    postmortemHtml: null,
    days: { first: '2026-03-01', last: '2026-03-01' },
  } as const;
  expect(incidentSpan(incident)).toBeNull();
  expect(incidentSpan({ ...incident, resolvedAt: '2026-03-01T12:10:00Z' })).toBe('2 h 10 min');
});
