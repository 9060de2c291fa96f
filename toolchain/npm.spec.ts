import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { childEnvironment } from './environment.mjs';
import { fakeNpm } from './fake-npm.testing.ts';
import { findNpm } from './find-npm.mjs';
import { runNpm } from './npm.mjs';
import { temporaryFolder } from './temporary-folder.testing.ts';

const run = (npm: string, cwd: string): Promise<void> =>
  runNpm({ label: 'installing the packages', node: process.execPath, args: ['ci'], cwd, npm });

describe('runNpm', () => {
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });

  it('is done when npm is', async () => {
    const folder = temporaryFolder();
    await expect(run(fakeNpm(folder, ''), folder)).resolves.toBeUndefined();
  });

  it.each([
    ['ENOTFOUND', 'Check the network'],
    ['EACCES', 'not writable'],
    ['ENOSPC', 'disk is full'],
  ])('on %s says what failed and that %s', async (code, advice) => {
    const folder = temporaryFolder();
    const npm = fakeNpm(folder, `console.error('npm error code ${code}'); process.exit(7);`);
    const failure = run(npm, folder);
    await expect(failure).rejects.toThrow('installing the packages failed (exit code 7)');
    await expect(failure).rejects.toThrow(`command: npm ci    (in ${folder})`);
    await expect(failure).rejects.toThrow(`| npm error code ${code}`);
    await expect(failure).rejects.toThrow(advice);
  });

  it('does not believe an exit code of 0 on a full disk', async () => {
    const folder = temporaryFolder();
    const npm = fakeNpm(
      folder,
      `console.error('npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left')`,
    );
    await expect(run(npm, folder)).rejects.toThrow('disk is full');
  });

  it('runs under the given Node, found first by scripts too', async () => {
    const folder = temporaryFolder();
    const script = `process.exit(process.env.PATH.startsWith(require('path').dirname(process.execPath)) ? 0 : 1)`;
    await expect(run(fakeNpm(folder, script), folder)).resolves.toBeUndefined();
  });
});

describe('findNpm', () => {
  it('takes the npm that started us', () => {
    const npm = fakeNpm(temporaryFolder(), '');
    expect(findNpm({ npm_execpath: npm })).toBe(npm);
  });

  it('takes the npm beside Node, not another package manager', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'node'), '');
    const npm = fakeNpm(join(folder, 'lib', 'node_modules'), '');
    expect(findNpm({ npm_execpath: '/opt/pnpm.cjs' }, join(folder, 'bin', 'node'))).toBe(npm);
  });
});

describe('childEnvironment', () => {
  const env = {
    PATH: '/usr/bin',
    HOME: '/home-of-ann',
    npm_config_cache: '/cache',
    npm_config_local_prefix: '/elsewhere',
    npm_lifecycle_event: 'start',
    npm_package_name: 'other',
  };

  it('puts the right Node first and drops what npm worked out for itself', () => {
    expect(childEnvironment(env, '/opt/node/bin/node')).toEqual({
      PATH: '/opt/node/bin:/usr/bin',
      HOME: '/home-of-ann',
      NODE: '/opt/node/bin/node',
      npm_config_cache: '/cache',
    });
  });

  it('finds the path whatever its case, as Windows spells it', () => {
    expect(childEnvironment({ Path: 'C' }, '/n/node')).toMatchObject({ Path: '/n:C' });
  });
});
