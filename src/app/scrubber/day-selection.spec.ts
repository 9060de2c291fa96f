import { expect, it } from 'vitest';
import { schemaVersion, type ScrubHistory } from '#schema/snapshot.ts';
import { dayAt, hashOf, selectionOf } from './day-selection';

const history: ScrubHistory = {
  schemaVersion,
  dates: ['2026-03-01', '2026-03-02'],
  components: [{ id: 'api', name: 'API', days: [] }],
  incidents: {},
};

it.each([
  [0, 0],
  [3.9, 0],
  [4, 1],
  [363.9, 90],
  [364, 90],
  [-3, 0],
])('the pointer at %d px of 364 is on day %d of 91', (offset, day) => {
  expect(dayAt(offset, 364, 91)).toBe(day);
});

it('is on the first day of a graph without width', () => {
  expect(dayAt(0, 0, 91)).toBe(0);
});

it('names a day in the address and finds it again', () => {
  expect(hashOf({ component: 'api', day: 1 }, history)).toBe('#api/2026-03-02');
  expect(selectionOf('#api/2026-03-02', history)).toEqual({ component: 'api', day: 1 });
});

it.each(['', '#main', '#api/2026-03-09', '#web/2026-03-01'])('finds nothing in "%s"', (hash) => {
  expect(selectionOf(hash, history)).toBeNull();
});
