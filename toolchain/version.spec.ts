import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fits } from './version.mjs';

const RANGE = '>=24.15.0 <25';

describe('fits', () => {
  it.each(['24.15.0', '24.15.1', '24.21.0', 'v24.99.0'])('takes %s', (version) => {
    expect(fits(version, RANGE)).toBe(true);
  });

  it.each(['18.20.0', '20.20.2', '22.22.3', '24.14.9', '25.0.0', '26.1.0', '24.16.0-nightly2026'])(
    'refuses %s',
    (version) => {
      expect(fits(version, RANGE)).toBe(false);
    },
  );

  it('names the form it reads when the range has another', () => {
    expect(() => fits('24.15.0', '^24')).toThrow('engines.node must read ">=a.b.c <d", not "^24"');
  });

  it('takes the version that is brought, in the range of package.json', () => {
    const { engines }: { engines: { node: string } } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    );
    expect(fits(readFileSync('.nvmrc', 'utf8'), engines.node)).toBe(true);
  });
});
