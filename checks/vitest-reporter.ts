import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { NO_REASON, type Tally } from './tally.ts';

/**
 * Writes the tally that `npm test` reads, to the file in PLUMBLINE_TALLY. Vitest's own JSON leaves
 * out why a test was skipped, and shows the tests behind a failed `beforeAll` as merely skipped.
 */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failedTests = tests.filter((test) => test.result().state === 'failed').map(nameOf);
    const tally: Tally = {
      passed: tests.filter((test) => test.result().state === 'passed').length,
      failed: [...failedTests, ...modules.flatMap(brokenParts), ...unhandled.map(unhandledName)],
      skipped: tests.flatMap(skippedTest),
    };
    writeFileSync(process.env['PLUMBLINE_TALLY'] ?? 'tally.json', JSON.stringify(tally));
  }
}

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`;

/** Files that did not load and hooks that failed: their tests count as nothing else. */
function brokenParts(module: TestModule): string[] {
  const file = module.relativeModuleId;
  const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  return [
    ...(module.errors().length > 0 ? [`${file}: did not run`] : []),
    ...suites.map((suite) => `${file} > ${suite.fullName}: a hook failed`),
  ];
}

const unhandledName = ({ message }: { message: string }): string => `unhandled error: ${message}`;

function skippedTest(test: TestCase): Tally['skipped'] {
  const result = test.result();
  if (result.state === 'pending') return [{ name: nameOf(test), reason: 'did not finish' }];
  if (result.state !== 'skipped') return [];
  return [{ name: nameOf(test), reason: result.note ?? NO_REASON }];
}
