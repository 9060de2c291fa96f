/** Programs by other people that read the same numbers, made once and kept in `.cache/`. */
import { execFile, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
const run = promisify(execFile);

/** Making one may mean a download and compiling Prometheus' engine. */
export const makingMs = 900_000;

/** Answers a question, as JSON; or why there is nothing to answer it. */
export type Oracle =
  | { readonly absent: string; readonly ask?: undefined }
  | { readonly ask: (question: unknown) => unknown };

interface Recipe {
  readonly name: string;
  readonly sources: readonly string[];
  /** What must be on this machine, and how to see that it is. */
  readonly needs: readonly [command: string, ...args: string[]];
  /** Makes it in a folder that does not exist yet. */
  readonly make: (draft: string) => Promise<void>;
  readonly command: (folder: string) => readonly [command: string, ...args: string[]];
}

function folderOf({ name, sources }: Recipe): string {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  return join(cache, `oracle-${name}-${hash.digest('hex').slice(0, 12)}`);
}

async function made(recipe: Recipe, folder: string): Promise<string | undefined> {
  const [command, ...args] = recipe.needs;
  if (spawnSync(command, args, { stdio: 'ignore' }).status !== 0) return `no ${command} here`;
  const draft = `${folder}-${randomUUID().slice(0, 8)}`;
  mkdirSync(cache, { recursive: true });
  try {
    await recipe.make(draft);
    // Another test process may have been faster; either copy will do.
    if (!existsSync(folder)) renameSync(draft, folder);
    return undefined;
  } catch (error) {
    const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return `${recipe.name} could not be made: ${first}`;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function oracle(recipe: Recipe): Promise<Oracle> {
  const folder = folderOf(recipe);
  const absent = existsSync(folder) ? undefined : await made(recipe, folder);
  if (absent !== undefined) return { absent };
  const [command, ...args] = recipe.command(folder);
  return {
    ask: (question): unknown => {
      const input = JSON.stringify(question);
      const told = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 1e8 });
      if (told.status !== 0) throw new Error(`${recipe.name}: ${told.stderr}`);
      return JSON.parse(told.stdout);
    },
  };
}

/** Prometheus' engine: `{ gauges, queries }` to a value or null for each query. */
export function prometheusEngine(): Promise<Oracle> {
  const home = fileURLToPath(new URL('prometheus/', import.meta.url));
  return oracle({
    name: 'prometheus',
    sources: ['answer.go', 'go.mod', 'go.sum'].map((file) => join(home, file)),
    needs: ['go', 'version'],
    make: async (draft) => {
      const env = { ...process.env, GOTOOLCHAIN: 'local' };
      const args = ['build', '-trimpath', '-o', join(draft, 'answer'), '.'];
      await run('go', args, { cwd: home, env, timeout: makingMs - 60_000 });
    },
    command: (folder) => [join(folder, 'answer')],
  });
}

/** A program of Python packages: its folder holds `requirements.txt` and the program. */
function pythonProgram(name: string, program: string): Promise<Oracle> {
  const home = fileURLToPath(new URL(`${name}/`, import.meta.url));
  const requirements = join(home, 'requirements.txt');
  return oracle({
    name,
    sources: [requirements],
    needs: ['python3', '-m', 'venv', '--help'],
    make: async (draft) => {
      await run('python3', ['-m', 'venv', draft]);
      const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', requirements];
      await run(join(draft, 'bin/python'), pip, { timeout: makingMs - 120_000 });
    },
    command: (folder) => [join(folder, 'bin/python'), join(home, program)],
  });
}

/** Google's slo-generator: a list of counts and goals to a list of its reports. */
export function sloGenerator(): Promise<Oracle> {
  return pythonProgram('slo-generator', 'report.py');
}

/** Readers of feeds, calendars and Statuspage's API: `{ site }`, a folder, to what they read. */
export function siteReaders(): Promise<Oracle> {
  return pythonProgram('site-readers', 'read.py');
}
