import { describe, expect, it } from 'vitest';
import { installMatches, lockCovers, stampOf } from './stamp.mjs';

const machine = { platform: 'linux', arch: 'x64' };

describe('stampOf', () => {
  const stamp = stampOf('{}', '24.21.0', machine);

  it('stays the same for the same installation', () => {
    expect(stampOf('{}', '24.21.0', machine)).toBe(stamp);
  });

  it.each([
    ['the lock file', stampOf('{ }', '24.21.0', machine)],
    ['the Node', stampOf('{}', '24.22.0', machine)],
    ['the system', stampOf('{}', '24.21.0', { ...machine, platform: 'darwin' })],
    ['the processor', stampOf('{}', '24.21.0', { ...machine, arch: 'arm64' })],
  ])('changes with %s', (_, other) => {
    expect(other).not.toBe(stamp);
  });
});

const lockOf = (packages: Record<string, object>): string => JSON.stringify({ packages });
const a = { version: '1.0.0', integrity: 'sha512-a' };
const native = { version: '2.0.0', optional: true };
const lock = lockOf({ '': {}, 'node_modules/a': a, 'node_modules/native-darwin': native });

describe('installMatches', () => {
  it('takes an installation that holds every package, but for other platforms’ parts', () => {
    expect(installMatches(lock, lockOf({ 'node_modules/a': a }))).toBe(true);
  });

  it.each([
    ['nothing is installed', undefined],
    ['a package is missing', lockOf({})],
    ['a package has another version', lockOf({ 'node_modules/a': { ...a, version: '1.0.1' } })],
    ['a package has another digest', lockOf({ 'node_modules/a': { ...a, integrity: 'sha512-b' } })],
  ])('refuses when %s', (_, installed) => {
    expect(installMatches(lock, installed)).toBe(false);
  });
});

describe('lockCovers', () => {
  const listed = lockOf({ 'node_modules/nodejs-polars-linux-x64-gnu': {} });

  it('finds a part whatever C library its name ends in', () => {
    expect(lockCovers(listed, 'nodejs-polars-linux-x64')).toBe(true);
    expect(lockCovers(listed, 'nodejs-polars-darwin-arm64')).toBe(false);
  });
});
