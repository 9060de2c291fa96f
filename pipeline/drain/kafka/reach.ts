/**
 * Reaches a broker before anything is read of it. The client itself tries again whatever
 * the matter is; here what can only be mended by a person (credentials, certificates, the
 * wrong port) ends at once, and everything else after a few tries.
 */
import { createSecureContext } from 'node:tls';
import { messageOf, Problem } from '../../problem.ts';
import { kafkaClient } from './client.ts';
import { type Failure, failureOf, reasonOf, tlsFault } from './failure.ts';
import { type Mechanisms, mechanismsAt, speaksTls } from './probe.ts';
import { type KafkaSettings, saslMechanisms } from './settings.ts';

/** Pauses between the tries, ms. */
const pauses = [300, 600, 1_200, 2_400] as const;

async function knock(settings: KafkaSettings, address: string): Promise<void> {
  const { connectTimeoutMs } = settings;
  const changed = { ...settings, brokers: [address], requestTimeoutMs: connectTimeoutMs };
  const admin = kafkaClient(changed, { retries: 0 }).admin();
  try {
    await admin.connect();
    // Connecting alone proves little: only the first question meets the broker's rules.
    await admin.listTopics();
    // After a start of the broker its groups come last, and joining one is not tried again.
    await admin.describeGroups([settings.groupId]);
  } finally {
    await admin.disconnect();
  }
}

function rightsFault({ types, errors }: Failure): string | null {
  if (!types.some((type) => type.endsWith('AUTHORIZATION_FAILED'))) return null;
  return `${errors.at(-1)?.message ?? 'not allowed'}; check the rights (ACLs) to read the topics and to use the group`;
}

function saslFault({ names, types, errors }: Failure, { sasl }: KafkaSettings): string | null {
  if (types.includes('ILLEGAL_SASL_STATE'))
    return 'this port takes no SASL; use the port that does, or leave out KAFKA_SASL_MECHANISM';
  if (!names.includes('KafkaJSSASLAuthenticationError')) return null;
  // A connection that broke while credentials were checked says nothing about them.
  if (errors.some(({ message }) => /closed connection|timed out|connection error/i.test(message)))
    return null;
  return `the credentials of ${sasl?.username ?? 'nobody'} were refused (${sasl?.mechanism ?? ''}); check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD`;
}

/** What a port takes, and what of it there is here. */
function offered(mechanisms: Mechanisms | null): string {
  const supported = `allowed: ${saslMechanisms.join(', ')}`;
  return mechanisms === null ? supported : `it takes: ${mechanisms.join(', ')}; ${supported}`;
}

/** What a broker that hung up without a word expects instead; null where that cannot be told. */
async function expectation(settings: KafkaSettings, address: string): Promise<string | null> {
  const { ssl, sasl, connectTimeoutMs } = settings;
  if (ssl === null && (await speaksTls(address, connectTimeoutMs)))
    return 'this port speaks TLS; set KAFKA_SSL=true, or use the plain port';
  if (ssl !== null && (await mechanismsAt(address, null, connectTimeoutMs)) !== null)
    return 'this port does not speak TLS; set KAFKA_SSL=false, or use the port that does';
  if (sasl !== null) return null;
  const mechanisms = await mechanismsAt(address, ssl, connectTimeoutMs);
  if (mechanisms === null || mechanisms.length === 0) return null;
  return `this port wants SASL; set KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD; ${offered(mechanisms)}`;
}

/** Why trying again is of no use; null where it may help. */
async function hopeless(
  failure: Failure,
  settings: KafkaSettings,
  address: string,
): Promise<string | null> {
  const fault = tlsFault(failure) ?? saslFault(failure, settings) ?? rightsFault(failure);
  if (fault !== null) return fault;
  if (failure.types.includes('UNSUPPORTED_SASL_MECHANISM')) {
    const mechanisms = await mechanismsAt(address, settings.ssl, settings.connectTimeoutMs);
    return `KAFKA_SASL_MECHANISM: "${settings.sasl?.mechanism ?? ''}" is not what this port takes; ${offered(mechanisms)}`;
  }
  const hungUp =
    failure.names.includes('KafkaJSConnectionClosedError') ||
    failure.codes.some((code) => code === 'ECONNRESET' || code.startsWith('ERR_SSL_'));
  return hungUp ? expectation(settings, address) : null;
}

/** Certificates that are none are found before anybody is called. */
function checkCertificates({ ssl }: KafkaSettings): void {
  try {
    if (ssl !== null) createSecureContext(ssl);
  } catch (error) {
    throw new Problem(
      `kafka: the certificates cannot be used: ${messageOf(error)}; check KAFKA_SSL_CA, KAFKA_SSL_CERT and KAFKA_SSL_KEY, PEM texts of which the key belongs to the certificate`,
    );
  }
}

/** Tries every broker once; the reasons why none of them answers, or null. */
async function round(settings: KafkaSettings): Promise<string[] | null> {
  const reasons: string[] = [];
  for (const address of settings.brokers) {
    try {
      await knock(settings, address);
      return null;
    } catch (error) {
      const failure = failureOf(error);
      const fault = await hopeless(failure, settings, address);
      if (fault !== null) throw new Problem(`kafka ${address}: ${fault}`);
      reasons.push(wordsOf(failure, settings, address));
    }
  }
  return reasons;
}

function wordsOf(failure: Failure, settings: KafkaSettings, address: string): string {
  const reason = reasonOf(failure, settings.connectTimeoutMs);
  return failure.address === undefined || failure.address === address
    ? `${address}: ${reason}`
    : `${address} names ${failure.address} as a broker: ${reason}; check its advertised listeners`;
}

/** Resolves once a broker answers; `pausesMs` lie between the tries. */
export async function reachBroker(
  settings: KafkaSettings,
  pausesMs: readonly number[] = pauses,
): Promise<void> {
  checkCertificates(settings);
  let reasons = await round(settings);
  for (const pause of pausesMs) {
    if (reasons === null) return;
    // Spread, so that many clients of a broker that comes back do not all come at once.
    await new Promise((resolve) => setTimeout(resolve, pause * (0.7 + 0.6 * Math.random())));
    reasons = await round(settings);
  }
  if (reasons === null) return;
  throw new Problem(
    `kafka ${settings.brokers.join(', ')}: cannot be reached, tried ${pausesMs.length + 1} times: ${reasons.join('; ')}; what was drained before stays, the page shows its age`,
  );
}
