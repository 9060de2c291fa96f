/** What the service counts, for Prometheus. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MadePart } from '../drain/make-part.ts';

const seconds = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

export class FollowMetrics {
  readonly registry = new Registry();
  readonly records = this.#counter('records_total', 'Records by what became of them.', [
    'source',
    'outcome',
  ]);
  readonly quarantined = this.#counter('quarantined_total', 'Records set aside.', ['reason']);
  readonly parts = this.#counter('parts_total', 'Parts committed to the lake.');
  readonly stale = this.#counter(
    'stale_total',
    'Batches dropped: another worker had moved the position.',
  );
  readonly failures = this.#counter('failures_total', 'Failures that were tried again.', ['part']);
  readonly rebalances = this.#counter('assignments_total', 'Changes of the assigned partitions.');
  readonly lag = this.#gauge(
    'offset_lag',
    'Offsets up to the last stable one, not committed yet.',
    ['topic', 'partition'],
  );
  readonly owner = this.#gauge('owner', 'Whether this worker writes the page.');
  readonly lakeParts = this.#gauge('lake_parts', 'Parts the lake consists of.');
  readonly lastCommit = this.#gauge('last_commit_timestamp_seconds', 'When a part was committed.');
  readonly dataThrough = this.#gauge(
    'data_through_timestamp_seconds',
    'Until when all telemetry of a source is in the lake.',
    ['source'],
  );
  readonly commitSeconds = this.#histogram('commit_seconds', 'Writing and committing parts.');
  readonly rollupSeconds = this.#histogram('rollup_seconds', 'Rollup and render together.');
  readonly compactSeconds = this.#histogram('compact_seconds', 'Merging small parts.');

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  #counter<Label extends string = never>(name: string, help: string, labelNames: Label[] = []) {
    const registers = [this.registry];
    return new Counter({ name: `plumbline_${name}`, help, labelNames, registers });
  }

  #gauge<Label extends string = never>(name: string, help: string, labelNames: Label[] = []) {
    const registers = [this.registry];
    return new Gauge({ name: `plumbline_${name}`, help, labelNames, registers });
  }

  #histogram(name: string, help: string) {
    const registers = [this.registry];
    return new Histogram({ name: `plumbline_${name}`, help, buckets: seconds, registers });
  }

  /** Counts the records of a part once it is committed. */
  countRecords(source: string, counts: Counts): void {
    const { received, parsed, malformed, future, late, unmatched } = counts;
    this.records.inc({ source, outcome: 'received' }, received);
    this.records.inc({ source, outcome: 'parsed' }, parsed);
    this.records.inc({ source, outcome: 'unmatched' }, unmatched);
    for (const [reason, count] of Object.entries({ malformed, future, late })) {
      this.records.inc({ source, outcome: reason }, count);
      this.quarantined.inc({ reason }, count);
    }
  }
}

type Counts = Pick<
  MadePart['part']['ledger'],
  'received' | 'parsed' | 'malformed' | 'future' | 'late' | 'unmatched'
>;
