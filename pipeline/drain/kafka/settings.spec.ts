import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normaliseConfig, statusConfigSchema } from '#schema/config.ts';
import type { KafkaSourceConfig } from '#schema/source-config.ts';
import * as v from 'valibot';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { kafkaSettings } from './settings.ts';

function source(given: Readonly<Record<string, unknown>> = {}): KafkaSourceConfig {
  const { sources } = normaliseConfig(
    v.parse(statusConfigSchema, {
      site: { name: 'Test' },
      sources: [{ kind: 'kafka', brokers: ['a:9092'], topics: ['checks'], ...given }],
      components: [{ id: 'api', observed: 'requests', slo: { availability: 99 } }],
    }),
  );
  const [first] = sources;
  if (first?.kind !== 'kafka') throw new Error('no kafka source');
  return first;
}

const settings = (given?: Readonly<Record<string, unknown>>, variables = {}) =>
  kafkaSettings(source(given), variables, '/nowhere');

describe('kafkaSettings', () => {
  it('has defaults for everything but the place', async () => {
    expect(await settings()).toEqual({
      brokers: ['a:9092'],
      topics: ['checks'],
      from: 7 * 86_400_000,
      clientId: 'plumbline',
      groupId: 'plumbline',
      ssl: null,
      sasl: null,
      timeLimitMs: 1_800_000,
      connectTimeoutMs: 5_000,
      requestTimeoutMs: 30_000,
    });
  });

  it('takes the environment first', async () => {
    const variables = { KAFKA_BROKERS: 'b:1, c:2', KAFKA_TOPICS: 'x,y', KAFKA_GROUP_ID: 'mine' };
    const result = await settings({}, variables);
    expect(result).toMatchObject({ brokers: ['b:1', 'c:2'], topics: ['x', 'y'], groupId: 'mine' });
  });

  it('takes timeouts and the client id from status.yaml, and from the environment first', async () => {
    const given = { clientId: 'mine', connectTimeout: '2s', requestTimeout: '1m' };
    expect(await settings(given)).toMatchObject({
      clientId: 'mine',
      connectTimeoutMs: 2_000,
      requestTimeoutMs: 60_000,
    });
    const variables = {
      KAFKA_CLIENT_ID: 'theirs',
      KAFKA_CONNECT_TIMEOUT: '700ms',
      KAFKA_REQUEST_TIMEOUT: '9s',
    };
    expect(await settings(given, variables)).toMatchObject({
      clientId: 'theirs',
      connectTimeoutMs: 700,
      requestTimeoutMs: 9_000,
    });
  });

  it.each([
    ['KAFKA_BROKERS', 'localhost', /KAFKA_BROKERS: "localhost" is not allowed: must be host:port/],
    ['KAFKA_TOPICS', 'a,/(/', /KAFKA_TOPICS: "\/\(\/" is not allowed: must be the name of a topic/],
    ['KAFKA_CONNECT_TIMEOUT', '5', /KAFKA_CONNECT_TIMEOUT: "5" is not allowed: .* 100ms to 5m/],
    ['KAFKA_REQUEST_TIMEOUT', '0s', /KAFKA_REQUEST_TIMEOUT: "0s" is not allowed: .* 1s to 10m/],
  ])('refuses what status.yaml would not allow either: %s', async (name, value, message) => {
    await expect(settings({}, { [name]: value })).rejects.toThrow(message);
  });

  it('takes an empty variable for an absent one', async () => {
    const empty = {
      KAFKA_BROKERS: '',
      KAFKA_GROUP_ID: '',
      KAFKA_CLIENT_ID: '',
      KAFKA_CONNECT_TIMEOUT: '',
      KAFKA_SSL: '',
      KAFKA_SASL_MECHANISM: '',
    };
    expect(await settings({}, empty)).toEqual(await settings());
    const given = { sasl: { mechanism: 'plain', username: 'me' } };
    const { sasl } = await settings(given, { ...empty, KAFKA_SASL_PASSWORD: 'secret' });
    expect(sasl).toMatchObject({ mechanism: 'plain', username: 'me' });
  });

  it('says what is missing', async () => {
    const none = { brokers: undefined, topics: undefined };
    await expect(settings(none)).rejects.toThrow('KAFKA_BROKERS=host:port');
    await expect(settings(none, { KAFKA_BROKERS: 'a:1' })).rejects.toThrow('KAFKA_TOPICS=name');
  });

  it('reads PEM texts from files and from the environment', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'ca.pem'), '-----BEGIN CERTIFICATE-----\n');
    const given = source({ ssl: { ca: 'ca.pem' } });
    const pem = '-----BEGIN X-----';
    const variables = { KAFKA_SSL_CERT: pem, KAFKA_SSL_KEY: pem };
    const { ssl } = await kafkaSettings(given, variables, folder);
    expect(ssl).toEqual({ ca: ['-----BEGIN CERTIFICATE-----\n'], cert: pem, key: pem });
    await expect(settings({ ssl: { ca: 'ca.pem' } })).rejects.toThrow(/ca\.pem cannot be read/);
    writeFileSync(join(folder, 'ca.pem'), Buffer.from([0x30, 0x82]));
    await expect(kafkaSettings(given, {}, folder)).rejects.toThrow('ca.pem holds no PEM text');
  });

  it('refuses half a client certificate and an unknown switch', async () => {
    await expect(settings({}, { KAFKA_SSL_CERT: '-----BEGIN' })).rejects.toThrow('needs its key');
    await expect(settings({}, { KAFKA_SSL: 'yes' })).rejects.toThrow('allowed: true, false');
  });

  it('wants the password of SASL from the environment', async () => {
    const given = { sasl: { mechanism: 'scram-sha-512', username: 'me' } };
    await expect(settings(given)).rejects.toThrow('KAFKA_SASL_PASSWORD: is missing');
    const { sasl } = await settings(given, { KAFKA_SASL_PASSWORD: 'secret' });
    expect(sasl).toEqual({ mechanism: 'scram-sha-512', username: 'me', password: 'secret' });
    const unknown = settings({}, { KAFKA_SASL_MECHANISM: 'oauth' });
    await expect(unknown).rejects.toThrow('allowed: plain, scram-sha-256, scram-sha-512');
  });
});
