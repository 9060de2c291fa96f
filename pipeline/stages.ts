/** The stages of the pipeline, by the names they are called by. */
import { loadConfig } from './config/load.ts';
import { drainOptions } from './drain/options.ts';
import { openSources } from './drain/open-sources.ts';
import type { Environment } from './environment.ts';
import { untilStopped } from './follow/until-stopped.ts';
import { DirectoryStore } from './lake/directory-store.ts';
import { pruneManifests, pruneParts } from './lake/prune.ts';
import { compileSite } from './render/compile.ts';
import { Problem } from './problem.ts';
import { type RenderReport, renderSite } from './render/render.ts';
import { sourceLines } from './report.ts';
import { snapshot } from './snapshot.ts';

type Log = (line: string) => void;

/** Stages that most runs do without: what they import would cost each of them time. */
const load = {
  drain: () => import('./drain/drain.ts'),
  follow: () => import('./follow/follow.ts'),
  compact: () => import('./lake/compact.ts'),
  simulate: () => import('./simulate/simulate.ts'),
  operator: () => import('./incidents/sanity/operator.ts'),
  verify: () => import('./verify/verify.ts'),
};

/** Snapshot to pages. */
export async function render(environment: Environment, log: Log): Promise<RenderReport> {
  await compileSite({ projectRoot: environment.projectRoot, log });
  const report = await renderSite(environment);
  const { routes, bytes, ms } = report;
  log(
    `rendered ${routes} pages, ${Math.round(bytes / 1024)} kB, in ${(ms / 1000).toFixed(2)} s -> ${environment.outDir}`,
  );
  return report;
}

async function followStage(environment: Environment): Promise<void> {
  const { follow } = await load.follow();
  await untilStopped((signal) => follow(environment, signal));
}

/** Drains every source into the lake and stops; with `--follow` it goes on, and renders. */
async function drainStage(
  environment: Environment,
  log: Log,
  args: readonly string[],
): Promise<void> {
  if (drainOptions(args).follow) {
    await followStage(environment);
    return;
  }
  const loaded = await loadConfig(environment.configFile);
  const { sources } = await openSources(
    loaded,
    environment.dataDir,
    environment.now(),
    environment.variables,
  );
  const store = new DirectoryStore(environment.dataDir);
  const { drain } = await load.drain();
  const report = await drain({ ...environment, store, sources, config: loaded.config });
  for (const line of sourceLines(report.sources)) log(line);
  failFor(report.failures);
}

/** Ends a run that did all it could, without some sources. */
function failFor(failures: readonly string[]): void {
  if (failures.length > 0) throw new Problem([...new Set(failures)].join('\n'));
}

/** Makes few large parts of many small ones, and removes what nothing names any more. */
async function compactLake(environment: Environment, log: Log): Promise<void> {
  const { config } = await loadConfig(environment.configFile);
  const store = new DirectoryStore(environment.dataDir);
  const { compact } = await load.compact();
  const { merged, into } = await compact(store, config.site.timezone, environment.now());
  const manifests = await pruneManifests(store);
  const files = await pruneParts(store, Date.now());
  log(`${merged} parts merged into ${into}; removed ${files} files and ${manifests} manifests`);
}

type Stage = (environment: Environment, log: Log, args: readonly string[]) => Promise<unknown>;

export const stages: Readonly<Record<string, Stage>> = {
  drain: drainStage,
  worker: followStage,
  rollup: (environment, log) => snapshot(environment, log, false),
  // Everything but the pages: what a machine without a renderer needs.
  async snapshot(environment, log) {
    failFor(await snapshot(environment, log));
  },
  render,
  // What the lake holds now, down to the page.
  async refresh(environment, log) {
    await snapshot(environment, log, false);
    await render(environment, log);
  },
  async simulate(environment, log, args) {
    const { simulate } = await load.simulate();
    await untilStopped((signal) => simulate(environment, log, args, signal));
  },
  compact: compactLake,
  async incident(environment, log, args) {
    const { operate } = await load.operator();
    log(await operate(environment, args));
  },
  async verify(environment, log, args) {
    const { verify } = await load.verify();
    await verify(environment, log, args);
  },
  async build(environment, log) {
    const failures = await snapshot(environment, log);
    await render(environment, log);
    failFor(failures);
  },
};
