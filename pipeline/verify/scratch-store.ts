/** A lake that is only read: what a check computes goes into a folder of its own. */
import { DirectoryStore } from '../lake/directory-store.ts';
import type { LakeStore } from '../lake/store.ts';

const computed = 'cells/';

/** Reads parts from `lake`; cells are neither read there nor written, but below `folder`. */
export class ScratchStore implements LakeStore {
  readonly #lake: LakeStore;
  readonly #scratch: LakeStore;

  constructor(lake: LakeStore, folder: string) {
    this.#lake = lake;
    this.#scratch = new DirectoryStore(folder);
  }

  #of(name: string): LakeStore {
    return `${name}/`.startsWith(computed) ? this.#scratch : this.#lake;
  }

  put(name: string, bytes: Uint8Array): Promise<void> {
    return this.#scratch.put(name, bytes);
  }

  create(name: string, bytes: Uint8Array): Promise<boolean> {
    return this.#scratch.create(name, bytes);
  }

  read(name: string): Promise<Buffer | null> {
    return this.#of(name).read(name);
  }

  size(name: string): Promise<number | null> {
    return this.#of(name).size(name);
  }

  list(folder: string): Promise<string[]> {
    return this.#of(folder).list(folder);
  }

  remove(name: string): Promise<void> {
    return this.#scratch.remove(name);
  }

  writtenAt(name: string): Promise<number | null> {
    return this.#of(name).writtenAt(name);
  }

  pathOf(name: string): string {
    return this.#of(name).pathOf(name);
  }
}
