/** Telemetry to snapshot: drain -> denoise -> rollup -> incidents -> publish. */
import { createHash } from 'node:crypto';
import { loadConfig } from './config/load.ts';
import { readLogo } from './config/read-logo.ts';
import { denoise } from './denoise/denoise.ts';
import type { DrainOptions, DrainReport } from './drain/drain.ts';
import { openSources } from './drain/open-sources.ts';
import type { Environment } from './environment.ts';
import { incidents } from './incidents/incidents.ts';
import { DirectoryStore } from './lake/directory-store.ts';
import { readLake } from './lake/manifest.ts';
import { pruneCells, pruneManifests } from './lake/prune.ts';
import { dataThrough, usableParts } from './lake/usable.ts';
import { keptMonths } from './publish/lake/kept-months.ts';
import { withUpdates } from './publish/day-detail.ts';
import { dayFile, publish } from './publish/publish.ts';
import { reportFiles } from './publish/reports.ts';
import { restatedDays } from './publish/restatements.ts';
import { unmatchedOf } from './publish/unmatched.ts';
import { sourceLines, stageTimes, timingText } from './report.ts';
import { countCells } from './rollup/count-cells.ts';
import { keepDays } from './rollup/kept/keep-days.ts';
import { withObjectiveHistory } from './rollup/objective-history.ts';
import { restate } from './rollup/restate.ts';
import { rollup } from './rollup/rollup.ts';

/** The sources' formats and clients are large: a run that reads none goes without. */
async function drainInto(options: DrainOptions): Promise<DrainReport> {
  const { drain } = await import('./drain/drain.ts');
  return drain(options);
}

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * Telemetry to snapshot. With `fresh: false` only what the lake already holds is rolled up.
 * Returns what sources that failed say, while others did not: what these gave is shown.
 */
export async function snapshot(
  environment: Environment,
  log: (line: string) => void,
  fresh = true,
): Promise<readonly string[]> {
  const { time, timings } = stageTimes();
  const asOfMs = environment.now();
  const loaded = await loadConfig(environment.configFile);
  const store = new DirectoryStore(environment.dataDir);
  const opened = await time('open', () =>
    openSources(loaded, environment.dataDir, asOfMs, environment.variables),
  );
  const { state, sources, failures } = await time('drain', () =>
    fresh
      ? drainInto({ ...environment, ...loaded, store, sources: opened.sources })
      : readLake(store).then((held) => ({ state: held, sources: [], failures: [] })),
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
    logo: await readLogo(config.branding.logo, loaded.folder),
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
    keepDays(store, counted, components, (id, date) => {
      const file = files.get(dayFile(id, date));
      return file && withUpdates(file, []);
    }),
  );
  const kept = new Set([...used, ...months.used, ...counted.kept.names.values()]);
  await pruneCells(store, counted.usedCells.union(kept), Date.now());
  await pruneManifests(store);
  for (const line of [...written.remarks, ...sourceLines(sources)]) log(line);
  log(`as of ${new Date(asOfMs).toISOString()}: ${timingText(timings)}`);
  return failures;
}
