/** How to reach the broker: status.yaml, with the environment first. Secrets come from the environment. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import {
  brokerSchema,
  connectTimeoutSchema,
  type KafkaSourceConfig,
  requestTimeoutSchema,
  topicSchema,
} from '#schema/source-config.ts';
import { messageOf, Problem } from '../../problem.ts';

export const saslMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
export type SaslMechanism = (typeof saslMechanisms)[number];

export interface KafkaSettings {
  readonly brokers: readonly string[];
  /** Names, or patterns between slashes. */
  readonly topics: readonly string[];
  readonly from: KafkaSourceConfig['from'];
  readonly clientId: string;
  readonly groupId: string;
  /** null: an unencrypted connection. PEM texts. */
  readonly ssl: { readonly ca?: string[]; readonly cert?: string; readonly key?: string } | null;
  readonly sasl: {
    readonly mechanism: SaslMechanism;
    readonly username: string;
    readonly password: string;
  } | null;
  readonly timeLimitMs: number;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** A variable held to what status.yaml allows; undefined where it is not set. */
function variable<Value>(
  variables: Variables,
  name: string,
  schema: v.GenericSchema<string, Value>,
): Value | undefined {
  const text = variables[name]?.trim();
  if (text === undefined || text === '') return undefined;
  return parsed(name, text, schema);
}

function parsed<Value>(name: string, text: string, schema: v.GenericSchema<string, Value>): Value {
  const result = v.safeParse(schema, text);
  if (result.success) return result.output;
  throw new Problem(`${name}: "${text}" is not allowed: ${result.issues[0].message}`);
}

/** Items between commas. */
function list(
  variables: Variables,
  name: string,
  schema: v.GenericSchema<string, string>,
): string[] | undefined {
  const items = (variables[name] ?? '').split(',').map((item) => item.trim());
  const given = items.filter((item) => item !== '').map((item) => parsed(name, item, schema));
  return given.length > 0 ? given : undefined;
}

const isPem = (text: string) => text.includes('-----BEGIN');

/** PEM text itself, or a file that holds it. */
async function pem(
  name: string,
  value: string | undefined,
  folder: string,
): Promise<string | undefined> {
  if (value === undefined || isPem(value)) return value;
  const allowed = 'allowed: PEM text, or a file that holds it';
  const text = await readFile(resolve(folder, value), 'utf8').catch((error: unknown) => {
    throw new Problem(`${name}: ${value} cannot be read: ${messageOf(error)}; ${allowed}`);
  });
  if (isPem(text)) return text;
  throw new Problem(`${name}: ${value} holds no PEM text (-----BEGIN ...); ${allowed}`);
}

async function sslOf(
  source: KafkaSourceConfig,
  variables: Variables,
  folder: string,
): Promise<KafkaSettings['ssl']> {
  const flag = variables['KAFKA_SSL'];
  if (flag !== undefined && !['', 'true', 'false'].includes(flag)) {
    throw new Problem(`KAFKA_SSL: "${flag}" is not allowed; allowed: true, false`);
  }
  const given = source.ssl ?? false;
  const files = typeof given === 'boolean' ? {} : given;
  const ca = await pem('KAFKA_SSL_CA', variables['KAFKA_SSL_CA'] || files.ca, folder);
  const cert = await pem('KAFKA_SSL_CERT', variables['KAFKA_SSL_CERT'] || files.cert, folder);
  const key = await pem('KAFKA_SSL_KEY', variables['KAFKA_SSL_KEY'] || files.key, folder);
  if ((cert === undefined) !== (key === undefined)) {
    throw new Problem(
      'sources: a client certificate needs its key: set both KAFKA_SSL_CERT and KAFKA_SSL_KEY',
    );
  }
  const wanted = flag ? flag === 'true' : given !== false || ca !== undefined || cert !== undefined;
  if (!wanted) return null;
  return {
    ...(ca === undefined ? {} : { ca: [ca] }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

function saslOf(source: KafkaSourceConfig, variables: Variables): KafkaSettings['sasl'] {
  const text = variables['KAFKA_SASL_MECHANISM'] || source.sasl?.mechanism;
  if (text === undefined) return null;
  const mechanism = saslMechanisms.find((known) => known === text.toLowerCase());
  if (mechanism === undefined) {
    throw new Problem(
      `KAFKA_SASL_MECHANISM: "${text}" is not allowed; allowed: ${saslMechanisms.join(', ')}`,
    );
  }
  const username = variables['KAFKA_SASL_USERNAME'] || source.sasl?.username;
  const password = variables['KAFKA_SASL_PASSWORD'];
  if (!username) throw new Problem('KAFKA_SASL_USERNAME: is missing; SASL needs a user name');
  if (!password)
    throw new Problem(
      'KAFKA_SASL_PASSWORD: is missing; SASL needs a password, which is never read from a file',
    );
  return { mechanism, username, password };
}

/** Settings of a source; `folder` is where relative paths start. */
export async function kafkaSettings(
  source: KafkaSourceConfig,
  variables: Variables,
  folder: string,
): Promise<KafkaSettings> {
  const brokers = list(variables, 'KAFKA_BROKERS', brokerSchema) ?? source.brokers;
  const topics = list(variables, 'KAFKA_TOPICS', topicSchema) ?? source.topics;
  if (brokers === undefined)
    throw new Problem(
      'sources: kafka needs brokers: in status.yaml, or KAFKA_BROKERS=host:port,...',
    );
  if (topics === undefined)
    throw new Problem('sources: kafka needs topics: in status.yaml, or KAFKA_TOPICS=name,...');
  return {
    brokers,
    topics,
    from: source.from,
    clientId: variable(variables, 'KAFKA_CLIENT_ID', v.string()) ?? source.clientId,
    groupId: variable(variables, 'KAFKA_GROUP_ID', v.string()) ?? source.groupId,
    ssl: await sslOf(source, variables, folder),
    sasl: saslOf(source, variables),
    timeLimitMs: source.timeLimit,
    connectTimeoutMs:
      variable(variables, 'KAFKA_CONNECT_TIMEOUT', connectTimeoutSchema) ?? source.connectTimeout,
    requestTimeoutMs:
      variable(variables, 'KAFKA_REQUEST_TIMEOUT', requestTimeoutSchema) ?? source.requestTimeout,
  };
}
