/** Latency of the last 24 hours by component. */
import type pl from 'nodejs-polars';
import type { LatencyHistogram } from '../figures/quantile.ts';
import { histogramsBy } from '../latency-cells.ts';

/** Buckets of each component, from the rows of `recent.sql`; empty where there are none. */
export function recentByComponent(frame: pl.DataFrame | null): Map<string, LatencyHistogram> {
  if (frame === null) return new Map();
  const groups = histogramsBy(frame, ['component']);
  return new Map(groups.map(({ key, histogram }) => [key[0] ?? '', histogram]));
}
