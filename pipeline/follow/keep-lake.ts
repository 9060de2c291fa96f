/** The owner keeps the lake small: many small parts become few large ones. */
import { planCompaction } from '../lake/compact-plan.ts';
import { readLake } from '../lake/manifest.ts';
import type { FollowContext } from './context.ts';
import { runStage } from './run-stage.ts';
import { pause } from './supervise.ts';

const lookEveryMs = 60_000;
/** What no manifest names any more is looked for without anything to merge, too. */
const pruneEveryMs = 3_600_000;

/** Merges small parts until `signal`, while this worker is the owner. */
export async function keepLake(
  context: FollowContext,
  signal: AbortSignal,
  well: () => void,
): Promise<void> {
  const { environment, loaded, store, ownership, metrics, health, log } = context;
  const zone = loaded.config.site.timezone;
  let prunedAt = performance.now();
  while (!signal.aborted) {
    const now = environment.now();
    const parts = (await ownership.isOwner()) ? (await readLake(store)).parts : [];
    const groups = planCompaction(parts, zone, now).length;
    if (groups > 0 || (parts.length > 0 && performance.now() - prunedAt > pruneEveryMs)) {
      const started = performance.now();
      const said = await runStage(context, 'compact', signal);
      if (said === null) return;
      log.info('compacted', { said });
      prunedAt = performance.now();
      metrics.compactSeconds.observe((prunedAt - started) / 1000);
    }
    health.worked('lake', now);
    well();
    await pause(lookEveryMs, signal);
  }
}
