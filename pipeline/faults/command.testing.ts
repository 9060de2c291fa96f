/** The pipeline as its commands, on telemetry in files. */
import { appendFileSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, readEnvironment } from '../environment.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import { cellFiles, type Published, snapshotFiles } from './published.testing.ts';
import { asOfMs, components } from './telemetry.testing.ts';
import type { Script } from './traced-run.testing.ts';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const main = join(projectRoot, 'pipeline', 'main.ts');

/** Variables of a project that stands in a folder, its clock pinned. */
function variablesOf(folder: string, nowMs = asOfMs): Readonly<Record<string, string>> {
  return {
    PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
    PLUMBLINE_DATA: join(folder, 'data'),
    PLUMBLINE_STATUS: join(folder, 'status'),
    PLUMBLINE_NOW: new Date(nowMs).toISOString(),
  };
}

/** The same for the stages within this process. */
export function environmentOf(
  folder: string,
  nowMs = asOfMs,
  more: Readonly<Record<string, string>> = {},
): Environment {
  return readEnvironment({ ...variablesOf(folder, nowMs), ...more }, projectRoot);
}

/** One command of the pipeline as a process. */
export function commandOf(stage: string, folder: string): Script {
  return { args: [main, stage], variables: variablesOf(folder) };
}

/** Writes a project whose sources are these. */
export function writeProject(folder: string, sources: readonly unknown[]): void {
  mkdirSync(join(folder, 'checks'), { recursive: true });
  const slo = { availability: 99.9, p99: '500ms' };
  const config = {
    site: { name: 'Test' },
    sources,
    components: components.map((component) => ({ ...component, slo })),
  };
  writeFileSync(join(folder, 'status.yaml'), JSON.stringify(config));
}

/** Appends lines to one of the files of a project. */
export function appendLines(folder: string, name: string, lines: readonly string[]): void {
  appendFileSync(join(folder, 'checks', name), lines.map((line) => `${line}\n`).join(''));
}

/** The snapshot that a project shows. */
export function shownIn(folder: string): Map<string, string> {
  return snapshotFiles(realpathSync(join(folder, 'status')));
}

/** The snapshot and every cell of the lake. */
export async function publishedIn(folder: string): Promise<Published> {
  const store = new DirectoryStore(join(folder, 'data'));
  const cells = (await store.list('cells')).map((name) => `cells/${name}`);
  return new Map([...shownIn(folder), ...cellFiles(store, cells)]);
}
