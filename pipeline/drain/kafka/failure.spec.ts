import { describe, expect, it } from 'vitest';
import { Problem } from '../../problem.ts';
import { kafkaSettingsOf } from '../../testing/kafka-drain.testing.ts';
import { explainKafka } from './client.ts';
import { failureOf, reasonOf, tlsFault } from './failure.ts';

/** An error as kafkajs throws it: named, with fields, wrapped in others. */
function thrown(name: string, message: string, fields: object = {}, cause?: Error): Error {
  return Object.assign(new Error(message, { cause }), { name }, fields);
}

const settings = kafkaSettingsOf('a:9092', ['checks']);
const explained = (error: unknown) => explainKafka(error, settings).message;

describe('explainKafka', () => {
  it('leaves what is already said in words', () => {
    const problem = new Problem('in words');
    expect(explainKafka(problem, settings)).toBe(problem);
    const wrapped = thrown('KafkaJSNonRetriableError', 'x', {}, problem);
    expect(explainKafka(wrapped, settings)).toBe(problem);
  });

  it('names a broker that only the broker knows', () => {
    const cause = thrown('KafkaJSConnectionError', 'Connection error: connect', {
      code: 'ECONNREFUSED',
      broker: '10.0.0.7:9092',
    });
    const error = thrown('KafkaJSNumberOfRetriesExceeded', 'x', {}, cause);
    expect(explained(error)).toContain(
      'kafka a:9092: cannot be reached: 10.0.0.7:9092: nothing listens there (ECONNREFUSED)',
    );
  });

  it('says of a timeout how long it was', () => {
    const error = thrown('KafkaJSRequestTimeoutError', 'Request Fetch timed out');
    expect(explained(error)).toContain('no answer within 30000 ms');
  });

  it('says everything else as it is', () => {
    const error = thrown('KafkaJSProtocolError', 'Not authorized to access topics', {
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
    expect(explained(error)).toBe('kafka a:9092: Not authorized to access topics');
    expect(explained('text')).toBe('kafka a:9092: text');
  });
});

describe('failureOf', () => {
  it('ends where causes go round in a circle', () => {
    const [a, b] = [thrown('A', 'a'), thrown('B', 'b')];
    a.cause = b;
    b.cause = a;
    expect(failureOf(a).names).toEqual(['A', 'B']);
  });
});

describe('tlsFault', () => {
  it.each([
    ['CERT_HAS_EXPIRED', /not valid now/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name/],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /check KAFKA_SSL_CERT and KAFKA_SSL_KEY/],
  ])('knows %s', (code, message) => {
    expect(tlsFault(failureOf(thrown('KafkaJSConnectionError', 'x', { code })))).toMatch(message);
  });

  it('is null for what is not about TLS', () => {
    expect(tlsFault(failureOf(thrown('Error', 'x', { code: 'ECONNREFUSED' })))).toBeNull();
  });
});

describe('reasonOf', () => {
  it('falls back to the message at the root of it', () => {
    const error = thrown('A', 'a', {}, thrown('B', 'the root'));
    expect(reasonOf(failureOf(error), 1)).toBe('the root');
    expect(reasonOf(failureOf('text'), 1)).toBe('for no reason given');
  });
});
