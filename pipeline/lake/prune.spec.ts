import { utimesSync } from 'node:fs';
import { expect, test } from 'vitest';
import { partOf } from '../testing/parts.testing.ts';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { DirectoryStore } from './directory-store.ts';
import { commit, readLake } from './manifest.ts';
import { pruneCells, pruneManifests, pruneParts } from './prune.ts';

test('cells go when they are not used and nobody can still be reading them', async () => {
  const store = new DirectoryStore(temporaryFolder());
  const now = Date.now();
  const names = ['cells/used', 'cells/old', 'cells/fresh'];
  for (const name of names) await store.put(name, Buffer.from('x'));
  for (const name of ['cells/used', 'cells/old'])
    utimesSync(store.pathOf(name), 1, now / 1000 - 7200);
  expect(await pruneCells(store, new Set(['cells/used']), now)).toBe(1);
  expect(await store.list('cells')).toEqual(['fresh', 'used']);
});

test('manifests far behind go, and the lake reads the same', { timeout: 60_000 }, async () => {
  const store = new DirectoryStore(temporaryFolder());
  let state = await readLake(store);
  for (let at = 1; at <= 420; at += 1) {
    const after = await commit(store, state, {
      at,
      parts: [],
      cursors: [],
      drained: { [`s${at % 7}`]: at },
    });
    if (after === null) throw new Error('somebody else wrote');
    state = after;
  }
  expect(await pruneManifests(store)).toBe(120);
  expect(await readLake(store)).toEqual(state);
  expect(await pruneManifests(store)).toBe(0);
});

test('files of parts go when no manifest names them, of whatever kind', async () => {
  const store = new DirectoryStore(temporaryFolder());
  const now = Date.now();
  const file = async (name: string) => {
    await store.put(`parts/${name}`, Buffer.from('x'));
    utimesSync(store.pathOf(`parts/${name}`), 1, now / 1000 - 48 * 3600);
    return { name: `parts/${name}`, sha256: '0'.repeat(64), bytes: 1, rows: 1 };
  };
  await file('unnamed');
  const part = partOf({
    events: await file('events'),
    points: await file('points'),
    quarantine: await file('quarantine'),
  });
  const change = { at: now, parts: [part], cursors: [], drained: {} };
  await commit(store, await readLake(store), change);
  expect(await pruneParts(store, now)).toBe(1);
  expect(await store.list('parts')).toEqual(['events', 'points', 'quarantine']);
});
