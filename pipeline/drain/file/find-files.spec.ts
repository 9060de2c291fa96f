import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { fileStream, findFiles } from './find-files.ts';

function folderWith(...names: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
  return folder;
}

describe('findFiles', () => {
  it('finds files by name and by pattern, each once, sorted', async () => {
    const folder = folderWith('b.ndjson', 'a.ndjson', 'c.txt', 'logs/d.ndjson');
    const found = await findFiles(['b.ndjson', '*.ndjson', 'logs/?.ndjson'], folder);
    expect(found).toEqual(
      ['a.ndjson', 'b.ndjson', 'logs/d.ndjson'].map((name) => join(folder, name)),
    );
  });

  it('takes a pattern that only finds what another named', async () => {
    const folder = folderWith('a.ndjson');
    expect(await findFiles(['a.ndjson', '*.ndjson'], folder)).toEqual([join(folder, 'a.ndjson')]);
  });

  it('takes absolute paths and patterns', async () => {
    const folder = folderWith('a.ndjson');
    const elsewhere = temporaryFolder();
    expect(await findFiles([join(folder, 'a.ndjson')], elsewhere)).toEqual([
      join(folder, 'a.ndjson'),
    ]);
    expect(await findFiles([join(folder, '*.ndjson')], elsewhere)).toEqual([
      join(folder, 'a.ndjson'),
    ]);
  });

  it('takes a name with brackets as it is', async () => {
    const folder = folderWith('a[1].ndjson');
    expect(await findFiles(['a[1].ndjson'], folder)).toEqual([join(folder, 'a[1].ndjson')]);
  });

  it('names every path that leads to no file; a folder is none', async () => {
    const folder = folderWith('logs.ndjson/a');
    await expect(
      findFiles(['missing.ndjson', '*.gz', '*.ndjson', 'logs.ndjson/a'], folder),
    ).rejects.toThrow(
      ['missing.ndjson', '*.gz', '*.ndjson']
        .map((path) => `sources: no file at ${path} (paths start from ${folder})`)
        .join('\n'),
    );
  });
});

describe('fileStream', () => {
  it('names a file by its way from the configuration, wherever that stands', () => {
    expect(fileStream('/a/b/logs/c.ndjson', '/a/b')).toBe('file:logs/c.ndjson');
    expect(fileStream('/a/logs/c.ndjson', '/a/b')).toBe('file:../logs/c.ndjson');
  });
});
