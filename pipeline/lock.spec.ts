import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from './lock.ts';
import { temporaryFolder } from './testing/temporary-folder.testing.ts';

test('two at once take turns', async () => {
  const lock = join(temporaryFolder(), 'deep', 'lock');
  const order: string[] = [];
  const turn = (name: string) =>
    withLock(lock, async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push(`${name} out`);
    });
  await Promise.all([turn('a'), turn('b')]);
  expect(order[1]).toBe(order[0]?.replace('in', 'out'));
  expect(order).toHaveLength(4);
  expect(existsSync(lock)).toBe(false);
});

test('the lock of a process that was killed is taken over', async () => {
  const lock = join(temporaryFolder(), 'lock');
  mkdirSync(lock);
  writeFileSync(join(lock, 'pid'), '999999999');
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
});

test('it is given back after a failure', async () => {
  const lock = join(temporaryFolder(), 'lock');
  const failing = withLock(lock, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(existsSync(lock)).toBe(false);
});
