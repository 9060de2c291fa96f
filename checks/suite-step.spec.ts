import { describe, expect, it } from 'vitest';
import { withExitCode } from './suite-step.ts';

const passing = { passed: 2, failed: [], skipped: [] };
const failing = { passed: 1, failed: ['a test'], skipped: [] };

describe('withExitCode', () => {
  it('keeps what the reporter counted', () => {
    expect(withExitCode('vitest', 0, passing)).toEqual(passing);
    expect(withExitCode('vitest', 1, failing)).toEqual(failing);
  });

  it('fails a runner that failed without a failed test', () => {
    expect(withExitCode('vitest', 1, passing).failed).toEqual(['vitest: exit code 1']);
  });
});
