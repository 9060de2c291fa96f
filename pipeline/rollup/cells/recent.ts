/** Latency of the last 24 hours by component. */
import type pl from 'nodejs-polars';
import { type LatencyHistogram, mergeHistograms, nothingTimed } from '../figures/quantile.ts';
import { histogramRows } from '../series.ts';

/** Buckets of each component, from the rows of `recent.sql`; empty where there are none. */
export function recentByComponent(frame: pl.DataFrame | null): Map<string, LatencyHistogram> {
  if (frame === null) return new Map();
  const rows = histogramRows(frame);
  const together = new Map<string, LatencyHistogram[]>();
  frame
    .getColumn('component')
    .toArray()
    .map(String)
    .forEach((id, row) => {
      together.set(id, [...(together.get(id) ?? []), rows[row] ?? nothingTimed]);
    });
  return new Map([...together].map(([id, held]) => [id, mergeHistograms(held)]));
}
