import { expect, test } from 'vitest';
import { type Cursor, cursorKey } from '../lake/manifest.ts';
import { DrainedMarks } from './drained-marks.ts';

const stream = 'kafka:c/t';

function plansOf(...ends: readonly number[]) {
  return ends.map((end, partition) => ({
    topic: 't',
    stream,
    plan: { partition, epoch: 1, start: 0, end, gap: null, lastRecord: null, isNew: false },
  }));
}

function cursorsOf(...positions: readonly number[]): Map<string, Cursor> {
  const cursors = positions.map((next, partition) => {
    const cursor = { stream, epoch: 1, partition, next, prefixSha256: null };
    return [cursorKey(cursor), cursor] as const;
  });
  return new Map(cursors);
}

test('all was read at the newest moment whose ends every partition has passed', () => {
  const marks = new DrainedMarks();
  marks.add({ at: 1, plans: plansOf(10, 10) });
  marks.add({ at: 2, plans: plansOf(20, 15) });
  marks.add({ at: 3, plans: plansOf(30, 15) });
  expect(marks.reached(cursorsOf(10, 9))).toBeNull();
  expect(marks.reached(cursorsOf(10, 15))).toBe(1);
  expect(marks.reached(cursorsOf(29, 15))).toBe(2);
  expect(marks.reached(cursorsOf(99, 15))).toBe(3);
});

test('a partition nobody has read yet holds everything back', () => {
  const marks = new DrainedMarks();
  marks.add({ at: 1, plans: plansOf(10, 0) });
  expect(marks.reached(cursorsOf(10))).toBeNull();
  expect(marks.reached(cursorsOf(10, 0))).toBe(1);
});

test('a position in an earlier log under the same name does not count', () => {
  const marks = new DrainedMarks();
  const plans = plansOf(10).map((each) => ({ ...each, plan: { ...each.plan, epoch: 2 } }));
  marks.add({ at: 1, plans });
  expect(marks.reached(cursorsOf(500))).toBeNull();
});

test('far behind, the oldest moments are still reached', () => {
  const marks = new DrainedMarks();
  for (let at = 1; at <= 1000; at += 1) marks.add({ at, plans: plansOf(at) });
  expect(marks.reached(cursorsOf(1))).toBe(1);
  expect(marks.reached(cursorsOf(1000))).toBe(1000);
});
