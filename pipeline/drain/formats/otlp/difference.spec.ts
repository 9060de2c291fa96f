/** What running totals add, point by point. */
import { describe, expect, it } from 'vitest';
import type { Bucket } from './buckets.ts';
import { differenceStream } from './difference.ts';
import { type CumulativePoint, eventsOfPoint } from './points.ts';
import { epoch, minute, pointOf } from './points.testing.ts';

/** What every point added, in short. */
function told(points: readonly CumulativePoint[]): string {
  return differenceStream(points)
    .map(({ outcome, addition }) => `${outcome} ${addition?.count ?? '-'}`)
    .join(', ');
}

describe('the first point', () => {
  it('counts where it spans at most 15 minutes', () => {
    expect(told([pointOf(0, 15, [3])])).toBe('value 3');
    expect(told([pointOf(0, 15, [3], { startNanos: epoch - 1n })])).toBe('baseline -');
  });

  it('is a baseline where its start is unknown', () => {
    expect(told([pointOf(0, 15, [3], { startNanos: 0n })])).toBe('baseline -');
    expect(told([pointOf(15, 15, [3]), pointOf(15, 16, [5])])).toBe('baseline -, difference 2');
  });
});

describe('later points', () => {
  it('add what they have more, by bucket', () => {
    const [, second] = differenceStream([pointOf(0, 1, [1, 2, 3]), pointOf(0, 2, [1, 4, 9])]);
    expect(second).toMatchObject({
      outcome: 'difference',
      addition: {
        startNanos: epoch + minute,
        count: 8,
        buckets: [
          { lowMs: 5, highMs: 10, count: 2 },
          { lowMs: 10, highMs: Infinity, count: 6 },
        ],
      },
    });
  });

  it('add nothing where nothing was served, which shows that the source is alive', () => {
    const points = [pointOf(0, 1, [3]), pointOf(0, 2, [3])];
    expect(told(points)).toBe('value 3, difference 0');
    const [, second] = differenceStream(points);
    const events = eventsOfPoint(pointOf(0, 2, [3]), second?.addition ?? undefined);
    expect(events).toMatchObject([{ latency: null, event: { count: 0, bad: false } }]);
    expect(events[0]?.firstMinute).toBe(29_000_001);
  });

  it('add all they have after a new start, however long it spans', () => {
    expect(told([pointOf(0, 10, [9]), pointOf(10, 40, [4])])).toBe('value 9, value 4');
    expect(told([pointOf(0, 60, [9]), pointOf(70, 100, [4])])).toBe('baseline -, value 4');
  });

  it('add all they have after a lower value', () => {
    expect(told([pointOf(0, 1, [9]), pointOf(0, 2, [4])])).toBe('value 9, value 4');
    expect(told([pointOf(0, 60, [9]), pointOf(0, 61, [4]), pointOf(0, 62, [5])])).toBe(
      'baseline -, value 4, difference 1',
    );
  });

  it('one lower bucket is a lower value, also where it is gone', () => {
    expect(told([pointOf(0, 1, [9, 1]), pointOf(0, 2, [8, 7])])).toBe('value 10, value 15');
    expect(told([pointOf(0, 1, [0, 3]), pointOf(0, 2, [0, 0, 20])])).toBe('value 3, value 20');
  });

  it('after a lower value within a run speak of the time since the point before', () => {
    const [, second] = differenceStream([pointOf(0, 1, [9]), pointOf(0, 3, [4])]);
    expect(second?.addition?.startNanos).toBe(epoch + minute);
  });

  it('over more than 15 minutes are known in the last one only', () => {
    const points = [pointOf(0, 1, [9]), pointOf(0, 17, [12])];
    const [, second] = differenceStream(points);
    const [event] = eventsOfPoint(pointOf(0, 17, [12]), second?.addition ?? undefined);
    expect(event).toMatchObject({ firstMinute: 29_000_016, event: { count: 3 } });
  });
});

describe('order, copies and writers', () => {
  it('points are taken by time', () => {
    expect(told([pointOf(0, 3, [7]), pointOf(0, 1, [2]), pointOf(0, 2, [4])])).toBe(
      'value 2, difference 2, difference 3',
    );
  });

  it('of copies the worst counts: bad, then the larger', () => {
    expect(told([pointOf(0, 1, [2]), pointOf(0, 1, [3])])).toBe('value 3, duplicate -');
    const bad = pointOf(0, 1, [1], { bad: true });
    expect(told([pointOf(0, 1, [3]), bad])).toBe('value 1, duplicate -');
  });

  it('two writers of one stream are told apart by their start', () => {
    const one = [pointOf(0, 2, [5]), pointOf(0, 4, [6]), pointOf(0, 6, [8])];
    const other = [pointOf(1, 3, [10]), pointOf(1, 5, [20])];
    expect(told([...one, ...other])).toBe(
      'value 5, value 10, difference 1, difference 10, difference 2',
    );
  });

  it('a run that began unwatched is a baseline, also beside another', () => {
    const points = [pointOf(0, 60, [500]), pointOf(30, 61, [900]), pointOf(30, 62, [901])];
    expect(told(points)).toBe('baseline -, baseline -, difference 1');
  });
});

describe('buckets that change', () => {
  const zero = { lowMs: 0, highMs: 0, count: 1 };
  const withBuckets = (end: number, buckets: readonly Bucket[]) =>
    pointOf(0, end, [], { buckets, count: buckets.reduce((sum, { count }) => sum + count, 0) });

  it('a histogram that got coarser is compared by its coarser buckets', () => {
    const fine = [zero, { lowMs: 4, highMs: 8, count: 2 }, { lowMs: 8, highMs: 16, count: 3 }];
    const coarse = [zero, { lowMs: 4, highMs: 16, count: 6 }, { lowMs: 64, highMs: 256, count: 1 }];
    const [, second] = differenceStream([withBuckets(1, fine), withBuckets(2, coarse)]);
    expect(second?.addition?.buckets).toEqual([
      { lowMs: 4, highMs: 16, count: 1 },
      { lowMs: 64, highMs: 256, count: 1 },
    ]);
  });

  it('other bounds: how many is known, how long they took is not', () => {
    const before = withBuckets(1, [{ lowMs: 0, highMs: 10, count: 5 }]);
    const after = withBuckets(2, [
      { lowMs: 0, highMs: 7, count: 4 },
      { lowMs: 7, highMs: 20, count: 4 },
    ]);
    const [, second] = differenceStream([before, after]);
    expect(second?.addition).toMatchObject({
      count: 3,
      buckets: [{ lowMs: 0, highMs: Infinity, count: 3 }],
    });
  });
});
