import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { cannotWrite, codeOf, messageOf, Problem } from '../problem.ts';
import type { LakeStore } from './store.ts';

/** Makes the names in a folder durable; without it a rename may be lost in a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder of a lake; its name and those above it must last as well as what it holds. One
 * that is there may come from a run that was killed before its name was safe.
 */
async function makeFolder(folder: string, root: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  const top = made !== undefined && made.length < root.length ? made : root;
  for (let at = folder; at.length > top.length; at = dirname(at)) await syncFolder(dirname(at));
  // What holds a lake that was there before may be closed to us.
  await syncFolder(dirname(top)).catch((error: unknown) => {
    if (top === made) throw error;
  });
}

/** Writes and fsyncs a temporary file and checks what arrived. */
async function writeTemporary(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    const { size } = await handle.stat();
    if (size !== bytes.length) throw new Error(`${size} of ${bytes.length} bytes arrived`);
  } finally {
    await handle.close();
  }
}

/** A lake in a folder of a local disk. */
export class DirectoryStore implements LakeStore {
  readonly #root: string;
  readonly #folders = new Map<string, Promise<void>>();

  constructor(root: string) {
    this.#root = root;
  }

  pathOf(name: string): string {
    return join(this.#root, ...name.split('/'));
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    await this.#place(name, bytes, async (temporary, file) => {
      await rename(temporary, file);
      return true;
    });
  }

  async create(name: string, bytes: Uint8Array): Promise<boolean> {
    return this.#place(name, bytes, async (temporary, file) => {
      try {
        await link(temporary, file);
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      }
    });
  }

  async #place(
    name: string,
    bytes: Uint8Array,
    settle: (temporary: string, file: string) => Promise<boolean>,
  ): Promise<boolean> {
    const file = this.pathOf(name);
    const folder = dirname(file);
    const temporary = join(folder, `.${randomBytes(6).toString('hex')}.tmp`);
    try {
      await this.#makeFolder(folder);
      await writeTemporary(temporary, bytes);
      const settled = await settle(temporary, file);
      await syncFolder(folder);
      return settled;
    } catch (error) {
      this.#folders.delete(folder);
      throw cannotWrite(file, error);
    } finally {
      // One that stays behind is no object; why it stayed must not hide why writing failed.
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }

  /** Once for each folder; everybody waits for it. */
  #makeFolder(folder: string): Promise<void> {
    const making = this.#folders.get(folder) ?? makeFolder(resolve(folder), resolve(this.#root));
    this.#folders.set(folder, making);
    return making;
  }

  async read(name: string): Promise<Buffer | null> {
    try {
      return await readFile(this.pathOf(name));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw new Problem(`${this.pathOf(name)}: cannot be read: ${messageOf(error)}`);
    }
  }

  async size(name: string): Promise<number | null> {
    try {
      return (await stat(this.pathOf(name))).size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw new Problem(`${this.pathOf(name)}: cannot be read: ${messageOf(error)}`);
    }
  }

  async writtenAt(name: string): Promise<number | null> {
    try {
      return (await stat(this.pathOf(name))).mtimeMs;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw new Problem(`${this.pathOf(name)}: cannot be read: ${messageOf(error)}`);
    }
  }

  async list(folder: string): Promise<string[]> {
    try {
      const names = await readdir(this.pathOf(folder));
      return names.filter((name) => !name.startsWith('.')).sort();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw new Problem(`${this.pathOf(folder)}: cannot be listed: ${messageOf(error)}`);
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }
}
