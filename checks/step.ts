import { runQuietly } from '../toolchain/background.mjs';
import type { Tally } from './tally.ts';

/** One thing that `npm test` runs. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<Tally>;
}

const TIMEOUT_MS = 10 * 60_000;

/** A step that is one tool: it passes when the tool exits with 0, else its output is shown. */
export function toolStep(name: string, args: readonly string[]): Step {
  return checkStep(name, async () => {
    const { code, output } = await runQuietly(process.execPath, [...args], {
      timeoutMs: TIMEOUT_MS,
    });
    if (code === 0) return [];
    return [output.trim() === '' ? `exit code ${code}` : output.trim()];
  });
}

/** A step that is one check of ours: it passes when it finds no problem. */
export function checkStep(name: string, check: () => Promise<string[]>): Step {
  const run = async (): Promise<Tally> => {
    const problems = await check();
    for (const problem of problems) console.log(problem);
    return problems.length === 0
      ? { passed: 1, failed: [], skipped: [] }
      : { passed: 0, failed: [name], skipped: [] };
  };
  return { name, run };
}
