/** A broker with TLS, client certificates and SASL. Its users have passwords for tests only. */
import { join } from 'node:path';
import { keyStoreOf, makeAuthority, makeCertificate } from './certificates.testing.ts';
import type { BrokerSetup } from './broker-properties.testing.ts';

export const user = { username: 'ada', password: 'for-tests-only' };

const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${user.username}="${user.password}";`;
const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';

/** SASL over TLS takes everything, without TLS only the strongest. */
const sasl = {
  'listener.name.sasl_ssl.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
  'listener.name.sasl_ssl.plain.sasl.jaas.config': plain,
  'listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config': scram,
  'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': scram,
  'listener.name.sasl_plaintext.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
  'listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config': scram,
};

/** Listeners SSL (wants a client certificate), SASL_SSL and SASL_PLAINTEXT; PEM files in `folder`. */
export function secureSetup(folder: string): BrokerSetup {
  makeAuthority(folder, 'ca');
  makeAuthority(folder, 'stranger');
  makeCertificate(folder, 'server', 'ca');
  makeCertificate(folder, 'client', 'ca');
  makeCertificate(folder, 'intruder', 'stranger');
  const users = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
    '--add-scram',
    `${mechanism}=[name=${user.username},password=${user.password}]`,
  ]);
  return {
    listeners: ['SSL', 'SASL_SSL', 'SASL_PLAINTEXT'],
    properties: {
      ...sasl,
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': keyStoreOf(folder, 'server'),
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': join(folder, 'ca.pem'),
      'listener.name.ssl.ssl.client.auth': 'required',
    },
    format: users,
  };
}
