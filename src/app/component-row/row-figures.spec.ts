import { expect, it } from 'vitest';
import { rowFigures } from './row-figures';

const full = { '24h': '100.00%', '7d': '100.00%', '30d': '95.00%', '90d': '100.00%' };
const quarter = {
  availability: '99.953%',
  worst: '91.333%',
  best: '99.961%',
  coverage: '100.00%',
};

it('prints availability and budget', () => {
  const summary = { coverage: full, budgetRemaining: '62.418%' };
  expect(rowFigures(summary, quarter)).toEqual({ available: '99.95%', budget: '62.41% left' });
});

it('prints nothing but the range where little was measured', () => {
  const summary = { coverage: { ...full, '30d': '94.99%' }, budgetRemaining: '100.00%' };
  expect(rowFigures(summary, { ...quarter, coverage: '91.33%' })).toEqual({
    available: '91.33–99.96%',
    budget: null,
  });
});

it('has no figures where nothing was measured', () => {
  const summary = { coverage: { ...full, '30d': '0.00%' }, budgetRemaining: '—' };
  const nothing = { availability: '—', worst: '0.000%', best: '100.000%', coverage: '0.00%' };
  expect(rowFigures(summary, nothing)).toEqual({ available: null, budget: null });
});
