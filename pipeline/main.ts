/**
 * The pipeline: drain -> denoise -> rollup -> incidents -> publish, then the page.
 * `node pipeline/main.ts <build|drain|worker|rollup|render|verify|simulate>`
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { loadConfig } from './config/load.ts';
import { denoise } from './denoise/denoise.ts';
import { drainOptions } from './drain/options.ts';
import { openSources } from './drain/open-sources.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { untilStopped } from './follow/until-stopped.ts';
import { incidents } from './incidents/incidents.ts';
import { DirectoryStore } from './lake/directory-store.ts';
import { readLake } from './lake/manifest.ts';
import { pruneCells, pruneManifests, pruneParts } from './lake/prune.ts';
import { dataThrough, usableParts } from './lake/usable.ts';
import { Problem } from './problem.ts';
import { keptMonths } from './publish/lake/kept-months.ts';
import { dayFile, publish } from './publish/publish.ts';
import { reportFiles } from './publish/reports.ts';
import { restatedDays } from './publish/restatements.ts';
import { unmatchedOf } from './publish/unmatched.ts';
import { compileSite } from './render/compile.ts';
import { type RenderReport, renderSite } from './render/render.ts';
import { sourceLines, stageTimes, timingText } from './report.ts';
import { countCells } from './rollup/count-cells.ts';
import { keepDays } from './rollup/kept/keep-days.ts';
import { withObjectiveHistory } from './rollup/objective-history.ts';
import { restate } from './rollup/restate.ts';
import { rollup } from './rollup/rollup.ts';

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

type Log = (line: string) => void;

/** Stages that not every run needs: with what they import, each costs every other one time. */
const load = {
  drain: () => import('./drain/drain.ts'),
  follow: () => import('./follow/follow.ts'),
  compact: () => import('./lake/compact.ts'),
  simulate: () => import('./simulate/simulate.ts'),
  verify: () => import('./verify/verify.ts'),
};

/** Telemetry to snapshot. With `fresh: false` only what the lake already holds is rolled up. */
export async function snapshot(environment: Environment, log: Log, fresh = true): Promise<void> {
  const { time, timings } = stageTimes();
  const asOfMs = environment.now();
  const loaded = await loadConfig(environment.configFile);
  const store = new DirectoryStore(environment.dataDir);
  const opened = await time('open', () =>
    openSources(loaded, environment.dataDir, asOfMs, environment.variables),
  );
  const { state, sources } = await time('drain', () =>
    fresh
      ? load
          .drain()
          .then(({ drain }) =>
            drain({ ...environment, ...loaded, store, sources: opened.sources }),
          )
      : readLake(store).then((held) => ({ state: held, sources: [] })),
  );
  const parts = usableParts(state, opened, sources);
  // Read before the rollup: announced maintenance is no downtime.
  const written = await time('incidents', () =>
    incidents(loaded, opened.simulatedIncidents, store, asOfMs),
  );
  const promised = await withObjectiveHistory(
    store,
    loaded.config.components,
    loaded.config.site.timezone,
    asOfMs,
  );
  const config = { ...loaded.config, components: promised };
  const input = { store, parts, config, maintenance: written.seenMaintenance, asOfMs };
  const counted = await time('cells', () => countCells({ ...input, keepsDays: true }));
  const { restatements, used } = await time('restate', () => restate(input));
  const denoised = await time('denoise', () => denoise({ ...counted, components: promised }));
  const components = await time('rollup', () =>
    rollup(counted, denoised, promised, written.incidents, restatedDays(restatements)),
  );
  const summary = {
    ...written,
    config,
    parts,
    counted,
    components,
    asOfMs,
    siteUrl: environment.siteUrl,
    simulated: opened.simulatedIncidents !== null,
    dataThroughMs: dataThrough(state, opened, asOfMs),
  };
  const reports = await time('reports', () => reportFiles({ ...summary, store }));
  const months = await time('months', () => keptMonths(store, { config, counted, denoised }));
  const files = await time('publish', async () =>
    publish(environment.statusDir, {
      ...summary,
      reports,
      months: months.files,
      configSha256: sha256Of(loaded.text),
      unmatched: await unmatchedOf(store, parts, asOfMs),
      denoised,
      restatements,
    }),
  );
  await time('keep', () =>
    keepDays(store, counted, components, (id, date) => files.get(dayFile(id, date))),
  );
  const kept = new Set([...used, ...months.used, ...counted.kept.names.values()]);
  await pruneCells(store, counted.usedCells.union(kept), Date.now());
  await pruneManifests(store);
  for (const line of sourceLines(sources)) log(line);
  log(`as of ${new Date(asOfMs).toISOString()}: ${timingText(timings)}`);
}

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

const stages: Readonly<Record<string, Stage>> = {
  drain: drainStage,
  worker: followStage,
  rollup: (environment, log) => snapshot(environment, log, false),
  // Everything but the pages: what a machine without a renderer needs.
  snapshot: (environment, log) => snapshot(environment, log),
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
  async verify(environment, log, args) {
    const { verify } = await load.verify();
    await verify(environment, log, args);
  },
  async build(environment, log) {
    await snapshot(environment, log);
    await render(environment, log);
  },
};

async function main([name = 'build', ...args]: readonly string[]): Promise<void> {
  const stage = stages[name];
  if (stage === undefined)
    throw new Problem(`no stage "${name}"; allowed: ${Object.keys(stages).join(', ')}`);
  const root = fileURLToPath(new URL('..', import.meta.url));
  await stage(
    readEnvironment(process.env, root),
    (line) => {
      console.log(line);
    },
    args,
  );
}

if (import.meta.main) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    // A Problem is for its reader; anything else is ours and needs its stack.
    console.error(error instanceof Problem ? `error: ${error.message}` : error);
    process.exitCode = 1;
  });
}
