import fc from 'fast-check';
import pl from 'nodejs-polars';
import { describe, expect, it } from 'vitest';
import { bookedAtMs } from '../../drain/formats/otlp/minutes.ts';
import { epoch, minute, pointOf } from '../../drain/formats/otlp/points.testing.ts';
import type { CumulativePoint } from '../../drain/formats/otlp/points.ts';
import { type PlacedPoint, readPoints } from '../../lake/read-points.ts';
import { temporaryFile } from '../../testing/temporary-folder.testing.ts';
import type { PointColumns } from '../../lake/point-columns.ts';
import { differenceDay } from './difference-day.ts';

/** Minutes from the epoch of the points to the end of its UTC day. */
const midnight = 1440 - Number((epoch / minute) % 1440n);
const firstDay = Math.floor(bookedAtMs(epoch + minute) / 86_400_000);

const placed = (points: readonly CumulativePoint[]): PlacedPoint[] =>
  points.map((point, offset) => ({ signal: 'server-metrics', point, offset, index: 0 }));

async function readBack(columns: PointColumns): Promise<PlacedPoint[]> {
  return columns.length === 0 ? [] : readPoints(temporaryFile(await columns.toParquet()), null);
}

type Row = Readonly<Record<string, unknown>>;

/** Rows of all days, each after what the day before left. */
async function rowsOf(points: readonly PlacedPoint[]): Promise<Row[]> {
  const byDay = Map.groupBy(points, ({ point }) =>
    Math.floor(bookedAtMs(point.endNanos) / 86_400_000),
  );
  let memory: PlacedPoint[] = [];
  const rows: Row[] = [];
  for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
    const made = differenceDay(memory, byDay.get(day) ?? [], day);
    if (made.events.length > 0)
      rows.push(...pl.readParquet(await made.events.toParquet()).toRecords());
    memory = await readBack(made.memory);
  }
  return rows;
}

const sumOf = (rows: readonly Row[], name: string) =>
  rows.reduce((sum, row) => sum + Number(row[name]), 0);

describe('running totals', () => {
  it('add over midnight what they have more than the day before', async () => {
    const rows = await rowsOf(
      placed([pointOf(0, 1, [10]), pointOf(0, midnight, [30]), pointOf(0, midnight + 1, [37])]),
    );
    expect(rows.map((row) => [row['n'], row['utc_day']])).toEqual([
      [10, firstDay],
      [20, firstDay],
      [7, firstDay + 1],
    ]);
  });

  it('of a stream that was silent for more than a week begin anew', async () => {
    const later = 9 * 1440;
    const rows = await rowsOf(placed([pointOf(0, 1, [10]), pointOf(0, later, [30])]));
    expect(rows.map((row) => [row['n'], row['excluded']])).toEqual([
      [10, null],
      [0, 'baseline'],
    ]);
  });

  it('count every record once: values, differences, baselines and copies', async () => {
    const points = [pointOf(0, 100, [5]), pointOf(0, 101, [6, 1]), pointOf(0, 101, [6, 1])];
    const rows = await rowsOf(placed(points));
    expect(sumOf(rows, 'records')).toBe(points.length);
    const names = rows.filter((row) => row['excluded'] === null).map((row) => row['id']);
    // The copy has the name of a row of the point that counts, and adds nothing.
    expect(new Set(names).size).toBe(names.length - 1);
  });

  it('are the same however they were ordered, repeated and cut into days', async () => {
    const totals = [0, 3, 3, 8, 20, 21, 2, 9, 30];
    const points = totals.map((total, index) => pointOf(0, 1 + index * 300, [total, total]));
    const expected = new Map((await rowsOf(placed(points))).map((row) => [row['id'], row['n']]));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...points, ...points.slice(0, 4)], { minLength: 13 }),
        async (shuffled) => {
          const rows = await rowsOf(placed(shuffled));
          const counted = rows.filter((row) => Number(row['n']) > 0);
          expect(new Map(counted.map((row) => [row['id'], row['n']]))).toEqual(
            new Map([...expected].filter(([, n]) => Number(n) > 0)),
          );
        },
      ),
      { numRuns: 4 },
    );
  });
});
