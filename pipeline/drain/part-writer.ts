/** Makes parts: on this thread, or on one of its own where a batch comes packed. */
import { Worker } from 'node:worker_threads';
import { Problem } from '../problem.ts';
import { type MadePart, makePart, type PartContext } from './make-part.ts';
import type { WorkerAnswer, WorkerSetup, WorkerTask } from './part-worker.ts';
import { transferList } from './packed.ts';
import type { Batch } from './source.ts';
import { giveMemory } from './spare-memory.ts';

/** One decodes while the other compresses and waits for the disk. */
export const partThreads = 2;

export class PartWriter {
  readonly #context: PartContext;
  readonly #setup: WorkerSetup;
  #threads: readonly PartThread[] = [];
  #written = 0;

  constructor(context: PartContext, dataDir: string) {
    this.#context = context;
    const { components, horizonMs } = context;
    this.#setup = { dataDir, components: [...components.values()], horizonMs };
  }

  /** Starts the threads ahead of their first batch: loading their modules takes as long as connecting. */
  warmUp(): void {
    if (this.#threads.length > 0) return;
    this.#threads = Array.from({ length: partThreads }, () => new PartThread(this.#setup));
  }

  /** Memory of a packed batch is handed over and gone afterwards. */
  write(batch: Batch, drainedAt: number): Promise<MadePart> {
    if (!('bytes' in batch.records)) return makePart(this.#context, batch, drainedAt);
    this.warmUp();
    const thread = this.#threads[this.#written % partThreads];
    this.#written += 1;
    if (thread === undefined) throw new Error('no thread to write parts');
    return thread.write({ batch, drainedAt }, transferList(batch.records));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
    this.#threads = [];
  }
}

/**
 * What dies young must not be copied first: a batch's objects come by the hundred thousand. Said
 * here, the thread's heap also stays at half of what it would take by itself.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 64 };

class PartThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<MadePart>>();
  #tasks = 0;
  #failure: Error | undefined;

  constructor(setup: WorkerSetup) {
    const program = new URL('./part-worker.ts', import.meta.url);
    this.#worker = new Worker(program, { workerData: setup, resourceLimits });
    this.#worker.on('message', (answer: WorkerAnswer) => {
      this.#settle(answer);
    });
    this.#worker.on('error', (error: Error) => {
      this.#fail(error);
    });
    this.#worker.on('exit', (code) => {
      this.#fail(new Error(`the thread that writes parts ended with code ${code}`));
    });
  }

  /** Nothing is answered any more. */
  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }

  write(task: Omit<WorkerTask, 'id'>, memory: ArrayBuffer[]): Promise<MadePart> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const waiting = Promise.withResolvers<MadePart>();
    this.#tasks += 1;
    this.#waiting.set(this.#tasks, waiting);
    this.#worker.postMessage({ id: this.#tasks, ...task }, memory);
    return waiting.promise;
  }

  #settle(answer: WorkerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.memory !== null) giveMemory(answer.memory);
    if ('made' in answer) waiting?.resolve(answer.made);
    else waiting?.reject(answer.isProblem ? new Problem(answer.fault) : new Error(answer.fault));
  }

  /** A thread that ends in the middle of writing Parquet panics on standard error. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#waiting.values()].map(({ promise }) => promise));
    await this.#worker.terminate();
  }
}
