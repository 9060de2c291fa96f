/**
 * The built-in source: telemetry of a scenario up to now, as an NDJSON file that
 * grows. It is drained like any other file.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, truncate, type FileHandle } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentConfig } from '#schema/config.ts';
import { parseYaml } from '../config/yaml-problems.ts';
import { cannotWrite, codeOf, messageOf, Problem } from '../problem.ts';
import { withLock } from '../lock.ts';
import { syncFolder } from './sync-folder.ts';
import { firstMinute, linesOf, type Simulation } from './generate.ts';
import { incidentFiles } from './incident-files.ts';
import { type Scenario, scenarioSchema } from './scenario.ts';

export interface SimulatedFiles {
  readonly file: string;
  /** Name of the stream in the lake; another scenario or anchor is another stream. */
  readonly stream: string;
  readonly incidentsFolder: string;
  readonly records: number;
}

const minuteMs = 60_000;
/** A simulation older than this is made anew: its running incident would grow old. */
const longestMs = 3 * 3_600_000;

/** A scenario and the text it was read from. */
export async function readScenario(file: string): Promise<{ text: string; scenario: Scenario }> {
  try {
    const text = await readFile(file, 'utf8');
    return { text, scenario: parseYaml(scenarioSchema, text, file) };
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${file}: the scenario cannot be read: ${messageOf(error)}`);
  }
}

/** Folder names are `<anchor in ms>-<hash of what it is made from>`. */
async function currentAnchor(folder: string, hash: string, nowMs: number): Promise<number | null> {
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names) {
    const [anchor, made] = name.split('-');
    const age = nowMs - Number(anchor);
    if (made === hash && age >= 0 && age <= longestMs) return Number(anchor);
  }
  return null;
}

/** Where the written file ends: its last minute and how many lines of it are there. */
interface Tail {
  readonly size: number;
  readonly minute: number;
  readonly lines: number;
}

const tailBytes = 64 * 1024;

async function readTail(file: string): Promise<Tail | null> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(size - from),
      0,
      size - from,
      from,
    );
    const text = buffer.subarray(0, bytesRead).toString('utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const minutes = whole
      .split('\n')
      .flatMap((line) => /^\{"time":"([^"]+)"/.exec(line)?.[1] ?? [])
      .map((time) => Math.floor(Date.parse(time) / minuteMs));
    const minute = minutes.at(-1);
    if (minute === undefined) return null;
    // A run that was killed while writing may leave half a line.
    return {
      size: size - (text.length - whole.length),
      minute,
      lines: minutes.filter((at) => at === minute).length,
    };
  } finally {
    await handle.close();
  }
}

async function append(file: string, simulation: Simulation, until: number): Promise<number> {
  const tail = await readTail(file);
  if (tail) await truncate(file, tail.size);
  const from = tail?.minute ?? firstMinute(simulation);
  const handle = await open(file, tail ? 'a' : 'w');
  let skip = tail?.lines ?? 0;
  let buffered: string[] = [];
  let records = 0;
  const flush = async () => {
    if (buffered.length > 0) await handle.write(`${buffered.join('\n')}\n`);
    buffered = [];
  };
  try {
    for (const lines of linesOf(simulation, from, until)) {
      const fresh = lines.slice(skip);
      skip = 0;
      records += fresh.length;
      buffered.push(...fresh);
      if (buffered.length > 20_000) await flush();
    }
    await flush();
    await handle.sync();
    return records;
  } catch (error) {
    throw cannotWrite(file, error);
  } finally {
    await handle.close();
  }
}

async function removeOthers(folder: string, keep: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name !== keep) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Writes a simulation made for `anchorMs` into a folder; what is there already is continued. */
async function writeSimulation(
  here: string,
  simulation: Simulation,
  untilMs: number,
): Promise<Omit<SimulatedFiles, 'stream'>> {
  const incidentsFolder = join(here, 'incidents');
  await mkdir(here, { recursive: true });
  const file = join(here, 'checks.ndjson');
  const records = await append(file, simulation, untilMs / minuteMs);
  await syncFolder(incidentsFolder, incidentFiles(simulation.scenario, simulation.anchorMs));
  return { file, incidentsFolder, records };
}

interface SimulationOptions {
  readonly scenarioFile: string;
  readonly folder: string;
  readonly components: readonly ComponentConfig[];
  readonly nowMs: number;
}

/** Writes a whole simulation for people: `checks.ndjson` and `incidents/*.md`. */
export async function simulateInto(
  options: Omit<SimulationOptions, 'scenarioFile'> & { readonly scenario: Scenario },
): Promise<Omit<SimulatedFiles, 'stream'>> {
  const { scenario } = options;
  const anchorMs = Math.floor(options.nowMs / minuteMs) * minuteMs;
  for (const name of ['checks.ndjson', 'incidents']) {
    // What people wrote must not make room for what is made up.
    if (!existsSync(join(options.folder, name))) continue;
    throw new Problem(`${join(options.folder, name)}: is there already; choose another folder`);
  }
  return writeSimulation(
    options.folder,
    { scenario, anchorMs, components: options.components },
    anchorMs,
  );
}

/** Makes or extends the simulation in `folder` up to `nowMs`; one process at a time. */
export function simulateUntil(options: SimulationOptions): Promise<SimulatedFiles> {
  return withLock(`${options.folder}.lock`, () => extend(options));
}

async function extend(options: SimulationOptions): Promise<SimulatedFiles> {
  const { scenarioFile, folder, components, nowMs } = options;
  const { text, scenario } = await readScenario(scenarioFile);
  const hash = createHash('sha256')
    .update(text)
    .update(JSON.stringify(components))
    .digest('hex')
    .slice(0, 12);
  const now = Math.floor(nowMs / minuteMs) * minuteMs;
  const anchorMs = (await currentAnchor(folder, hash, now)) ?? now;
  const name = `${anchorMs}-${hash}`;
  await mkdir(folder, { recursive: true });
  await removeOthers(folder, name);
  const written = await writeSimulation(
    join(folder, name),
    { scenario, anchorMs, components },
    now,
  );
  return { ...written, stream: `simulation:${name}` };
}
