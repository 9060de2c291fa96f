// npm test: every check and every test. All of them run, whatever fails before.
import { readOptions } from './options.ts';
import { allSteps } from './steps.ts';
import { type Step } from './step.ts';
import { summaryOf, type StepRun } from './summary.ts';
import { isSuccess, sumOf, type Tally } from './tally.ts';

let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopped = true));

async function runStep({ name, run }: Step): Promise<StepRun> {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const tally = await run().catch((error: unknown) => crashed(name, error));
  return { name, seconds: (performance.now() - started) / 1000, tally };
}

/** A step that cannot even run has failed; the others still run. */
function crashed(name: string, error: unknown): Tally {
  console.error(error);
  return { passed: 0, failed: [`${name}: could not run`], skipped: [] };
}

async function main(): Promise<number> {
  const steps = await allSteps(process.cwd());
  const options = readOptions(
    process.argv.slice(2),
    steps.map(({ name }) => name),
  );
  if ('problem' in options) {
    console.error(options.problem);
    return 1;
  }
  const runs: StepRun[] = [];
  for (const step of steps.filter(({ name }) => options.names.includes(name))) {
    runs.push(await runStep(step));
    if (stopped) return 130;
  }
  console.log(summaryOf(runs));
  return isSuccess(sumOf(runs.map(({ tally }) => tally))) ? 0 : 1;
}

process.exitCode = await main();
