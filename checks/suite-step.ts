import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runForeground } from '../toolchain/foreground.mjs';
import type { Step } from './step.ts';
import { parseTally, type Tally } from './tally.ts';

/** Where reporters leave their tallies. */
const CACHE = '.cache/tally';

/** A step that is a test runner with many tests, counted by our reporter for it. */
export function suiteStep(name: string, args: readonly string[]): Step {
  return { name, run: () => runSuite(name, args) };
}

async function runSuite(name: string, args: readonly string[]): Promise<Tally> {
  const file = join(CACHE, `${name}.json`);
  await mkdir(CACHE, { recursive: true });
  await rm(file, { force: true });
  const env = { ...process.env, PLUMBLINE_TALLY: file };
  // Playwright stops the servers it started on SIGINT, and on nothing else.
  const code = await runForeground(process.execPath, [...args], {
    cwd: process.cwd(),
    env,
    stopBy: 'SIGINT',
  });
  return withExitCode(name, code, await readTally(name, file));
}

async function readTally(name: string, file: string): Promise<Tally> {
  try {
    return parseTally(await readFile(file, 'utf8'));
  } catch (error) {
    return { passed: 0, failed: [`${name}: no report (${String(error)})`], skipped: [] };
  }
}

/** A runner that fails without a failed test (a bad configuration, a crash at the end) has failed. */
export function withExitCode(name: string, code: number, tally: Tally): Tally {
  if (code === 0 || tally.failed.length > 0) return tally;
  return { ...tally, failed: [`${name}: exit code ${code}`] };
}
