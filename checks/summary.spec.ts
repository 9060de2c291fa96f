import { describe, expect, it } from 'vitest';
import { summaryOf } from './summary.ts';
import { isSuccess, lastLine, parseTally, sumOf } from './tally.ts';

const passing = { passed: 3, failed: [], skipped: [] };
const mixed = {
  passed: 1,
  failed: ['pipeline > rollup > counts'],
  skipped: [{ name: 'drain > from a broker', reason: 'no broker' }],
};

describe('summaryOf', () => {
  const text = summaryOf([
    { name: 'lint', seconds: 1.24, tally: passing },
    { name: 'vitest', seconds: 20, tally: mixed },
  ]);

  it('ends with the counting line, alone', () => {
    expect(text.split('\n').at(-1)).toBe('4 passed, 1 failed, 1 skipped');
  });

  it('names what was skipped, with the reason, and what failed', () => {
    expect(text).toContain('Skipped:\n  drain > from a broker: no broker\n');
    expect(text).toContain('Failed:\n  pipeline > rollup > counts\n');
  });

  it('tells the time of each step', () => {
    expect(text).toMatch(/^lint +ok +1\.2 s /m);
    expect(text).toMatch(/^vitest +FAILED +20\.0 s /m);
  });
});

describe('tally', () => {
  it('is a success only when something ran and nothing failed', () => {
    expect(isSuccess(passing)).toBe(true);
    expect(isSuccess(mixed)).toBe(false);
    expect(isSuccess(sumOf([]))).toBe(false);
  });

  it('sums', () => {
    expect(lastLine(sumOf([passing, mixed, passing]))).toBe('7 passed, 1 failed, 1 skipped');
  });

  it('refuses a report that is not one', () => {
    expect(() => parseTally('{"passed":"many"}')).toThrow();
  });
});
