import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { syncFolder } from './sync-folder.ts';

/** Files below a folder with their texts. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      join(parentPath, name).slice(folder.length + 1),
      readFileSync(join(parentPath, name), 'utf8'),
    ]),
  );
}

describe('syncFolder', () => {
  it('makes a folder hold exactly the given files', async () => {
    const folder = join(temporaryFolder(), 'status');
    await syncFolder(
      folder,
      new Map([
        ['a.json', '1'],
        ['days/api/b.json', '2'],
      ]),
    );
    expect(contents(folder)).toEqual({ 'a.json': '1', 'days/api/b.json': '2' });
    await syncFolder(
      folder,
      new Map([
        ['a.json', '3'],
        ['days/web/c.json', '4'],
      ]),
    );
    expect(contents(folder)).toEqual({ 'a.json': '3', 'days/web/c.json': '4' });
  });

  it('does not touch what already says the same', async () => {
    const folder = temporaryFolder();
    await syncFolder(
      folder,
      new Map([
        ['a', '1'],
        ['b', '1'],
      ]),
    );
    for (const name of ['a', 'b']) utimesSync(join(folder, name), 1000, 1000);
    await syncFolder(
      folder,
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    expect(statSync(join(folder, 'a')).mtimeMs).toBe(1_000_000);
    expect(statSync(join(folder, 'b')).mtimeMs).toBeGreaterThan(1_000_000);
  });

  it('removes what a run that was killed left behind', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.json.tmp'), 'half');
    await syncFolder(folder, new Map([['b.json', '1']]));
    expect(contents(folder)).toEqual({ 'b.json': '1' });
  });

  it('says where it could not write', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    await expect(syncFolder(folder, new Map([['a', '1']]))).rejects.toThrow(
      `${folder}: cannot be written: `,
    );
  });
});
