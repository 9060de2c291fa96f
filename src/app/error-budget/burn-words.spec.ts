import { expect, it } from 'vitest';
import { burnAlertInWords, burnRateInWords, burnWindowInWords } from './burn-words';

it('names windows and rates', () => {
  expect(['5m', '6h', '3d'].map(burnWindowInWords)).toEqual(['5 min', '6 h', '3 d']);
  expect(burnRateInWords({ rate: '0.42' })).toBe('0.42×');
  expect(burnRateInWords({ rate: '—' })).toBe('—');
});

it('tells of a pair whether it calls for somebody', () => {
  const alert = { limit: '14.4', long: '1h', short: '5m', firing: true };
  expect(burnAlertInWords(alert)).toBe('Over 14.4× in both 1 h and 5 min: yes');
  expect(burnAlertInWords({ ...alert, firing: false })).toMatch(/: no$/);
});
