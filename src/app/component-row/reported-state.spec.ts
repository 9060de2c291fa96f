import { expect, it } from 'vitest';
import { disagreement, earliestOutage, outageStart, sinceInWords } from './reported-state';

it('prints both states where they differ', () => {
  expect(disagreement({ measured: 'operational', reported: 'partial_outage' })).toBe(
    'Reported: partial outage; measured: operational',
  );
});

it('says nothing where nobody reports or both agree', () => {
  expect(disagreement({ measured: 'degraded', reported: null })).toBeNull();
  expect(disagreement({ measured: 'degraded', reported: 'degraded' })).toBeNull();
});

it('claims only that no outage was measured, never that all was well', () => {
  expect(sinceInWords({ measured: 'operational' })).toBe('no outage measured since');
  expect(sinceInWords({ measured: 'major_outage' })).toBe('outage measured since');
});

it('dates what is out, and nothing else', () => {
  const since = '2026-03-01T10:02:00.000Z';
  const later = '2026-03-01T10:05:00.000Z';
  expect(outageStart({ measured: 'partial_outage', since })).toBe(since);
  expect(outageStart({ measured: 'operational', since })).toBeNull();
  const out = [
    { measured: 'operational', since: '2026-02-01T00:00:00.000Z' },
    { measured: 'partial_outage', since: later },
    { measured: 'major_outage', since },
  ] as const;
  expect(earliestOutage(out)).toBe(since);
  expect(earliestOutage(out.slice(0, 1))).toBeNull();
});
