/**
 * The whole job, topic to figures, against a plain Python program (confluent-kafka and Polars)
 * on the same topic, run in turns; then ten times the events, for time and memory.
 *   npm run bench -- ingest [--runs 5] [--events 1000000] [--large 10000000 | --large 0] [--days 4]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchBroker } from './broker.ts';
import { runOurs, runPeer } from './ingest-jobs.ts';
import { withTopic } from './ingest-topic.ts';
import type { Measured } from './measured-run.ts';
import { peerPython } from './python.ts';
import { median } from './run-timed.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    events: { type: 'string', default: '1000000' },
    large: { type: 'string', default: '10000000' },
    days: { type: 'string', default: '4' },
  },
});
const [runs, events] = [Number(values.runs), Number(values.events)];
const [large, days] = [Number(values.large), Number(values.days)];

/** Medians of some runs of one job. */
function middle(measured: readonly Measured[]): Measured {
  const of = (pick: (one: Measured) => number) => median(measured.map(pick));
  return {
    seconds: of((one) => one.seconds),
    userSeconds: of((one) => one.userSeconds),
    systemSeconds: of((one) => one.systemSeconds),
    peakBytes: Math.max(...measured.map((one) => one.peakBytes)),
    output: measured.at(-1)?.output ?? '',
  };
}

function row(job: string, count: number, took: Measured, against: Measured, times = 1) {
  return {
    job,
    events: count,
    seconds: took.seconds.toFixed(2),
    ratio: (took.seconds / against.seconds / times).toFixed(2),
    'CPU s': (took.userSeconds + took.systemSeconds).toFixed(2),
    'CPU ratio': (
      (took.userSeconds + took.systemSeconds) /
      (against.userSeconds + against.systemSeconds) /
      times
    ).toFixed(2),
    'peak MB': Math.round(took.peakBytes / 1e6),
    'peak ratio': (took.peakBytes / against.peakBytes).toFixed(2),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const python = await peerPython();
const broker = await benchBroker();
const job = { python, brokers: broker.brokers, folder };
// Not from the future for anybody, and settled.
const endMs = Date.now() - 600_000;
try {
  const ours: Measured[] = [];
  const peers: Measured[] = [];
  await withTopic(broker.brokers, { events, endMs, days }, async (topic) => {
    for (let run = 0; run < runs; run += 1) {
      peers.push(await runPeer({ ...job, topic, events }));
      ours.push(await runOurs({ ...job, topic, events }));
    }
  });
  const [our, peer] = [middle(ours), middle(peers)];
  console.log(our.output);
  console.log(`medians of ${runs} runs in turns, the highest peak; ratios against the first row`);
  console.table([
    row('Python: confluent-kafka, Polars', events, peer, peer),
    row('ours: snapshot', events, our, peer),
  ]);
  if (large > 0) {
    const [plan, times] = [{ events: large, endMs, days }, large / events];
    await withTopic(broker.brokers, plan, async (topic) => {
      const most = await runOurs({ ...job, topic, events: large });
      console.log(most.output);
      console.log('time for an event and peak memory, against the smaller topic');
      console.table([row('ours', events, our, our), row('ours', large, most, our, times)]);
    });
  }
} finally {
  await broker.stop();
  rmSync(folder, { recursive: true, force: true });
}
