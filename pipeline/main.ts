/**
 * The pipeline: drain -> denoise -> rollup -> incidents -> publish, then the page.
 * `node pipeline/main.ts <build|drain|worker|rollup|render|verify|simulate>`
 */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { loadConfig } from './config/load.ts';
import { denoise } from './denoise/denoise.ts';
import { drain } from './drain/drain.ts';
import { drainOptions } from './drain/options.ts';
import { openSources } from './drain/open-sources.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { follow } from './follow/follow.ts';
import { untilStopped } from './follow/until-stopped.ts';
import { incidents } from './incidents/incidents.ts';
import { operate } from './incidents/sanity/operator.ts';
import { compact } from './lake/compact.ts';
import { DirectoryStore } from './lake/directory-store.ts';
import { readLake } from './lake/manifest.ts';
import { pruneCells, pruneManifests, pruneParts } from './lake/prune.ts';
import { dataThrough, usableParts } from './lake/usable.ts';
import { Problem } from './problem.ts';
import { publish } from './publish/publish.ts';
import { reportFiles } from './publish/reports.ts';
import { restatedDays } from './publish/restatements.ts';
import { unmatchedOf } from './publish/unmatched.ts';
import { compileSite } from './render/compile.ts';
import { type RenderReport, renderSite } from './render/render.ts';
import { sourceLines, stageTimes, timingText } from './report.ts';
import { countCells } from './rollup/count-cells.ts';
import { withObjectiveHistory } from './rollup/objective-history.ts';
import { restate } from './rollup/restate.ts';
import { rollup } from './rollup/rollup.ts';
import { simulate } from './simulate/simulate.ts';
import { verify } from './verify/verify.ts';

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

type Log = (line: string) => void;

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
      ? drain({ ...environment, ...loaded, store, sources: opened.sources })
      : readLake(store).then((held) => ({ state: held, sources: [] })),
  );
  const parts = usableParts(state, opened, sources);
  // Read before the rollup: announced maintenance is no downtime.
  const written = await time('incidents', () =>
    incidents({
      loaded,
      store,
      asOfMs,
      simulatedFolder: opened.simulatedIncidents,
      variables: environment.variables,
    }),
  );
  const promised = await withObjectiveHistory(
    store,
    loaded.config.components,
    loaded.config.site.timezone,
    asOfMs,
  );
  const config = { ...loaded.config, components: promised };
  const input = { store, parts, config, maintenance: written.seenMaintenance, asOfMs };
  const counted = await time('cells', () => countCells(input));
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
  await time('publish', async () =>
    publish(environment.statusDir, {
      ...summary,
      reports,
      configSha256: sha256Of(loaded.text),
      unmatched: await unmatchedOf(store, parts, asOfMs),
      denoised,
      restatements,
    }),
  );
  await pruneCells(store, counted.usedCells.union(used), Date.now());
  await pruneManifests(store);
  for (const line of [...written.remarks, ...sourceLines(sources)]) log(line);
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

/** Drains every source into the lake and stops; with `--follow` it goes on, and renders. */
async function drainStage(
  environment: Environment,
  log: Log,
  args: readonly string[],
): Promise<void> {
  if (drainOptions(args).follow) {
    await untilStopped((signal) => follow(environment, signal));
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
  const report = await drain({ ...environment, store, sources, config: loaded.config });
  for (const line of sourceLines(report.sources)) log(line);
}

/** Makes few large parts of many small ones, and removes what nothing names any more. */
async function compactLake(environment: Environment, log: Log): Promise<void> {
  const { config } = await loadConfig(environment.configFile);
  const store = new DirectoryStore(environment.dataDir);
  const { merged, into } = await compact(store, config.site.timezone, environment.now());
  const manifests = await pruneManifests(store);
  const files = await pruneParts(store, Date.now());
  log(`${merged} parts merged into ${into}; removed ${files} files and ${manifests} manifests`);
}

type Stage = (environment: Environment, log: Log, args: readonly string[]) => Promise<unknown>;

const stages: Readonly<Record<string, Stage>> = {
  drain: drainStage,
  worker: (environment) => untilStopped((signal) => follow(environment, signal)),
  rollup: (environment, log) => snapshot(environment, log, false),
  // Everything but the pages: what a machine without a renderer needs.
  snapshot: (environment, log) => snapshot(environment, log),
  render,
  // What the lake holds now, down to the page.
  async refresh(environment, log) {
    await snapshot(environment, log, false);
    await render(environment, log);
  },
  simulate: (environment, log, args) =>
    untilStopped((signal) => simulate(environment, log, args, signal)),
  compact: compactLake,
  incident: async (environment, log, args) => log(await operate(environment, args)),
  verify,
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
