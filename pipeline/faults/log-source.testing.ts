/** A log like a topic's partition: read by position, its past gone after some time. */
import { fileURLToPath } from 'node:url';
import type { LakeStore } from '../lake/store.ts';
import { drain, type DrainReport } from '../drain/drain.ts';
import { Packer } from '../drain/packed.ts';
import { type Batch, plainReading, type Positions, type Source } from '../drain/source.ts';
import type { StoreName } from './broken-stores.testing.ts';
import { asOfMs, carelessLines, faultConfig } from './telemetry.testing.ts';

/** What of the log a drain can see: positions [from, until). */
export interface LogRange {
  readonly from: number;
  readonly until: number;
  /** Batches go through the thread that writes parts. */
  readonly packed: boolean;
  /** Records in a batch, where not as many as usual. */
  readonly batch?: number;
}

const lines = carelessLines(120);
export const batchRecords = 100;
export const logEnd = batchRecords * 6;
if (lines.length < logEnd) throw new Error(`only ${lines.length} lines`);

class LogSource implements Source {
  readonly label = 'log';
  readonly key = 'log';
  readonly end = { complete: true, note: null };
  readonly reading = plainReading;
  readonly packed: boolean;
  readonly #range: LogRange;

  constructor(range: LogRange) {
    this.#range = range;
    this.packed = range.packed;
  }

  async *read(positions: Positions): AsyncGenerator<Batch> {
    const cursor = positions.find(({ stream }) => stream === 'log');
    const { from, until } = this.#range;
    const size = this.#range.batch ?? batchRecords;
    // Without a position reading begins with what is still there.
    for (let start = cursor?.next ?? from; start < until; start += size) {
      yield await Promise.resolve(this.#batch(start, Math.min(start + size, until)));
    }
  }

  #batch(start: number, end: number): Batch {
    const texts = lines.slice(start, end);
    const packer = new Packer();
    texts.forEach((text, at) => {
      packer.add(start + at, Buffer.from(text), NaN);
    });
    const records = this.packed
      ? packer.take()
      : texts.map((text, at) => ({ offset: start + at, text }));
    return { stream: 'log', epoch: 1, partition: 0, start, end, records, prefixSha256: null };
  }
}

/** Drains the log into a lake in `dataDir`. */
export function drainLog(store: LakeStore, dataDir: string, range: LogRange): Promise<DrainReport> {
  const now = () => asOfMs;
  return drain({ store, dataDir, sources: [new LogSource(range)], config: faultConfig(), now });
}

/** Script that drains the log in a process of its own. */
export function drainOnce(store: StoreName, dataDir: string, range: LogRange): string[] {
  const { from, until, packed } = range;
  const file = fileURLToPath(new URL('./drain-once.testing.ts', import.meta.url));
  return [file, dataDir, store, String(from), String(until), String(packed)];
}
