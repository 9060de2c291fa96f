import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { DirectoryStore } from './directory-store.ts';

const bytes = (text: string) => Buffer.from(text);

function emptyStore() {
  const root = join(temporaryFolder(), 'not', 'there yet');
  return { root, store: new DirectoryStore(root) };
}

describe('create', () => {
  it('makes folders and the object, and says so', async () => {
    const { store } = emptyStore();
    expect(await store.create('a/b/c.json', bytes('one'))).toBe(true);
    expect((await store.read('a/b/c.json'))?.toString()).toBe('one');
    expect(await store.size('a/b/c.json')).toBe(3);
  });

  it('never replaces what is there', async () => {
    const { store } = emptyStore();
    await store.create('a', bytes('one'));
    expect(await store.create('a', bytes('two'))).toBe(false);
    expect((await store.read('a'))?.toString()).toBe('one');
  });

  it('lets exactly one of many at once win, whole', async () => {
    const { store } = emptyStore();
    const texts = Array.from({ length: 20 }, (_, at) => String(at).repeat(10_000));
    const won = await Promise.all(texts.map((text) => store.create('m/1', bytes(text))));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.read('m/1'))?.toString()).toBe(texts[won.indexOf(true)]);
  });
});

describe('put', () => {
  it('writes again what is there', async () => {
    const { store } = emptyStore();
    await store.put('a', bytes('one'));
    await store.put('a', bytes('one'));
    expect((await store.read('a'))?.toString()).toBe('one');
  });

  it('can write an empty object', async () => {
    const { store } = emptyStore();
    await store.put('a', bytes(''));
    expect(await store.size('a')).toBe(0);
  });
});

describe('temporary files', () => {
  it('are gone after success and after failure', async () => {
    const { root, store } = emptyStore();
    await store.put('f/a', bytes('1'));
    await store.create('f/b', bytes('1'));
    await store.create('f/b', bytes('2'));
    await expect(store.put('f/a/below-a-file', bytes('1'))).rejects.toThrow('cannot be written');
    expect(readdirSync(join(root, 'f'))).toEqual(['a', 'b']);
  });

  it('of a run that was killed are no objects', async () => {
    const { root, store } = emptyStore();
    await store.put('f/a', bytes('1'));
    writeFileSync(join(root, 'f', '.0123456789ab.tmp'), 'half');
    expect(await store.list('f')).toEqual(['a']);
  });
});

describe('what is not there', () => {
  it('reads as null, lists as nothing and is removed without a word', async () => {
    const { store } = emptyStore();
    expect(await store.read('a')).toBeNull();
    expect(await store.size('a')).toBeNull();
    expect(await store.list('f')).toEqual([]);
    await expect(store.remove('a')).resolves.toBeUndefined();
  });
});

it('says what cannot be read', async () => {
  const { root, store } = emptyStore();
  await store.put('f/a', bytes('1'));
  await expect(store.read('f')).rejects.toThrow(`${join(root, 'f')}: cannot be read: EISDIR`);
});
