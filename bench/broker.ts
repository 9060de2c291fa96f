/** The broker of the tests, for a benchmark: a process that lives as long as this one. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface BenchBroker {
  readonly brokers: string;
  readonly stop: () => Promise<void>;
}

const program = fileURLToPath(
  new URL('../pipeline/testing/run-broker.testing.ts', import.meta.url),
);

/** KAFKA_BROKERS, else one of our own; an error where there is none. */
export async function benchBroker(): Promise<BenchBroker> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for await (const line of createInterface(child.stdout)) {
    const brokers = /^brokers: (\S+)$/.exec(line)?.[1];
    if (brokers === undefined) continue;
    const stop = async () => {
      child.stdin.end();
      await gone;
    };
    return { brokers, stop };
  }
  throw new Error('no broker to measure with');
}
