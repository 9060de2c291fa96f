/** Where telemetry comes from: the `sources` of `content/status.yaml`. */
import * as v from 'valibot';
import { duration, text } from './config-values.ts';
import { durationForm } from './duration.ts';

const fileFormats = ['auto', 'json', 'otlp_json'] as const;
const topicFormats = [...fileFormats, 'otlp_proto'] as const;
export type RecordFormat = (typeof topicFormats)[number];

/** `none` promises that every request has its span; without it no verdict rests on spans. */
export const samplings = ['none', 'unknown'] as const;
export type DeclaredSampling = (typeof samplings)[number];

/** How records are read, whatever they come from. */
const reading = {
  sampling: v.optional(v.picklist(samplings), 'unknown'),
  /** Percent of malformed records above which a run stops without counting them. */
  maxMalformed: v.optional(
    v.pipe(
      v.number('must be a percentage from 0 to 100'),
      v.minValue(0, 'must be a percentage from 0 to 100'),
      v.maxValue(100, 'must be a percentage from 0 to 100'),
    ),
    50,
  ),
};

const fileSource = v.strictObject({
  kind: v.literal('file'),
  /** What a line is; `auto` looks at each. */
  format: v.optional(v.picklist(fileFormats), 'auto'),
  ...reading,
  /** NDJSON files, also .gz and .zst; `*` and `?` match within a folder; relative to this file. */
  paths: v.pipe(v.array(text(1000)), v.minLength(1, 'must name at least one file')),
});

/** Where a broker is reached. */
export const brokerSchema = v.pipe(
  v.string(),
  v.regex(/^[^\s:/]+:\d{1,5}$/, 'must be host:port, like broker.example.com:9092'),
);

/** The name of a topic, or a pattern between slashes. */
export const topicSchema = v.pipe(
  v.string(),
  v.check((name) => {
    if (!name.startsWith('/')) return /^[\w.-]{1,249}$/.test(name);
    try {
      return name.length > 2 && name.endsWith('/') && new RegExp(name.slice(1, -1)).source !== '';
    } catch {
      return false;
    }
  }, 'must be the name of a topic, or a pattern like /^checks\\./'),
);

export const connectTimeoutSchema = duration('100ms', '5m');
/** A broker without news waits half a second before it says so. */
export const requestTimeoutSchema = duration('1s', '10m');

export const kafkaSourceSchema = v.strictObject({
  kind: v.literal('kafka'),
  /** What a message is, by the names of the Collector's encodings; `auto` looks at each. */
  format: v.optional(v.picklist(topicFormats), 'auto'),
  ...reading,
  /** KAFKA_BROKERS comes first. */
  brokers: v.optional(
    v.pipe(v.array(brokerSchema), v.minLength(1, 'must name at least one broker')),
  ),
  /** Names or /patterns/; KAFKA_TOPICS comes first. */
  topics: v.optional(v.pipe(v.array(topicSchema), v.minLength(1, 'must name at least one topic'))),
  /** Where a partition without a position of ours begins. */
  from: v.optional(
    v.union(
      [v.picklist(['earliest', 'latest']), duration('1m', '3650d')],
      `must be earliest, latest, or ${durationForm}`,
    ),
    '7d',
  ),
  /** Names us in the broker's logs and quotas; KAFKA_CLIENT_ID comes first. */
  clientId: v.optional(text(200), 'plumbline'),
  /** KAFKA_GROUP_ID comes first. */
  groupId: v.optional(text(200), 'plumbline'),
  /** How long a broker may take to be connected to; KAFKA_CONNECT_TIMEOUT comes first. */
  connectTimeout: v.optional(connectTimeoutSchema, '5s'),
  /** How long it may take to answer; KAFKA_REQUEST_TIMEOUT comes first. */
  requestTimeout: v.optional(requestTimeoutSchema, '30s'),
  /** true, or files with PEM texts relative to this file; KAFKA_SSL* come first. */
  ssl: v.optional(
    v.union(
      [
        v.boolean(),
        v.strictObject({
          ca: v.optional(text(1000)),
          cert: v.optional(text(1000)),
          key: v.optional(text(1000)),
        }),
      ],
      'must be true, false, or files like { ca: ca.pem, cert: client.pem, key: client.key }',
    ),
  ),
  /** The password comes from KAFKA_SASL_PASSWORD only. */
  sasl: v.optional(
    v.strictObject({
      mechanism: v.picklist(['plain', 'scram-sha-256', 'scram-sha-512']),
      username: v.optional(text(200)),
    }),
  ),
  /** A drain stops after this long, keeps what it has and goes on in the next run. */
  timeLimit: v.optional(duration('10s', '1d'), '30m'),
});

const simulationSource = v.strictObject({
  kind: v.literal('simulation'),
  /** The scripted scenario, relative to this file. */
  scenario: v.optional(text(1000), 'demo.yaml'),
});

/** One source, told apart by its `kind`. */
export const sourceSchema = v.variant('kind', [fileSource, kafkaSourceSchema, simulationSource]);

export type KafkaSourceConfig = v.InferOutput<typeof kafkaSourceSchema>;
