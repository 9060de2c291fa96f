import { expect, it } from 'vitest';
import type { DayStatus } from '#schema/status.ts';
import { graphSummary } from './graph-summary';

const days = (...statuses: DayStatus[]) => statuses.map((status) => ({ status }));

it('counts complete days, the usual first, then worst to best, and says today', () => {
  const past = days('operational', 'operational', 'degraded', 'major_outage', 'major_outage');
  expect(graphSummary('Public API', [...past, ...days('partial_outage')])).toBe(
    'Public API, last 5 days: 2 days operational, 2 days with a major outage, 1 day degraded. Today: partial outage.',
  );
});
