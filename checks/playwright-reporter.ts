import { writeFileSync } from 'node:fs';
import type {
  FullConfig,
  Reporter,
  Suite,
  TestCase,
  TestError,
} from 'playwright/types/testReporter';
import { NO_REASON, type Tally } from './tally.ts';

/** Writes the tally that `npm test` reads, to the file in PLUMBLINE_TALLY. */
export default class TallyReporter implements Reporter {
  readonly #errors: string[] = [];
  #tests: readonly TestCase[] = [];

  onBegin(_: FullConfig, suite: Suite): void {
    this.#tests = suite.allTests();
  }

  onError({ message }: TestError): void {
    this.#errors.push(`e2e: ${message ?? 'an error without a message'}`);
  }

  onEnd(): void {
    const skipped = this.#tests.filter((test) => test.outcome() === 'skipped');
    const failed = this.#tests.filter((test) => !test.ok()).map(nameOf);
    const tally: Tally = {
      passed: this.#tests.length - skipped.length - failed.length,
      failed: [...failed, ...this.#errors],
      skipped: skipped.map((test) => ({ name: nameOf(test), reason: reasonOf(test) })),
    };
    writeFileSync(process.env['PLUMBLINE_TALLY'] ?? 'tally.json', JSON.stringify(tally));
  }
}

const nameOf = (test: TestCase): string => test.titlePath().filter(Boolean).join(' > ');

const reasonOf = ({ annotations }: TestCase): string =>
  annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? NO_REASON;
