/** One run of either job, with nothing left over from an earlier one. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { componentIds } from './ingest-events.ts';
import { type Measured, runMeasured } from './measured-run.ts';

export interface IngestJob {
  readonly python: string;
  readonly brokers: string;
  readonly topic: string;
  /** How many the topic holds: all of them must have been counted. */
  readonly events: number;
  readonly folder: string;
}

const cwd = fileURLToPath(new URL('..', import.meta.url));
const peer = fileURLToPath(new URL('./peer/ingest.py', import.meta.url));

function configuration({ brokers, topic }: IngestJob): string {
  const components = componentIds.map((id) => ({
    id,
    name: id,
    observed: 'requests',
    slo: { availability: 99.9, p99: '500ms', period: '30d' },
  }));
  const source = { kind: 'kafka', brokers: [brokers], topics: [topic], from: 'earliest' };
  // YAML reads JSON.
  return JSON.stringify({ site: { name: 'Bench' }, sources: [source], components });
}

function insist(measured: Measured, counted: RegExp, { events }: IngestJob): Measured {
  const found = Number(counted.exec(measured.output)?.[1]);
  if (found !== events) throw new Error(`not ${events} events were counted:\n${measured.output}`);
  return measured;
}

/** Drain, Parquet, cells, figures, snapshot: the product's own command as a process. */
export async function runOurs(job: IngestJob): Promise<Measured> {
  const home = join(job.folder, randomUUID());
  mkdirSync(home);
  writeFileSync(join(home, 'status.yaml'), configuration(job));
  const env = {
    ...process.env,
    PLUMBLINE_CONFIG: join(home, 'status.yaml'),
    PLUMBLINE_DATA: join(home, 'data'),
    PLUMBLINE_STATUS: join(home, 'status'),
    KAFKA_GROUP_ID: randomUUID(),
  };
  try {
    const command = [process.execPath, 'pipeline/main.ts', 'snapshot'];
    const measured = await runMeasured(job.python, command, { cwd, env });
    return insist(measured, /: (\d+) new records$/m, job);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The same by the Python program. */
export async function runPeer(job: IngestJob): Promise<Measured> {
  const home = join(job.folder, randomUUID());
  try {
    const command = [job.python, peer, job.brokers, job.topic, home];
    const measured = await runMeasured(job.python, command, { cwd });
    return insist(measured, /"events": (\d+)/, job);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
