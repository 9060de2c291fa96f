/** Whatever happens to the points on their way, nothing is counted twice or lost. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { differenceStream } from './difference.ts';
import { pointOf } from './points.testing.ts';
import type { CumulativePoint } from './points.ts';

it('adds up to what was served, in any order, with copies and restarts', () => {
  const step = fc.record({
    counts: fc.array(fc.nat(5), { minLength: 3, maxLength: 3 }),
    restart: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (steps, random) => {
      const points: CumulativePoint[] = [];
      let totals = [0, 0, 0];
      let start = 0;
      let served = 0;
      steps.forEach(({ counts, restart }, at) => {
        if (restart) [start, totals] = [at, [0, 0, 0]];
        totals = totals.map((total, index) => total + (counts[index] ?? 0));
        served += counts.reduce((sum, count) => sum + count, 0);
        points.push(pointOf(start, at + 1, totals));
      });
      const shuffled = [...points, ...points.slice(3)]
        .map((point) => ({ point, order: random.next().value }))
        .sort((a, b) => a.order - b.order)
        .map(({ point }) => point);
      const added = differenceStream(shuffled);
      expect(added).toHaveLength(shuffled.length);
      expect(added.reduce((sum, { addition }) => sum + (addition?.count ?? 0), 0)).toBe(served);
      const buckets = added.flatMap(({ addition }) => addition?.buckets ?? []);
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(served);
    }),
  );
});
