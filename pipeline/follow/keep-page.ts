/** The owner's work beside draining: the page follows the lake, and the lake stays small. */
import { type LakeState, readLake } from '../lake/manifest.ts';
import type { FollowContext } from './context.ts';
import { runStage } from './run-stage.ts';
import { pause } from './supervise.ts';

const lookEveryMs = 1_000;
/** Without new telemetry the clock alone changes the page. */
const atLeastEveryMs = 60_000;

/** What the page shows of the lake. */
function fingerprint({ parts }: LakeState): string {
  return `${parts.length}/${Math.max(0, ...parts.map(({ drainedAt }) => drainedAt))}`;
}

/** Rolls up and renders on change, at most every `renderMs`, until `signal`, while this worker is the owner. */
export async function keepPage(
  context: FollowContext,
  renderMs: number,
  signal: AbortSignal,
  well: () => void,
): Promise<void> {
  const { environment, store, ownership, metrics, health, log } = context;
  let shown = '';
  let renderedAt = -Infinity;
  while (!signal.aborted) {
    const owns = await ownership.isOwner();
    metrics.owner.set(Number(owns));
    const state = owns ? await readLake(store) : null;
    const waited = performance.now() - renderedAt;
    const changed = state !== null && fingerprint(state) !== shown;
    if (state?.parts.length && (waited > atLeastEveryMs || (changed && waited > renderMs))) {
      const started = performance.now();
      if ((await runStage(context, 'refresh', signal)) === null) return;
      shown = fingerprint(state);
      renderedAt = performance.now();
      metrics.rollupSeconds.observe((renderedAt - started) / 1000);
      log.info('page rendered', { seconds: Math.round(renderedAt - started) / 1000 });
    }
    health.worked('page', environment.now());
    well();
    await pause(lookEveryMs, signal);
  }
}
