import { expect, it } from 'vitest';
import type { Incident } from '#schema/incident.ts';
import { byMonth, incidentSpan, latestUpdate, responseTimes } from './incident-facts';

it('keeps the order of items within and across months', () => {
  const items = ['2026-03-09', '2026-03-01', '2026-01-20'];
  expect(byMonth(items, (date) => date.slice(0, 7))).toEqual([
    { month: '2026-03', items: ['2026-03-09', '2026-03-01'] },
    { month: '2026-01', items: ['2026-01-20'] },
  ]);
});

const incident: Incident = {
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
};

it('has no span while an incident lasts', () => {
  expect(incidentSpan(incident)).toBeNull();
  expect(incidentSpan({ ...incident, resolvedAt: '2026-03-01T12:10:00Z' })).toBe('2 h 10 min');
});

it('tells how long detecting took and how long resolving', () => {
  const update = { status: 'investigating', bodyHtml: '', bodyText: '' } as const;
  const told = { ...incident, updates: [{ ...update, postedAt: '2026-03-01T10:06:00Z' }] };
  expect(responseTimes(told)).toEqual({ detect: '6 min', resolve: null });
  expect(responseTimes({ ...told, resolvedAt: '2026-03-01T12:10:00Z' }).resolve).toBe('2 h 4 min');
  expect(responseTimes(incident)).toEqual({ detect: null, resolve: null });
});

it('cuts what was said last where it is long', () => {
  const short = { bodyText: 'All is well.' };
  expect(latestUpdate({ updates: [{ bodyText: 'x' }, short] })).toEqual(short);
  expect(latestUpdate({ updates: [{ bodyText: 'x'.repeat(1_000) }] })?.bodyText).toHaveLength(600);
  const silent: { readonly bodyText: string }[] = [];
  expect(latestUpdate({ updates: silent })).toBeUndefined();
});
