/** A kafkajs client from our settings, and its failures in words. */
import kafkajs, { type Kafka as KafkaClient, type RetryOptions, type SASLOptions } from 'kafkajs';
import { messageOf, Problem } from '../../problem.ts';
import { registerCodecs } from './codecs.ts';
import { takeOverRecords } from './fetch-decoder.ts';
import { failureOf, reasonOf } from './failure.ts';
import type { KafkaSettings } from './settings.ts';
import { openSocket } from './socket.ts';

const { Kafka, logLevel } = kafkajs;

function saslOptions({ sasl }: KafkaSettings): SASLOptions | undefined {
  if (sasl === null) return undefined;
  const { mechanism, username, password } = sasl;
  // Each mechanism is a type of its own to kafkajs.
  if (mechanism === 'plain') return { mechanism, username, password };
  if (mechanism === 'scram-sha-256') return { mechanism, username, password };
  return { mechanism, username, password };
}

const patient = {
  retries: 4,
  initialRetryTime: 300,
  maxRetryTime: 5_000,
  factor: 0.3,
  multiplier: 2,
};

/** A client with bounded, jittered retries; it logs nothing, failures come as errors. */
export function kafkaClient(settings: KafkaSettings, retry: RetryOptions = patient): KafkaClient {
  registerCodecs();
  takeOverRecords();
  const sasl = saslOptions(settings);
  return new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ...(settings.ssl === null ? {} : { ssl: { ...settings.ssl } }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: settings.connectTimeoutMs,
    requestTimeout: settings.requestTimeoutMs,
    retry,
    socketFactory: openSocket,
    logLevel: logLevel.NOTHING,
  });
}

/** What a failure of the broker means to people. */
export function explainKafka(
  error: unknown,
  { brokers, requestTimeoutMs }: KafkaSettings,
): Problem {
  const failure = failureOf(error);
  const known = failure.errors.find((cause) => cause instanceof Problem);
  if (known !== undefined) return known;
  const where = brokers.join(', ');
  const unreachable = [
    'KafkaJSConnectionError',
    'KafkaJSConnectionClosedError',
    'KafkaJSBrokerNotFound',
    'KafkaJSRequestTimeoutError',
  ];
  if (failure.names.some((name) => unreachable.includes(name))) {
    const { address } = failure;
    const which = address === undefined || brokers.includes(address) ? '' : `${address}: `;
    return new Problem(
      `kafka ${where}: cannot be reached: ${which}${reasonOf(failure, requestTimeoutMs)}; what was drained before stays, the page shows its age`,
    );
  }
  return new Problem(`kafka ${where}: ${messageOf(error)}`);
}
