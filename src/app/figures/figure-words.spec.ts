import { describe, expect, it } from 'vitest';
import {
  availabilityInWords,
  budgetInWords,
  budgetShare,
  latencyInWords,
  objectiveInWords,
  quantileInWords,
} from './figure-words';

describe('availabilityInWords', () => {
  const measured = {
    availability: '99.999%',
    worst: '97.209%',
    best: '99.999%',
    coverage: '95.000%',
  };

  it('cuts and never rounds up', () => {
    expect(availabilityInWords(measured)).toBe('99.99%');
  });

  it('prints the range below 95 % coverage', () => {
    expect(availabilityInWords({ ...measured, coverage: '94.999%' })).toBe('97.20–99.99%');
  });

  it('prints a dash where nothing was measured', () => {
    const nothing = { availability: '—', worst: '—', best: '—', coverage: '—' };
    expect(availabilityInWords(nothing)).toBe('—');
  });
});

describe('budgets', () => {
  it.each([
    ['62.418%', '62.41% left', 62],
    ['100.000%', '100.00% left', 100],
    ['-12.341%', '12.35% overspent', 0],
    ['—', '—', null],
  ])('%s', (remaining, words, share) => {
    expect(budgetInWords(remaining)).toBe(words);
    expect(budgetShare(remaining)).toBe(share);
  });
});

it('says of a budget over thin coverage that it speaks for a part', () => {
  expect(budgetInWords('100.000%', true)).toBe('100.00% left of what was measured');
  expect(budgetInWords('—', true)).toBe('—');
});

describe('latency', () => {
  it.each([
    [0.2, '1 ms'],
    [839.1, '840 ms'],
    [999.5, '1.00 s'],
    [1201, '1.21 s'],
  ])('%d ms is rounded up: %s', (ms, words) => {
    expect(latencyInWords(ms)).toBe(words);
  });

  it('prints the interval where there is no single figure, and an open end as one', () => {
    const quantile = { low: 100, high: 250, estimate: null, n: 12 };
    expect(quantileInWords(quantile)).toBe('100–250 ms');
    expect(quantileInWords({ ...quantile, high: 2500 })).toBe('100 ms – 2.50 s');
    expect(quantileInWords({ ...quantile, low: 5000, high: null })).toBe('> 5.00 s');
    expect(quantileInWords(null)).toBe('—');
  });
});

describe('objectiveInWords', () => {
  it('names share, period and latency', () => {
    const slo = { availabilityPpm: 999_500, p99Ms: 500, period: '30d' };
    expect(objectiveInWords(slo, 'requests')).toBe(
      '99.95% of requests good over any 30 days, 99 of 100 within 500 ms',
    );
    expect(objectiveInWords({ ...slo, p99Ms: null, period: 'month' }, 'transitions')).toBe(
      'up 99.95% of the time over each calendar month',
    );
  });
});
