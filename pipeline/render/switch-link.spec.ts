import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pruneFolders } from './prune.ts';
import {
  currentTarget,
  openDraft,
  removeDeadDrafts,
  settleDraft,
  switchLink,
} from './switch-link.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'switch-link-'));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function folder(name: string, ageInSeconds = 0): Promise<string> {
  const path = join(root, 'releases', name);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'name'), name);
  const at = Date.now() / 1000 - ageInSeconds;
  await utimes(path, at, at);
  return path;
}

it('switches a link from one folder to the next, also after a move of the whole', async () => {
  const link = join(root, 'site');
  expect(await currentTarget(link)).toBeNull();
  await switchLink(link, await folder('one'));
  await switchLink(link, await folder('two'));
  expect(await currentTarget(link)).toBe('two');
  expect(await readFile(join(link, 'name'), 'utf8')).toBe('two');
  expect(await readdir(root)).toEqual(['releases', 'site']);
});

it('settles a draft once; the same again is dropped', async () => {
  const releases = join(root, 'releases');
  for (let round = 0; round < 2; round++) {
    const draft = await openDraft(releases);
    await writeFile(join(draft, 'name'), 'one');
    await settleDraft(draft, join(releases, 'one'));
  }
  expect(await readdir(releases)).toEqual(['one']);
});

it('removes drafts of dead processes and keeps its own', async () => {
  const releases = join(root, 'releases');
  await folder('.draft-999999999');
  const draft = await openDraft(releases);
  await removeDeadDrafts(releases);
  expect(await readdir(releases)).toEqual([draft.slice(releases.length + 1)]);
});

it('prunes the oldest, but nothing that is linked', async () => {
  await switchLink(join(root, 'site'), await folder('linked', 90));
  await folder('old', 60);
  await folder('new', 30);
  await folder('newest');
  await pruneFolders(join(root, 'releases'), 2);
  expect(await readdir(join(root, 'releases'))).toEqual(['linked', 'new', 'newest']);
});

it('removes links that killed processes left beside it, and only those', async () => {
  const link = join(root, 'site');
  // The highest number a process can have on Linux is below this one.
  for (const name of ['site.4194999.new', `site.${process.pid}.new.bak`, 'site.new'])
    await writeFile(join(root, name), '');
  await switchLink(link, await folder('one'));
  expect((await readdir(root)).sort()).toEqual([
    'releases',
    'site',
    `site.${process.pid}.new.bak`,
    'site.new',
  ]);
});
