/** Hands batches from callbacks to a loop; the callback waits while the loop is behind. */
export class BatchQueue<Item> implements AsyncIterable<Item> {
  readonly #items: Item[] = [];
  readonly #capacity: number;
  #changed = Promise.withResolvers<undefined>();
  #end: { readonly error: Error | undefined } | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  #signal(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve(undefined);
  }

  /** Resolves once there is room again; at once after the end. */
  async push(item: Item): Promise<void> {
    this.#items.push(item);
    this.#signal();
    while (this.#items.length >= this.#capacity && this.#end === undefined)
      await this.#changed.promise;
  }

  /** No more items; with an error the loop fails after those that are there. */
  close(error?: Error): void {
    this.#end ??= { error };
    this.#signal();
  }

  get closed(): boolean {
    return this.#end !== undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for (;;) {
      const item = this.#items.shift();
      if (item !== undefined) {
        this.#signal();
        yield item;
      } else if (this.#end === undefined) await this.#changed.promise;
      else if (this.#end.error === undefined) return;
      else throw this.#end.error;
    }
  }
}
