/** Runs a script under strace, with or without one fault put into it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { callsIn, type SystemCall, traceOptions } from './system-calls.testing.ts';

const fixedNames = new URL('./fixed-names.testing.ts', import.meta.url).href;
const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export interface Script {
  /** File and arguments for node. */
  readonly args: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly err: string;
}

/** One call of a run and what happens to it. */
export interface FaultPoint {
  readonly call: string;
  /** Counts calls of this name about the traced paths, from 1. */
  readonly nth: number;
  readonly fault: 'SIGKILL' | 'ENOSPC' | 'EIO';
}

/** One thread makes all calls about files, so that they can be counted. */
const countable = {
  ...{ UV_THREADPOOL_SIZE: '1', UV_USE_IO_URING: '0' },
  // What Node keeps for itself is no part of a run.
  NODE_DISABLE_COMPILE_CACHE: '1',
};

/** Runs node under strace with these options for strace. */
function runTraced(options: readonly string[], script: Script): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const node = [process.execPath, '--import', fixedNames, ...script.args];
  const child = spawn('strace', [...options, ...node], {
    cwd: projectRoot,
    env: { ...process.env, ...countable, ...script.variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.once('error', reject).once('close', (code, signal) => {
    resolve({ code, signal, err });
  });
  return promise;
}

/** Calls about a folder in a run without faults. */
export async function callsOfRun(
  script: Script,
  folder: string,
  trace: string,
): Promise<SystemCall[]> {
  const { code, err } = await runTraced([...traceOptions, '-o', trace], script);
  if (code !== 0) throw new Error(`the run without faults ended with ${code}: ${err}`);
  return callsIn(trace, folder);
}

const isFolderOpen = ({ name, creates }: SystemCall) => name === 'openat' && !creates;

/** The n-th call of each name, in the order they were made. */
export function pointsOf(
  calls: readonly SystemCall[],
  names: readonly string[],
): Omit<FaultPoint, 'fault'>[] {
  const counts = new Map<string, number>();
  return calls
    .filter(({ name }) => names.includes(name))
    .map(({ name }) => {
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      return { call: name, nth };
    });
}

/** Runs the script with a fault at one call about the paths that a run without faults touched. */
export function runWithFault(
  script: Script,
  calls: readonly SystemCall[],
  { call, nth, fault }: FaultPoint,
): Promise<Ended> {
  const paths = new Set(calls.filter((made) => !isFolderOpen(made)).map(({ path }) => path));
  const what = fault === 'SIGKILL' ? 'signal=SIGKILL' : `error=${fault}`;
  const options = [
    '-f',
    ...(fault === 'SIGKILL' ? [] : ['--seccomp-bpf']),
    ...['-o', '/dev/null'],
    ...[...paths].flatMap((path) => ['-P', path]),
    ...['-e', `trace=${call}`],
    ...['-e', `inject=${call}:${what}:when=${nth}`],
  ];
  return runTraced(options, script);
}
