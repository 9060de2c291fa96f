/** Sources without a group of workers, files and simulations: the owner looks at them again and again. */
import { commitDrained } from '../drain/commit-batch.ts';
import { drain } from '../drain/drain.ts';
import { openSources } from '../drain/open-sources.ts';
import type { Source } from '../drain/source.ts';
import { readLake } from '../lake/manifest.ts';
import type { FollowContext } from './context.ts';
import { tellFailure } from './failures.ts';
import { pause } from './supervise.ts';

const lookEveryMs = 5_000;
/** A record that an unchanged file was read is made at most this often. */
const drainedEveryMs = 15_000;

class FileFollower {
  readonly #context: FollowContext;
  /** What each source looked like when it was last read to its end. */
  readonly #read = new Map<string, string>();
  readonly #recordedAt = new Map<string, number>();

  constructor(context: FollowContext) {
    this.#context = context;
  }

  async look(): Promise<void> {
    const { environment, loaded, health, store, metrics } = this.#context;
    const { sources } = await openSources(
      loaded,
      environment.dataDir,
      environment.now(),
      environment.variables,
    );
    const unchanged: Record<string, number> = {};
    let failed = false;
    for (const source of sources.filter(({ packed }) => !packed)) {
      const at = environment.now();
      const version = (await source.version?.()) ?? '';
      if (version === '' || version !== this.#read.get(source.key)) {
        failed = !(await this.#drain(source, version)) || failed;
      } else if (at - (this.#recordedAt.get(source.key) ?? 0) >= drainedEveryMs) {
        unchanged[source.key] = at;
        metrics.dataThrough.set({ source: source.label }, at / 1000);
        this.#recordedAt.set(source.key, at);
      }
    }
    if (Object.keys(unchanged).length > 0)
      await commitDrained(store, await readLake(store), unchanged);
    if (!failed) health.worked('files', environment.now());
  }

  /** Reads one source to its end; one that fails does not keep the others from being read. */
  async #drain(source: Source, version: string): Promise<boolean> {
    const { environment, loaded, store, metrics, log } = this.#context;
    try {
      const at = environment.now();
      const report = await drain({
        ...environment,
        store,
        sources: [source],
        config: loaded.config,
      });
      for (const each of report.sources) {
        metrics.countRecords(each.label, each);
        if (each.received === 0) continue;
        metrics.lastCommit.set(environment.now() / 1000);
        log.info('drained', { source: each.label, records: each.received });
      }
      metrics.lakeParts.set(report.state.parts.length);
      this.#read.set(source.key, version);
      this.#recordedAt.set(source.key, at);
      return true;
    } catch (error) {
      tellFailure(this.#context, 'files', error);
      return false;
    }
  }
}

/** Drains files and simulations until `signal`, while this worker is the owner. */
export async function followFiles(
  context: FollowContext,
  signal: AbortSignal,
  well: () => void,
): Promise<void> {
  const follower = new FileFollower(context);
  while (!signal.aborted) {
    if (await context.ownership.isOwner()) await follower.look();
    else context.health.worked('files', context.environment.now());
    well();
    await pause(lookEveryMs, signal);
  }
}
