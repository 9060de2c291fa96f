import { checkImports } from './imports.ts';
import { checkLockFile } from './lock-file.ts';
import { checkMachinePaths } from './machine-paths.ts';
import { checkStep, type Step, toolStep } from './step.ts';
import { suiteStep } from './suite-step.ts';
import { typeSteps } from './type-steps.ts';

const bin = (path: string): string => `node_modules/${path}`;

/** Everything `npm test` runs, in this order: quick checks first, the browser last. */
export async function allSteps(root: string): Promise<Step[]> {
  return [
    toolStep('prettier', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.']),
    checkStep('imports', () => checkImports(root)),
    checkStep('machine-paths', () => checkMachinePaths(root)),
    checkStep('lock-file', () => checkLockFile(root)),
    ...(await typeSteps(root)),
    toolStep('eslint', [bin('eslint/bin/eslint.js'), '--max-warnings=0', '.']),
    toolStep('knip', [bin('knip/bin/knip.js')]),
    vitestStep('pipeline'),
    vitestStep('site'),
    browserStep(),
  ];
}

/** One of the projects in vitest.config.ts. */
const vitestStep = (project: string): Step =>
  suiteStep(project, [
    bin('vitest/vitest.mjs'),
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=./checks/vitest-reporter.ts',
  ]);

/** Without a browser its tests have failed, with what the search for one came to. */
function browserStep(): Step {
  const problem = process.env['PLUMBLINE_CHROMIUM_PROBLEM'];
  if (problem !== undefined) return checkStep('e2e', () => Promise.resolve([problem]));
  return suiteStep('e2e', [
    bin('playwright/cli.js'),
    'test',
    '--config=e2e/playwright.config.ts',
    '--reporter=list,./checks/playwright-reporter.ts',
  ]);
}
