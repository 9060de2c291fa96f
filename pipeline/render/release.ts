/** A release: the whole site in a folder named by its content. */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { inBatches } from './in-batches.ts';

/** Names of all files below a folder; none where the folder is missing. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Files written so far, for a name that depends on nothing else. */
export class ReleaseDraft {
  readonly #digests = new Map<string, string>();
  readonly #folders = new Set<string>();
  readonly folder: string;
  bytes = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  async write(name: string, content: string | Buffer): Promise<void> {
    await writeFile(await this.#place(name), content);
    this.bytes += Buffer.byteLength(content);
    this.#digests.set(name, createHash('sha256').update(content).digest('hex'));
  }

  /** Copies all files of a folder under a prefix. */
  async copyFrom(source: string, prefix: string): Promise<void> {
    await inBatches(await filesBelow(source), 32, async (name) =>
      this.write(prefix + name, await readFile(join(source, name))),
    );
  }

  /** Adds a file that is no part of the content: it does not change the name. */
  async keep(name: string, source: string): Promise<void> {
    if (!this.#digests.has(name)) await copyFile(source, await this.#place(name));
  }

  /** Name of the release: a hash over the names and contents of its files. */
  name(): string {
    const lines = [...this.#digests].map(([name, digest]) => `${name} ${digest}`).sort();
    return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
  }

  async #place(name: string): Promise<string> {
    const path = join(this.folder, name);
    const folder = dirname(path);
    if (!this.#folders.has(folder)) {
      await mkdir(folder, { recursive: true });
      this.#folders.add(folder);
    }
    return path;
  }
}
