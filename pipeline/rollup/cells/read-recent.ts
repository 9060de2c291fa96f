/** Latency of the last 24 hours, from the events: those hours are no whole days. */
import type pl from 'nodejs-polars';
import { checkedFile } from '../../lake/check-parts.ts';
import type { CellRequest } from './cell-store.ts';
import { componentGroups, together } from './component-groups.ts';
import { computeRecent, recentOrder } from './compute.ts';
import { maintenanceTable, signalsTable } from './tables.ts';

/** Latency buckets of each component over the last `minutes` settled minutes; null for no event. */
export async function readRecent(
  { store, files, components, settled, maintenance }: CellRequest,
  minutes: number,
): Promise<pl.DataFrame | null> {
  const from = settled - minutes;
  const recent = files.filter(
    ({ minTimeMs, maxTimeMs }) => minTimeMs < settled * 60_000 && maxTimeMs >= from * 60_000,
  );
  if (recent.length === 0) return null;
  const paths = await Promise.all(recent.map(({ events }) => checkedFile(store, events)));
  const rows = recent.reduce((sum, { events }) => sum + events.rows, 0);
  const tables = {
    maintenance: maintenanceTable(maintenance),
    signals: signalsTable(components),
  };
  const frames: pl.DataFrame[] = [];
  for (const filter of componentGroups(
    components.map(({ id }) => id),
    rows,
  ))
    frames.push(await computeRecent(paths, from, settled, tables, filter));
  return together(frames, recentOrder);
}
