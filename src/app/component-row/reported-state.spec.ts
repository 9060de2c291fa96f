import { expect, it } from 'vitest';
import { disagreement, sinceInWords } from './reported-state';

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
