import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isStale, SILENT_MS, withInstallLock } from './lock.mjs';
import { temporaryFolder } from './temporary-folder.testing.ts';

const here = { host: 'here', alive: (pid: number) => pid === 1 };

describe('isStale', () => {
  it.each([
    ['its holder lives', { pid: 1, host: 'here' }, 0, false],
    ['its holder is dead', { pid: 2, host: 'here' }, 0, true],
    ['its holder is on another host', { pid: 2, host: 'there' }, 0, false],
    ['it is not signed yet', undefined, 0, false],
    ['it was never signed', undefined, SILENT_MS + 1, true],
    [
      'its holder’s number lives on in another process',
      { pid: 1, host: 'here' },
      SILENT_MS + 1,
      true,
    ],
  ])('when %s', (_, holder, silentMs, stale) => {
    expect(isStale(holder, silentMs, here)).toBe(stale);
  });
});

describe('withInstallLock', () => {
  it('lets one at a time work, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} in`);
      await sleep(30);
      order.push(`${name} out`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => withInstallLock(folder, work(name))));
    const pairs = [0, 2, 4].map((index) => order.slice(index, index + 2).map((step) => step[0]));
    expect(pairs.map(([first, second]) => first === second)).toEqual([true, true, true]);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('is released when the work fails', async () => {
    const folder = temporaryFolder();
    const failing = withInstallLock(folder, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await withInstallLock(folder, () => Promise.resolve('next'))).toBe('next');
  });

  it('takes over from a process that died', async () => {
    const folder = temporaryFolder();
    const dead = spawnSync(process.execPath, ['--version']).pid;
    mkdirSync(join(folder, 'lock'));
    writeFileSync(join(folder, 'lock', 'holder'), JSON.stringify({ pid: dead, host: hostname() }));
    expect(await withInstallLock(folder, () => Promise.resolve('mine'))).toBe('mine');
  });

  it('takes over from one that left no name', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    const longAgo = new Date(Date.now() - 2 * SILENT_MS);
    utimesSync(join(folder, 'lock'), longAgo, longAgo);
    expect(await withInstallLock(folder, () => Promise.resolve('mine'))).toBe('mine');
  });

  it('says where it cannot write', async () => {
    const file = join(temporaryFolder(), 'a file');
    writeFileSync(file, '');
    await expect(
      withInstallLock(join(file, '.toolchain'), () => Promise.resolve()),
    ).rejects.toThrow(/cannot write into the project\n {2}command: mkdir .*a file/);
  });
});
