import { expect, it } from 'vitest';
import { freshnessAt } from './data-freshness';

const through = Date.parse('2026-11-12T11:00:00Z');
const until = through + 600_000;

it('says the age while data is due', () => {
  expect(freshnessAt(until, through, until)).toEqual({
    stale: false,
    text: 'Last data 10\u00a0min ago',
  });
});

it('says that figures are stale once it is overdue', () => {
  expect(freshnessAt(through + 3 * 3_600_000, through, until)).toEqual({
    stale: true,
    text: 'These figures are stale: last data 3\u00a0h ago',
  });
});
