/** Draining topics in tests, and what became of them. */
import { join } from 'node:path';
import pl from 'nodejs-polars';
import * as v from 'valibot';
import { drain, type DrainReport } from '../drain/drain.ts';
import { KafkaSource } from '../drain/kafka/kafka-source.ts';
import type { KafkaSettings } from '../drain/kafka/settings.ts';
import { DirectoryStore } from '../lake/directory-store.ts';
import type { LakeState } from '../lake/manifest.ts';
import { configOf } from './components.testing.ts';

/** Settings of a plain broker; everything is read from the earliest offset on. */
export function kafkaSettingsOf(
  brokers: string,
  topics: readonly string[],
  change: Partial<KafkaSettings> = {},
): KafkaSettings {
  return {
    brokers: [brokers],
    topics,
    from: 'earliest',
    clientId: 'test',
    groupId: `group-${topics.join('-').replace(/\W/g, '-')}`,
    ssl: null,
    sasl: null,
    timeLimitMs: 60_000,
    connectTimeoutMs: 5_000,
    requestTimeoutMs: 30_000,
    ...change,
  };
}

/** Drains into the lake at `folder`, once; the one component is `api`. */
export function drainKafka(folder: string, settings: KafkaSettings): Promise<DrainReport> {
  return drain({
    store: new DirectoryStore(folder),
    dataDir: folder,
    sources: [new KafkaSource(settings, Date.now)],
    config: configOf([{ id: 'api' }]),
    now: Date.now,
  });
}

/** A good event of a minute ago. */
export function eventLine(id: string, fields: Readonly<Record<string, unknown>> = {}): string {
  const time = Date.now() - 60_000;
  return JSON.stringify({ time, component: 'api', statusCode: 200, durationMs: 12, id, ...fields });
}

const quarantinedSchema = v.object({
  offset: v.number(),
  reason: v.string(),
  detail: v.string(),
  payload: v.string(),
});

/** A record kept aside, with the partition of the part it is in. */
export type Quarantined = v.InferOutput<typeof quarantinedSchema> & {
  readonly stream: string;
  readonly partition: number;
};

/** Everything kept aside in a lake, by offset. */
export function quarantinedIn(folder: string, { parts }: LakeState): Quarantined[] {
  const rows = parts.flatMap(({ quarantine, stream, partition }) => {
    if (quarantine === null) return [];
    const frame = pl.readParquet(join(folder, quarantine.name));
    const records = v.parse(v.array(quarantinedSchema), frame.toRecords());
    return records.map((record) => ({ ...record, stream, partition }));
  });
  return rows.sort((a, b) => a.offset - b.offset);
}

/** Ids of all events of a lake, sorted. */
export function eventIdsIn(folder: string, { parts }: LakeState): string[] {
  const rows = parts.flatMap(({ events }) =>
    events === null ? [] : pl.readParquet(join(folder, events.name)).toRecords(),
  );
  return v
    .parse(v.array(v.object({ id: v.string() })), rows)
    .map(({ id }) => id)
    .sort();
}
