/** TLS, client certificates and SASL on a real broker: what works, and what ends at once. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../../problem.ts';
import { hasOpenSsl } from '../../testing/certificates.testing.ts';
import { countingProxy } from '../../testing/counting-proxy.testing.ts';
import { startOwnBroker, type TestBroker } from '../../testing/kafka-broker.testing.ts';
import { drainKafka, eventLine, kafkaSettingsOf } from '../../testing/kafka-drain.testing.ts';
import { secureSetup, user } from '../../testing/secure-broker.testing.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { createTopic, produce } from '../../testing/topics.testing.ts';
import type { KafkaSettings, SaslMechanism } from './settings.ts';

const topic = 'checks';
let broker: TestBroker | undefined;
let absent = 'no openssl to make certificates with';
let certificates = '';

beforeAll(async () => {
  if (!hasOpenSsl()) return;
  certificates = mkdtempSync(join(tmpdir(), 'plumbline-certificates-'));
  const found = await startOwnBroker(secureSetup(certificates));
  if ('absent' in found) {
    absent = found.absent;
    return;
  }
  broker = found.broker;
  await createTopic(broker.brokers, topic, 1);
  await produce(broker.brokers, topic, [{ value: eventLine('one') }, { value: eventLine('two') }]);
}, 120_000);
afterAll(async () => {
  await broker?.stop();
  if (certificates) rmSync(certificates, { recursive: true, force: true });
});
beforeEach(({ skip }) => {
  skip(broker === undefined, `no broker: ${absent}`);
});

const pem = (name: string) => readFileSync(join(certificates, name), 'utf8');
const ca = () => [pem('ca.pem')];
const certificate = (name: string) => ({ cert: pem(`${name}.pem`), key: pem(`${name}.key`) });
const sasl = (mechanism: SaslMechanism, change: Partial<typeof user> = {}) => ({
  mechanism,
  ...user,
  ...change,
});

type Listener = 'PLAINTEXT' | 'SSL' | 'SASL_SSL' | 'SASL_PLAINTEXT';
type Change = () => Partial<KafkaSettings>;

describe('what the broker wants and gets', () => {
  test.for<[string, Listener, Change]>([
    [
      'TLS with a client certificate',
      'SSL',
      () => ({ ssl: { ca: ca(), ...certificate('client') } }),
    ],
    ['plain over TLS', 'SASL_SSL', () => ({ ssl: { ca: ca() }, sasl: sasl('plain') })],
    [
      'scram-sha-256 over TLS',
      'SASL_SSL',
      () => ({ ssl: { ca: ca() }, sasl: sasl('scram-sha-256') }),
    ],
    [
      'scram-sha-512 over TLS',
      'SASL_SSL',
      () => ({ ssl: { ca: ca() }, sasl: sasl('scram-sha-512') }),
    ],
    ['scram-sha-512 without TLS', 'SASL_PLAINTEXT', () => ({ sasl: sasl('scram-sha-512') })],
  ])('%s: the topic is drained', { timeout: 60_000 }, async ([, listener, change]) => {
    const brokers = broker?.listener(listener) ?? '';
    const settings = kafkaSettingsOf(brokers, [topic], change());
    const { sources } = await drainKafka(temporaryFolder(), settings);
    expect(sources).toMatchObject([{ received: 2, parsed: 2, note: null }]);
  });
});

describe('what can only be mended by a person ends at once, with what to check', () => {
  const over =
    (change: Partial<KafkaSettings>): Change =>
    () => ({ ssl: { ca: ca() }, ...change });
  const refused = (name: string) => (mechanism: SaslMechanism) =>
    new RegExp(
      `credentials of ${name} were refused \\(${mechanism}\\); check KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD`,
    );
  const wrong: SaslMechanism[] = ['plain', 'scram-sha-256', 'scram-sha-512'];

  test.for<[string, Listener, Change, RegExp]>([
    ...wrong.flatMap((name): [string, Listener, Change, RegExp][] => [
      [
        `wrong password, ${name}`,
        'SASL_SSL',
        over({ sasl: sasl(name, { password: 'no' }) }),
        refused('ada')(name),
      ],
      [
        `unknown user, ${name}`,
        'SASL_SSL',
        over({ sasl: sasl(name, { username: 'eve' }) }),
        refused('eve')(name),
      ],
    ]),
    [
      'wrong mechanism',
      'SASL_PLAINTEXT',
      () => ({ sasl: sasl('plain') }),
      /"plain" is not what this port takes; it takes: scram-sha-512; allowed: plain, /,
    ],
    [
      'no SASL where it is wanted',
      'SASL_SSL',
      over({}),
      /this port wants SASL; set KAFKA_SASL_MECHANISM.* it takes: .*plain/,
    ],
    [
      'SASL where there is none',
      'PLAINTEXT',
      () => ({ sasl: sasl('plain') }),
      /takes no SASL; .* leave out KAFKA_SASL_MECHANISM/,
    ],
    [
      'no client certificate',
      'SSL',
      over({}),
      /refused our side of TLS .*: check KAFKA_SSL_CERT and KAFKA_SSL_KEY/,
    ],
    [
      "a stranger's client certificate",
      'SSL',
      () => ({ ssl: { ca: ca(), ...certificate('intruder') } }),
      /refused our side of TLS .*: check KAFKA_SSL_CERT and KAFKA_SSL_KEY/,
    ],
    [
      'no authority',
      'SASL_SSL',
      () => ({ ssl: {}, sasl: sasl('plain') }),
      /signed by an authority that is not known here; check KAFKA_SSL_CA/,
    ],
    [
      'another authority',
      'SASL_SSL',
      () => ({ ssl: { ca: [pem('stranger.pem')] }, sasl: sasl('plain') }),
      /signed by an authority that is not known here; check KAFKA_SSL_CA/,
    ],
    [
      'a key of another certificate',
      'SSL',
      () => ({ ssl: { ca: ca(), cert: pem('client.pem'), key: pem('server.key') } }),
      /certificates cannot be used: .*key.*; check KAFKA_SSL_CA, KAFKA_SSL_CERT and KAFKA_SSL_KEY/,
    ],
    ['plain text to a TLS port', 'SSL', () => ({}), /speaks TLS; set KAFKA_SSL=true/],
    [
      'plain SASL to a TLS port',
      'SASL_SSL',
      () => ({ sasl: sasl('plain') }),
      /speaks TLS; set KAFKA_SSL=true/,
    ],
    ['TLS to a plain port', 'PLAINTEXT', over({}), /does not speak TLS; set KAFKA_SSL=false/],
    [
      'TLS to a plain SASL port',
      'SASL_PLAINTEXT',
      over({ sasl: sasl('scram-sha-512') }),
      /does not speak TLS; set KAFKA_SSL=false/,
    ],
  ])('%s', { timeout: 60_000 }, async ([, listener, change, message]) => {
    const proxy = await countingProxy(broker?.listener(listener) ?? '');
    const settings = kafkaSettingsOf(proxy.address, [topic], change());
    const failed = drainKafka(temporaryFolder(), settings);
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toBeInstanceOf(Problem);
    // One try, and at most two looks at what kind of port it is.
    expect(proxy.connections()).toBeLessThanOrEqual(3);
  });
});
