/** The same events make the same bytes, in any order and however they are split over parts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../drain/event.ts';
import { cellsOf } from '../../testing/cells.testing.ts';
import { componentOf } from '../../testing/components.testing.ts';
import { eventOf } from '../../testing/events.testing.ts';
import { mergeHistograms, p99Of } from '../figures/quantile.ts';
import { histogramsBy } from '../latency-cells.ts';
import { cellKinds } from './compute.ts';

const components = ['api', 'web'].map((id) => componentOf({ id }));

async function bytesOf(parts: readonly (readonly Event[])[]): Promise<Buffer[]> {
  const frames = await cellsOf(parts, { components });
  return cellKinds.map((kind) => frames[kind].writeParquet({ compression: 'zstd' }));
}

const start = Date.UTC(2026, 2, 1, 23, 57);

const event = fc
  .record({
    timeMs: fc.integer({ min: start, max: start + 6 * 60_000 }),
    component: fc.constantFrom('api', 'web'),
    bad: fc.boolean(),
    count: fc.constantFrom(0, 1, 3, 1e9),
    durationMs: fc.option(fc.constantFrom(0, 1, 499.99, 500, 500.01, 86_400_000)),
    responded: fc.boolean(),
    id: fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
    region: fc.constantFrom('', 'eu', 'us'),
  })
  .map((fields) =>
    eventOf({
      ...fields,
      probe: fields.region,
      durationMs: fields.responded ? fields.durationMs : null,
    }),
  );

describe('cells', () => {
  it('are the same bytes for shuffled and split events', async () => {
    const cut = fc.array(fc.nat(60), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 60 }),
        fc.infiniteStream(fc.nat()),
        cut,
        async (events, keys, cuts) => {
          const shuffled = events
            .map((one) => ({ one, key: keys.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one);
          const bounds = [0, ...cuts.toSorted((a, b) => a - b), shuffled.length];
          const parts = bounds.slice(1).map((end, index) => shuffled.slice(bounds[index], end));
          expect(await bytesOf(parts)).toEqual(await bytesOf([events]));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('are the same when a part with ids is drained twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), async (events) => {
        const named = events.map((one, index) => ({ ...one, id: String(index) }));
        const [once, twice] = [
          await cellsOf([named], { components }),
          await cellsOf([named, named.slice(10)], { components }),
        ];
        expect(twice.minutes.toRecords()).toEqual(once.minutes.toRecords());
        expect(twice.latency.toRecords()).toEqual(once.latency.toRecords());
      }),
      { numRuns: 6 },
    );
  });
});

describe('the P99 of cells', () => {
  const samples: readonly (readonly [string, (index: number) => number])[] = [
    ['heavy-tailed', (index) => 20 / ((((index * 7919) % 10_007) + 1) / 10_008) ** 0.8],
    ['constant', () => 123.456],
    ['bimodal', (index) => (index % 50 === 0 ? 2000 + (index % 97) : 20 + (index % 7))],
  ];

  it.each(samples)('is within 0.55 %% of the order statistic, %s', async (_, durationOf) => {
    const durations = Array.from({ length: 5000 }, (_unused, index) => durationOf(index));
    const events = durations.map((durationMs, index) =>
      eventOf({ durationMs, timeMs: start + index * 60 }),
    );
    const { latency } = await cellsOf([events.slice(0, 2000), events.slice(2000)]);
    const exact = durations.toSorted((a, b) => a - b)[4949] ?? NaN;
    const { estimate, n } =
      p99Of(
        mergeHistograms(histogramsBy(latency, ['component']).map(({ histogram }) => histogram)),
      ) ?? {};
    expect(estimate).toBeLessThanOrEqual(Math.ceil(Math.max(...durations) * 100) / 100);
    expect(n).toBe(5000);
    expect(Math.abs((estimate ?? NaN) - exact) / exact).toBeLessThanOrEqual(0.0055);
  });
});
