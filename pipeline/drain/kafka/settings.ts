/** How to reach the broker: status.yaml, with the environment first. Secrets come from the environment. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { KafkaSourceConfig } from '#schema/source-config.ts';
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
}

type Variables = Readonly<Record<string, string | undefined>>;

function listOf(text: string | undefined): string[] | undefined {
  const items = text
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items && items.length > 0 ? items : undefined;
}

/** PEM text itself, or a file that holds it. */
async function pem(
  name: string,
  value: string | undefined,
  folder: string,
): Promise<string | undefined> {
  if (value === undefined || value === '' || value.includes('-----BEGIN'))
    return value === '' ? undefined : value;
  try {
    return await readFile(resolve(folder, value), 'utf8');
  } catch (error) {
    throw new Problem(
      `${name}: ${value} cannot be read: ${messageOf(error)}; allowed: PEM text, or a file that holds it`,
    );
  }
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
  const ca = await pem('KAFKA_SSL_CA', variables['KAFKA_SSL_CA'] ?? files.ca, folder);
  const cert = await pem('KAFKA_SSL_CERT', variables['KAFKA_SSL_CERT'] ?? files.cert, folder);
  const key = await pem('KAFKA_SSL_KEY', variables['KAFKA_SSL_KEY'] ?? files.key, folder);
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
  const text = variables['KAFKA_SASL_MECHANISM'] ?? source.sasl?.mechanism;
  if (text === undefined || text === '') return null;
  const mechanism = saslMechanisms.find((known) => known === text.toLowerCase());
  if (mechanism === undefined) {
    throw new Problem(
      `KAFKA_SASL_MECHANISM: "${text}" is not allowed; allowed: ${saslMechanisms.join(', ')}`,
    );
  }
  const username = variables['KAFKA_SASL_USERNAME'] ?? source.sasl?.username;
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
  const brokers = listOf(variables['KAFKA_BROKERS']) ?? source.brokers;
  const topics = listOf(variables['KAFKA_TOPICS']) ?? source.topics;
  if (brokers === undefined)
    throw new Problem(
      'sources: kafka needs brokers: in status.yaml, or KAFKA_BROKERS=host:port,...',
    );
  if (topics === undefined)
    throw new Problem('sources: kafka needs topics: in status.yaml, or KAFKA_TOPICS=name,...');
  const groupId = variables['KAFKA_GROUP_ID'];
  return {
    brokers,
    topics,
    from: source.from,
    clientId: source.clientId,
    groupId: groupId === undefined || groupId === '' ? source.groupId : groupId,
    ssl: await sslOf(source, variables, folder),
    sasl: saslOf(source, variables),
    timeLimitMs: source.timeLimit,
  };
}
