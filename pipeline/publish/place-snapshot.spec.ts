import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { placeSnapshot } from './place-snapshot.ts';

const files = (...pairs: [string, string][]) => new Map(pairs);
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

describe('placeSnapshot', () => {
  it('shows exactly the given files', async () => {
    const status = join(temporaryFolder(), 'status');
    await placeSnapshot(status, files(['a.json', '1'], ['days/api/b.json', '2']));
    expect(read(status, 'days/api/b.json')).toBe('2');
    await placeSnapshot(status, files(['a.json', '3']));
    expect(read(status, 'a.json')).toBe('3');
    expect(readdirSync(status)).toEqual(['a.json']);
  });

  it('leaves a reader the version it began with', async () => {
    const status = join(temporaryFolder(), 'status');
    await placeSnapshot(status, files(['a', '1'], ['b', '1']));
    const begun = realpathSync(status);
    await placeSnapshot(status, files(['a', '2'], ['b', '2']));
    expect([read(begun, 'a'), read(begun, 'b')]).toEqual(['1', '1']);
    expect([read(status, 'a'), read(status, 'b')]).toEqual(['2', '2']);
  });

  it('does not write again what says the same', async () => {
    const status = join(temporaryFolder(), 'status');
    await placeSnapshot(status, files(['a', '1'], ['b', '1']));
    const { ino } = statSync(join(status, 'a'));
    await placeSnapshot(status, files(['a', '1'], ['b', '2']));
    expect(statSync(join(status, 'a')).ino).toBe(ino);
  });

  it('keeps few old versions', async () => {
    const folder = temporaryFolder();
    for (let round = 0; round < 9; round += 1) {
      await placeSnapshot(join(folder, 'status'), files(['a', String(round)]));
    }
    expect(readdirSync(join(folder, '.status-versions')).length).toBeLessThanOrEqual(5);
  });

  it('many at once end in one of them, whole', async () => {
    const status = join(temporaryFolder(), 'status');
    for (let round = 0; round < 5; round += 1) {
      await placeSnapshot(status, files(['a', String(round)], ['b', String(round)]));
      expect(read(status, 'a')).toBe(read(status, 'b'));
    }
  });

  it('refuses to replace a folder that somebody made', async () => {
    const status = join(temporaryFolder(), 'status');
    await mkdir(status);
    await writeFile(join(status, 'mine'), 'precious');
    await expect(placeSnapshot(status, files(['a', '1']))).rejects.toThrow(/is a folder/);
    expect(read(status, 'mine')).toBe('precious');
  });
});
