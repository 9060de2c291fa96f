/** The pipeline as its commands, on telemetry in files. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Environment, readEnvironment } from '../environment.ts';
import { asOfMs, components } from './telemetry.testing.ts';
import type { Script } from './traced-run.testing.ts';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const main = join(projectRoot, 'pipeline', 'main.ts');

/** Variables of a project that stands in a folder, its clock pinned. */
export function variablesOf(folder: string, nowMs = asOfMs): Readonly<Record<string, string>> {
  return {
    PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
    PLUMBLINE_DATA: join(folder, 'data'),
    PLUMBLINE_STATUS: join(folder, 'status'),
    PLUMBLINE_NOW: new Date(nowMs).toISOString(),
  };
}

/** The same for the stages within this process. */
export function environmentOf(folder: string, nowMs = asOfMs): Environment {
  return readEnvironment(variablesOf(folder, nowMs), projectRoot);
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
