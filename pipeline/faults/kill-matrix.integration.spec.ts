/**
 * A drain that is killed, or told that the disk is full or broken, at its writes, fsyncs,
 * renames and links: after a rerun the lake publishes the bytes of a run without faults.
 */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import type { StoreName } from './broken-stores.testing.ts';
import { LogFaults } from './log-faults.testing.ts';
import { complaints, every, failing, killing } from './matrix.testing.ts';
import { whyNoTrace } from './system-calls.testing.ts';
import { type FaultPoint, pointsOf } from './traced-run.testing.ts';

const changing = ['write', 'fsync', 'rename', 'link'];
const timeout = 300_000;

let absent: string | null = null;
beforeAll(() => {
  absent = whyNoTrace();
});
beforeEach(({ skip }) => {
  skip(absent !== null, absent ?? '');
});

const prepared = (store: StoreName, packed: boolean) =>
  new LogFaults(temporaryFolder(), { store, packed }).prepare();

/** Which of all calls: about a hundred faults in the two tests together. */
const paths = [
  { path: 'on the thread of the drain', packed: false, killEvery: 1, failEvery: 2 },
  { path: 'on the thread that writes parts', packed: true, killEvery: 3, failEvery: 3 },
];

test.for(paths)(
  'a rerun after a fault says what a run without faults says: $path',
  { timeout },
  async ({ packed, killEvery, failEvery }) => {
    const faults = await prepared('right', packed);
    const calls = pointsOf(faults.calls, changing);
    const points: FaultPoint[] = [
      ...killing(every(killEvery, calls)),
      ...killing(every(2, pointsOf(faults.calls, ['unlink']))),
      ...failing(every(failEvery, calls)),
    ];
    expect(points.length).toBeGreaterThanOrEqual(packed ? 32 : 68);
    expect(await complaints(points, (point) => faults.outcome(point))).toEqual([]);
  },
);

test('a drain beside one that is killed, on the same partition', { timeout }, async () => {
  const faults = await prepared('right', false);
  const points = every(8, killing(pointsOf(faults.calls, changing)));
  const outcome = (point: FaultPoint) => faults.outcome(point, true);
  expect(points.some(({ nth }) => nth === 1)).toBe(true);
  expect(await complaints(points, outcome, 'unless another is first')).toEqual([]);
});

describe('a broken protocol is noticed', () => {
  /** The first point after which something is wrong; null where nothing ever is. */
  async function firstNoticed(faults: LogFaults): Promise<string | null> {
    for (const point of killing(pointsOf(faults.calls, ['write']))) {
      const { fault } = await faults.outcome(point);
      if (fault !== null) return fault;
    }
    return null;
  }

  test('the manifest before the data', { timeout }, async () => {
    const faults = await prepared('manifest first', false);
    expect(await firstNoticed(faults)).toContain('this part of the lake is missing');
  });

  test('the manifest replaced in place', { timeout }, async () => {
    const faults = await prepared('in place', false);
    expect(await firstNoticed(faults)).toMatch(/^different: .*status\.json/);
  });
});
