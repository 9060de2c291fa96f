/** Stores that break the protocol, each in one way: the suite must notice every one of them. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { DirectoryStore } from '../lake/directory-store.ts';
import { cursorKey, nameOfManifest } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';

/** The manifest goes before the data it names. */
class ManifestFirst extends DirectoryStore {
  readonly #held = new Map<string, Uint8Array>();

  override async put(name: string, bytes: Uint8Array): Promise<void> {
    if (name.startsWith('parts/')) this.#held.set(name, bytes);
    else await super.put(name, bytes);
  }

  override async create(name: string, bytes: Uint8Array): Promise<boolean> {
    const created = await super.create(name, bytes);
    for (const [held, data] of this.#held) await super.put(held, data);
    this.#held.clear();
    return created;
  }
}

const wholeManifest = v.looseObject({
  parts: v.array(v.unknown()),
  cursors: v.array(v.looseObject({ stream: v.string(), epoch: v.number(), partition: v.number() })),
  drained: v.record(v.string(), v.number()),
});
type WholeManifest = v.InferOutput<typeof wholeManifest>;

const nothing: WholeManifest = { parts: [], cursors: [], drained: {} };

function parsed(bytes: Uint8Array | null): WholeManifest | null {
  try {
    return v.parse(wholeManifest, JSON.parse(Buffer.from(bytes ?? []).toString()));
  } catch {
    return null;
  }
}

/** One manifest that says all, written over the one before it. */
class InPlace extends DirectoryStore {
  override async create(_name: string, bytes: Uint8Array): Promise<boolean> {
    const name = nameOfManifest(1);
    const added = parsed(bytes) ?? nothing;
    const before = parsed(await this.read(name));
    if (before === null) await super.put(name, bytes);
    else await this.#replace(name, { ...added, ...merged(before, added) });
    return true;
  }

  async #replace(name: string, manifest: WholeManifest): Promise<void> {
    const handle = await open(this.pathOf(name), 'w');
    await handle.writeFile(JSON.stringify({ ...manifest, number: 1, previousSha256: null }));
    await handle.sync();
    await handle.close();
  }
}

function merged(before: WholeManifest, added: WholeManifest): WholeManifest {
  const cursors = [...before.cursors, ...added.cursors];
  return {
    kind: 'checkpoint',
    parts: [...before.parts, ...added.parts],
    cursors: [...new Map(cursors.map((cursor) => [cursorKey(cursor), cursor])).values()],
    drained: { ...before.drained, ...added.drained },
  };
}

/** Of two manifests with one number the later stays. */
class Replacing extends DirectoryStore {
  override async create(name: string, bytes: Uint8Array): Promise<boolean> {
    await super.put(name, bytes);
    return true;
  }
}

/** Whole files, but nothing waits for the disk. */
class Unsynced extends DirectoryStore {
  override async put(name: string, bytes: Uint8Array): Promise<void> {
    const file = this.pathOf(name);
    const temporary = join(dirname(file), `.${randomBytes(6).toString('hex')}.tmp`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, file);
  }
}

const stores = {
  right: (folder: string): LakeStore => new DirectoryStore(folder),
  'manifest first': (folder: string): LakeStore => new ManifestFirst(folder),
  'in place': (folder: string): LakeStore => new InPlace(folder),
  replacing: (folder: string): LakeStore => new Replacing(folder),
  unsynced: (folder: string): LakeStore => new Unsynced(folder),
} as const;

export type StoreName = keyof typeof stores;

export function isStoreName(name: string): name is StoreName {
  return name in stores;
}

export function storeOf(name: StoreName, folder: string): LakeStore {
  return stores[name](folder);
}
