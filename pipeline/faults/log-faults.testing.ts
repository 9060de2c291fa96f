/** A drain of the log that a fault ends somewhere, and what a rerun makes of it. */
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { LakeStore } from '../lake/store.ts';
import { messageOf } from '../problem.ts';
import { type StoreName, storeOf } from './broken-stores.testing.ts';
import { batchRecords, drainLog, drainOnce, logEnd, type LogRange } from './log-source.testing.ts';
import { LakeJudge } from './lake-judge.testing.ts';
import type { SystemCall } from './system-calls.testing.ts';
import { faultConfig } from './telemetry.testing.ts';
import {
  callsOfRun,
  type Ended,
  type FaultPoint,
  runWithFault,
  type Script,
} from './traced-run.testing.ts';

/** What was drained before any fault; by now it is gone from the log. */
const drainedBefore = { from: 0, until: batchRecords * 2, packed: false };

/** Which drain it is that faults are put into. */
export interface Scenario {
  readonly store: StoreName;
  readonly packed: boolean;
}

export interface Outcome {
  readonly ended: Ended;
  /** What the lake got wrong in the end, in words. */
  readonly fault: string | null;
}

export class LogFaults {
  /** A lake before the drain, with what is gone from the log. */
  readonly base: string;
  /** A lake after the drain without faults. */
  readonly whole: string;
  readonly #folder: string;
  readonly #scenario: Scenario;
  readonly #range: LogRange;
  #judge: LakeJudge | undefined;
  #calls: readonly SystemCall[] = [];
  #runs = 0;

  constructor(folder: string, scenario: Scenario) {
    this.#folder = folder;
    this.#scenario = scenario;
    this.#range = { from: drainedBefore.until, until: logEnd, packed: scenario.packed };
    this.base = join(folder, 'base');
    this.whole = join(folder, 'whole');
  }

  /** Calls about the lake of a run without faults. */
  get calls(): readonly SystemCall[] {
    return this.#calls;
  }

  /** Drains without faults: once to know what is right, once to know the calls. */
  async prepare(): Promise<this> {
    const { store } = this.#scenario;
    await drainLog(storeOf(store, this.base), this.base, drainedBefore);
    const right = join(this.#folder, 'right');
    await drainLog(storeOf('right', right), right, { ...drainedBefore, until: logEnd });
    this.#judge = await LakeJudge.of(storeOf('right', right), faultConfig());
    cpSync(this.base, this.whole, { recursive: true });
    const trace = join(this.#folder, 'trace');
    this.#calls = await callsOfRun(this.#script(this.whole), this.whole, trace);
    return this;
  }

  /** A new lake that stands as `base` does. */
  #copy(name: string): string {
    const folder = join(this.#folder, name);
    cpSync(this.base, folder, { recursive: true });
    return folder;
  }

  #script(folder: string): Script {
    const args = drainOnce(this.#scenario.store, folder, this.#range);
    return { args, variables: { NODE_COMPILE_CACHE: join(this.#folder, 'compiled') } };
  }

  /** Runs the drain with a fault, then again without, and looks at what came of it. */
  async outcome(point: FaultPoint, beside = false): Promise<Outcome> {
    const folder = this.#next();
    const calls = this.#calls.map((call) => ({
      ...call,
      path: call.path.replace(this.whole, folder),
    }));
    const running = runWithFault(this.#script(folder), calls, point);
    if (beside) await this.#drainBeside(folder, running);
    const ended = await running;
    return { ended, fault: await this.rerun(folder) };
  }

  /** Another drain of the same log into the same lake, from when the first has begun to write. */
  async #drainBeside(folder: string, running: Promise<Ended>): Promise<void> {
    const parts = join(folder, 'parts');
    const before = readdirSync(parts).length;
    const over = running.then(() => true);
    const begun = () => readdirSync(parts).length > before;
    while (!begun() && !(await Promise.race([over, wait(2, false)])));
    await this.#drain(storeOf(this.#scenario.store, folder), folder);
  }

  #drain(store: LakeStore, folder: string): Promise<unknown> {
    return drainLog(store, folder, { ...this.#range, packed: false });
  }

  #next(): string {
    this.#runs += 1;
    return this.#copy(`run-${this.#runs}`);
  }

  /** A new lake that stands as `base` does, and holds these files as well. */
  lakeWith(files: ReadonlyMap<string, Buffer>): string {
    const folder = this.#next();
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
    return folder;
  }

  /** Drains what is left and compares with a run without faults; the lake is gone afterwards. */
  async rerun(folder: string): Promise<string | null> {
    const store = storeOf(this.#scenario.store, folder);
    try {
      await this.#drain(store, folder);
      return this.#judge === undefined ? 'not prepared' : await this.#judge.faultOf(store);
    } catch (error) {
      return messageOf(error);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
