import { expect, it } from 'vitest';
import { disagreement } from './reported-state';

it('prints both states where they differ', () => {
  expect(disagreement({ measured: 'operational', reported: 'partial_outage' })).toBe(
    'Reported: partial outage; measured: operational',
  );
});

it('says nothing where nobody reports or both agree', () => {
  expect(disagreement({ measured: 'degraded', reported: null })).toBeNull();
  expect(disagreement({ measured: 'degraded', reported: 'degraded' })).toBeNull();
});
