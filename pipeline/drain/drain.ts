/**
 * Moves telemetry from the sources into the lake: each batch becomes a Parquet
 * part, then a commit that moves the position past it. Killed anywhere, the next
 * run goes on from the last commit.
 */
import type { StatusConfig } from '#schema/config.ts';
import { type LakeState, readLake } from '../lake/manifest.ts';
import type { LakeStore } from '../lake/store.ts';
import { Problem } from '../problem.ts';
import { commitBatches, commitDrained } from './commit-batch.ts';
import type { MadePart } from './make-part.ts';
import { PoisonGuard } from './poison-guard.ts';
import { PartWriter, partThreads } from './part-writer.ts';
import type { Batch, Positions, Source } from './source.ts';

export interface DrainOptions {
  readonly store: LakeStore;
  /** Folder of the store, for the thread that writes parts. */
  readonly dataDir: string;
  readonly sources: readonly Source[];
  readonly config: StatusConfig;
  readonly now: () => number;
}

export interface SourceReport {
  readonly label: string;
  readonly received: number;
  readonly parsed: number;
  readonly malformed: number;
  readonly future: number;
  readonly late: number;
  readonly unmatched: number;
  /** The first few reasons, in words. */
  readonly examples: readonly string[];
  /** Why not everything was read; null where it was. */
  readonly note: string | null;
}

export interface DrainReport {
  readonly state: LakeState;
  readonly sources: readonly SourceReport[];
  /** What sources that failed say, while others did not. */
  readonly failures: readonly string[];
}

const examplesKept = 3;
/** Batches being written while the next is fetched; more would only hold memory. */
const inFlight = partThreads;
const restarts = 5;

/** Sums what one source delivered. */
class SourceTally {
  readonly #label: string;
  readonly #sum = { received: 0, parsed: 0, malformed: 0, future: 0, late: 0, unmatched: 0 };
  readonly #examples: string[] = [];

  constructor(label: string) {
    this.#label = label;
  }

  add({ part: { ledger }, examples }: MadePart): void {
    this.#sum.received += ledger.received;
    this.#sum.parsed += ledger.parsed;
    this.#sum.malformed += ledger.malformed;
    this.#sum.future += ledger.future;
    this.#sum.late += ledger.late;
    this.#sum.unmatched += ledger.unmatched;
    this.#examples.push(...examples.slice(0, examplesKept - this.#examples.length));
  }

  get received(): number {
    return this.#sum.received;
  }

  report(note: string | null): SourceReport {
    return { label: this.#label, ...this.#sum, examples: this.#examples, note };
  }
}

/** A source that cannot be read: the lake is well, and so may be what others have to say. */
class SourceProblem extends Problem {}

/** What a source gives; its own failures are told apart from those of writing. */
async function* readOf(source: Source, positions: Positions): AsyncGenerator<Batch> {
  try {
    yield* source.read(positions);
  } catch (error) {
    throw error instanceof Problem ? new SourceProblem(error.message) : error;
  }
}

interface Writing {
  readonly batch: Batch;
  readonly made: Promise<MadePart>;
}

/** Drains one source; commits in the order of reading. */
class SourceDrain {
  readonly #options: DrainOptions;
  readonly #source: Source;
  readonly #writer: PartWriter;
  readonly #tally: SourceTally;
  readonly #guard: PoisonGuard;
  #state: LakeState;

  constructor(options: DrainOptions, source: Source, writer: PartWriter, state: LakeState) {
    this.#options = options;
    this.#source = source;
    this.#writer = writer;
    this.#state = state;
    this.#tally = new SourceTally(source.label);
    this.#guard = new PoisonGuard(source.label, source.reading.maxMalformed);
  }

  /** `drainedAt`: everything that was there at this time has been read; null where not. */
  async run(): Promise<{ state: LakeState; report: SourceReport; drainedAt: number | null }> {
    let at = this.#options.now();
    let fruitless = 0;
    let received = 0;
    while (!(await this.#pass())) {
      // Losing a race now and then is no failure as long as something is won between.
      fruitless = this.#tally.received > received ? 0 : fruitless + 1;
      received = this.#tally.received;
      if (fruitless > restarts) {
        throw new Problem(
          `${this.#source.label}: its positions keep changing while it is read; is another run draining it?`,
        );
      }
      at = this.#options.now();
    }
    const { complete, note } = this.#source.end;
    return {
      state: this.#state,
      report: this.#tally.report(note),
      drainedAt: complete ? at : null,
    };
  }

  /** Reads from our positions to the end; false where they turned out to be stale. */
  async #pass(): Promise<boolean> {
    const positions = [...this.#state.cursors.values()];
    const writing: Writing[] = [];
    if (this.#source.packed) this.#writer.warmUp();
    for await (const read of readOf(this.#source, positions)) {
      const batch = { ...read, reading: this.#source.reading };
      const made = this.#writer.write(batch, this.#options.now());
      // Its failure is met when its turn to be committed comes.
      made.catch(() => undefined);
      writing.push({ batch, made });
      if (writing.length > inFlight && !(await this.#commit(writing.shift()))) return false;
    }
    while (writing.length > 0) if (!(await this.#commit(writing.shift()))) return false;
    return this.#source.end.again !== true;
  }

  async #commit(next: Writing | undefined): Promise<boolean> {
    if (next === undefined) return true;
    const made = await next.made;
    this.#guard.check(made);
    const { state, outcomes } = await commitBatches(this.#options.store, this.#state, [
      { batch: next.batch, made },
    ]);
    this.#state = state;
    if (outcomes.includes('committed')) this.#tally.add(made);
    return !outcomes.includes('stale');
  }
}

/**
 * Drains every source once; returns the lake after it, what was read, and which sources could
 * not be read. Throws a Problem, once each had its turn, where none could, where one holds too
 * much that is malformed, or where the lake could not be written.
 */
export async function drain(options: DrainOptions): Promise<DrainReport> {
  const { store, config, dataDir } = options;
  const components = new Map(config.components.map((component) => [component.id, component]));
  const writer = new PartWriter({ store, components, horizonMs: config.site.horizonMs }, dataDir);
  let state = await readLake(store);
  const reports: SourceReport[] = [];
  const ends: Record<string, number> = {};
  const failures: string[] = [];
  let mayShow = true;
  try {
    for (const source of options.sources) {
      try {
        const drained = await new SourceDrain(options, source, writer, state).run();
        state = drained.state;
        reports.push(drained.report);
        if (drained.drainedAt !== null) ends[source.key] = drained.drainedAt;
      } catch (error) {
        // Each source may fail alone: what the others have is read all the same.
        if (!(error instanceof Problem)) throw error;
        failures.push(error.message);
        mayShow &&= error instanceof SourceProblem;
      }
    }
  } finally {
    await writer.close();
    // A source that failed does not take their ends from those before it.
    if (Object.keys(ends).length > 0) state = await commitDrained(store, state, ends);
  }
  if (failures.length > 0 && (reports.length === 0 || !mayShow))
    throw new Problem([...new Set(failures)].join('\n'));
  return { state, sources: reports, failures };
}
