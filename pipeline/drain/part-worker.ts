/** The thread that decodes and writes parts while the next batch is being fetched. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ComponentConfig } from '#schema/config.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import { messageOf, Problem } from '../problem.ts';
import { makePart, type MadePart } from './make-part.ts';
import type { Batch } from './source.ts';

/** What the thread is started with. */
export interface WorkerSetup {
  readonly dataDir: string;
  readonly components: readonly ComponentConfig[];
  readonly horizonMs: number;
}

export interface WorkerTask {
  readonly id: number;
  readonly batch: Batch;
  readonly drainedAt: number;
}

export type WorkerAnswer = {
  readonly id: number;
  /** That the values came in: it may be used again. */
  readonly memory: ArrayBuffer | null;
} & ({ readonly made: MadePart } | { readonly fault: string; readonly isProblem: boolean });

/** What crosses a thread's border is ours on both sides, but comes without a type. */
function isSetup(data: unknown): data is WorkerSetup {
  return typeof data === 'object' && data !== null && 'dataDir' in data && 'components' in data;
}

const given: unknown = workerData;
if (!isSetup(given)) throw new Error('this thread is started by PartWriter only');
const setup = given;
const context = {
  store: new DirectoryStore(setup.dataDir),
  components: new Map(setup.components.map((component) => [component.id, component])),
  horizonMs: setup.horizonMs,
};

async function answer({ id, batch, drainedAt }: WorkerTask): Promise<WorkerAnswer> {
  const memory = 'bytes' in batch.records ? batch.records.bytes.buffer : null;
  try {
    return { id, memory, made: await makePart(context, batch, drainedAt) };
  } catch (error) {
    return { id, memory, fault: messageOf(error), isProblem: error instanceof Problem };
  }
}

parentPort?.on('message', (task: WorkerTask) => {
  void answer(task).then((reply) => {
    parentPort?.postMessage(reply, reply.memory === null ? [] : [reply.memory]);
  });
});
