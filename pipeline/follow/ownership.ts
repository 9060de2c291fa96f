/**
 * Which worker writes the page. With topics it is the one that holds the lowest
 * partition; without them, or while no group ever answered, whoever holds a lock.
 */
import { join } from 'node:path';
import { holdLock } from '../lock.ts';

const patienceMs = 30_000;

export class Ownership {
  readonly #lock: string;
  readonly #since: number;
  #byGroup: boolean | null = null;
  readonly #hasTopics: boolean;
  #release: (() => Promise<void>) | null = null;
  #asking = Promise.resolve(false);

  constructor(dataDir: string, hasTopics: boolean) {
    this.#lock = join(dataDir, 'owner.lock');
    this.#hasTopics = hasTopics;
    this.#since = performance.now();
  }

  /** The group has spoken: the lowest partition is ours, or another's. */
  assigned(isOurs: boolean): void {
    this.#byGroup = isOurs;
  }

  isOwner(): Promise<boolean> {
    // One after the other: a lock that is ours must not look like another's.
    this.#asking = this.#asking.catch(() => false).then(() => this.#ask());
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    if (this.#byGroup !== null) {
      await this.release();
      return this.#byGroup;
    }
    if (this.#hasTopics && performance.now() - this.#since < patienceMs) return false;
    this.#release ??= await holdLock(this.#lock);
    return this.#release !== null;
  }

  async release(): Promise<void> {
    await this.#release?.();
    this.#release = null;
  }
}
