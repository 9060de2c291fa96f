/** Workers in follow mode as processes of their own, as they run in production. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirectoryStore } from '../lake/directory-store.ts';
import { type LakeState, type Part, readLake } from '../lake/manifest.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Folder of a configuration and a lake that workers share. */
export interface Workplace {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** A workplace whose one source is the given topics. */
export function workplace(folder: string, brokers: string, topics: string): Workplace {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'status.yaml'),
    `site: { name: Test }
sources:
  - { kind: kafka, brokers: ['${brokers}'], topics: ['${topics}'], from: earliest, groupId: 'g-${topics}' }
components:
  - { id: api, observed: requests, slo: { availability: 99.9 } }
`,
  );
  return {
    folder,
    variables: {
      PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
      PLUMBLINE_DATA: join(folder, 'data'),
      PLUMBLINE_STATUS: join(folder, 'status'),
      PLUMBLINE_OUT: join(folder, 'dist', 'site'),
      PLUMBLINE_LOG: 'json',
      PLUMBLINE_METRICS_PORT: '0',
      PLUMBLINE_ROLL_EVERY: '300ms',
      // Pages have tests of their own.
      PLUMBLINE_RENDER_EVERY: 'off',
      KAFKA_SESSION_TIMEOUT: '6s',
    },
  };
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export class TestWorker {
  readonly #child: ChildProcess;
  readonly lines: Record<string, unknown>[] = [];
  /** What was no line of the log. */
  noise = '';

  constructor({ variables }: Workplace, more: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [main, 'worker'], {
      env: { ...process.env, ...variables, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let rest = '';
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const parsed: unknown = JSON.parse(line);
        if (isFields(parsed)) this.lines.push(parsed);
      }
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.noise += text));
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The first line with this message, once it is there. */
  said(message: string, timeoutMs?: number): Promise<Record<string, unknown>> {
    return until(
      () => {
        if (!this.isRunning) throw new Error(`the worker has ended: ${this.noise}`);
        return this.lines.find((line) => line['message'] === message);
      },
      timeoutMs,
      () => `no "${message}" in ${JSON.stringify(this.lines)} ${this.noise}`,
    );
  }

  async url(): Promise<string> {
    return String((await this.said('following'))['metrics']);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Its exit code; null where a signal killed it. */
  async ended(): Promise<number | null> {
    if (this.isRunning) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }

  async stop(): Promise<number | null> {
    this.signal('SIGTERM');
    return this.ended();
  }

  /** Whatever it is doing, and even when it is stopped. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.ended();
  }
}

/** Looks again and again until there is something. */
export async function until<Found>(
  look: () => Found | undefined | Promise<Found | undefined>,
  timeoutMs = 30_000,
  otherwise: () => string = () => 'it did not come true',
): Promise<Found> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(otherwise());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function lakeOf({ variables }: Workplace): Promise<LakeState> {
  return readLake(new DirectoryStore(variables['PLUMBLINE_DATA'] ?? ''));
}

export async function partsOf(place: Workplace): Promise<readonly Part[]> {
  return (await lakeOf(place)).parts;
}

/** When each source was known to be read to its end. */
export async function drainedTimes(place: Workplace): Promise<readonly number[]> {
  return [...(await lakeOf(place)).drained.values()];
}

/** Records the lake has received. */
export async function received(place: Workplace): Promise<number> {
  return (await partsOf(place)).reduce((sum, { ledger }) => sum + ledger.received, 0);
}
