/** A kafkajs client from our settings, and its failures in words. */
import kafkajs, { type Kafka as KafkaClient, type SASLOptions } from 'kafkajs';
import { messageOf, Problem } from '../../problem.ts';
import { registerCodecs } from './codecs.ts';
import type { KafkaSettings } from './settings.ts';

const { Kafka, logLevel } = kafkajs;

function saslOptions({ sasl }: KafkaSettings): SASLOptions | undefined {
  if (sasl === null) return undefined;
  const { mechanism, username, password } = sasl;
  // Each mechanism is a type of its own to kafkajs.
  if (mechanism === 'plain') return { mechanism, username, password };
  if (mechanism === 'scram-sha-256') return { mechanism, username, password };
  return { mechanism, username, password };
}

/** A client with bounded, jittered retries; it logs nothing, failures come as errors. */
export function kafkaClient(settings: KafkaSettings): KafkaClient {
  registerCodecs();
  const sasl = saslOptions(settings);
  return new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ...(settings.ssl === null ? {} : { ssl: { ...settings.ssl } }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: { retries: 4, initialRetryTime: 300, maxRetryTime: 5_000, factor: 0.3, multiplier: 2 },
    logLevel: logLevel.NOTHING,
  });
}

function causes(error: unknown): string[] {
  const names: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) names.push(at.name);
  return names;
}

/** What a failure of the broker means to people. */
export function explainKafka(error: unknown, { brokers, sasl }: KafkaSettings): Problem {
  if (error instanceof Problem) return error;
  const where = brokers.join(', ');
  const names = causes(error);
  if (names.includes('KafkaJSSASLAuthenticationError')) {
    return new Problem(
      `kafka ${where}: the credentials of ${sasl?.username ?? 'nobody'} were refused; check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD`,
    );
  }
  if (
    names.some(
      (name) =>
        name === 'KafkaJSConnectionError' ||
        name === 'KafkaJSBrokerNotFound' ||
        name === 'KafkaJSNumberOfRetriesExceeded',
    )
  ) {
    return new Problem(
      `kafka ${where}: cannot be reached: ${messageOf(error)}; what was drained before stays, the page shows its age`,
    );
  }
  return new Problem(`kafka ${where}: ${messageOf(error)}`);
}
