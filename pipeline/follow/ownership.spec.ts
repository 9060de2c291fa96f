import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { Ownership } from './ownership.ts';

test('without topics whoever asks first is the owner, until it goes', async () => {
  const folder = temporaryFolder();
  const [one, other] = [new Ownership(folder, false), new Ownership(folder, false)];
  expect(await Promise.all([one.isOwner(), one.isOwner(), one.isOwner()])).toEqual([
    true,
    true,
    true,
  ]);
  expect(await other.isOwner()).toBe(false);
  await one.release();
  expect(await other.isOwner()).toBe(true);
  await other.release();
  expect(existsSync(join(folder, 'owner.lock'))).toBe(false);
});

test('with topics the group decides, and nobody is the owner before it has', async () => {
  const owner = new Ownership(temporaryFolder(), true);
  expect(await owner.isOwner()).toBe(false);
  owner.assigned(true);
  expect(await owner.isOwner()).toBe(true);
  owner.assigned(false);
  expect(await owner.isOwner()).toBe(false);
});
