import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

const steps = ['format', 'types tsconfig.json', 'types tsconfig.app.json', 'lint', 'vitest'];

describe('readOptions', () => {
  it('takes every step when none is asked for', () => {
    expect(readOptions([], steps)).toEqual({ names: steps });
  });

  it.each([[['--only', 'lint']], [['--only=lint']]])('takes one step from %j', (args) => {
    expect(readOptions(args, steps)).toEqual({ names: ['lint'] });
  });

  it('takes several steps, in the order they run in', () => {
    expect(readOptions(['--only', 'vitest,types'], steps)).toEqual({
      names: ['types tsconfig.json', 'types tsconfig.app.json', 'vitest'],
    });
  });

  it('names the steps when one is not known', () => {
    expect(readOptions(['--only', 'lin'], steps)).toEqual({
      problem: expect.stringMatching(/no step lin; there are: format, .*vitest/),
    });
  });

  it('names the option when another is given', () => {
    expect(readOptions(['--watch'], steps)).toEqual({ problem: expect.stringContaining('--only') });
  });
});
