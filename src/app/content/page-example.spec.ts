import { expect, it } from 'vitest';
import type { ComponentHistory, ComponentSummary } from '#schema/snapshot.ts';
import { pageExample } from './page-example.server';

const figures: ComponentHistory['windows']['90d'] = {
  valid: 1_234_567,
  good: 1_234_555,
  bad: 12,
  availability: '99.999%',
  lowVolume: null,
  objective: { availabilityPpm: 999_000, p99Ms: null },
  worst: '98.000%',
  best: '99.000%',
  budget: { events: '1', consumed: '1%', remaining: '99%' },
  burnRate: '0',
  p99Ms: { low: 125.25, high: null, estimate: null, n: 5 },
  latency: { over: [0, 0], total: 5 },
  coverage: '99.00%',
  verdict: 'met',
  basis: '',
};
const windows = { '24h': figures, '7d': figures, '30d': figures, '90d': figures };

const summary = (id: string, observed: ComponentSummary['observed']): ComponentSummary => ({
  ...{ id, name: id, description: null, group: 'g', observed, since: null, reported: null },
  firstDay: null,
  ...{ status: 'operational', measured: 'operational', budgetRemaining: '—', verdict: 'met' },
  availability: { '24h': '—', '7d': '—', '30d': '—', '90d': '—' },
  coverage: { '24h': '—', '7d': '—', '30d': '—', '90d': '—' },
  worst: { '24h': '—', '7d': '—', '30d': '—', '90d': '—' },
});

it('takes the first component whose events are counted, and prints its figures', () => {
  const components = [summary('log', 'transitions'), summary('api', 'requests')];
  expect(pageExample({ components }, () => ({ days: [], windows }))).toMatchObject({
    id: 'api',
    valid: '1,234,567',
    availability: '99.999%',
    low: '125.25 ms',
    high: 'no bound',
  });
  const [log] = components;
  expect(pageExample({ components: log ? [log] : [] }, () => ({ days: [], windows })).id).toBe(
    'log',
  );
});

it('needs a component', () => {
  expect(() => pageExample({ components: [] }, () => ({ days: [], windows }))).toThrow(
    'no component',
  );
});
