import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { runTimed } from './run-timed.ts';

const measured = v.object({
  seconds: v.number(),
  userSeconds: v.number(),
  systemSeconds: v.number(),
  peakBytes: v.number(),
});

/** What a process took as a whole: wall time, CPU time of all its threads, peak memory. */
export type Measured = v.InferOutput<typeof measured> & { readonly output: string };

const measure = fileURLToPath(new URL('./peer/measure.py', import.meta.url));

/** Runs a command to its end under `python`, which asks the kernel what it took. */
export async function runMeasured(
  python: string,
  command: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Measured> {
  const { output } = await runTimed(python, [measure, ...command], options);
  const lines = output.trimEnd().split('\n');
  const last: unknown = JSON.parse(lines.pop() ?? '');
  return { ...v.parse(measured, last), output: lines.join('\n') };
}
