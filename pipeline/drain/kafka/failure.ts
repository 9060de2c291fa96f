/** Failures of the client in words: what happened, and what to check. */

/** What is known of a failure and of everything that caused it. */
export interface Failure {
  readonly errors: readonly Error[];
  readonly names: readonly string[];
  /** Codes of the system and of TLS. */
  readonly codes: readonly string[];
  /** Kafka's own names of errors, like TOPIC_AUTHORIZATION_FAILED. */
  readonly types: readonly string[];
  /** The broker that could not be reached, as it calls itself. */
  readonly address: string | undefined;
}

export function failureOf(error: unknown): Failure {
  const errors: Error[] = [];
  for (let at: unknown = error; at instanceof Error && !errors.includes(at); at = at.cause)
    errors.push(at);
  const texts = (key: string) =>
    errors.flatMap((found) => {
      const value: unknown = Reflect.get(found, key);
      return typeof value === 'string' ? [value] : [];
    });
  const names = errors.map(({ name }) => name);
  const [address] = texts('broker');
  return { errors, names, codes: texts('code'), types: texts('type'), address };
}

const unknownAuthority =
  'its certificate is signed by an authority that is not known here; check KAFKA_SSL_CA';
const expired = 'its certificate is not valid now; renew it, or check the clock';

const certificateFaults: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  CERT_SIGNATURE_FAILURE: unknownAuthority,
  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: expired,
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another name; use the name in it, or check its alternative names',
};

/** What is wrong with TLS, where trying again is of no use; null where it is not about TLS. */
export function tlsFault({ codes }: Failure): string | null {
  for (const code of codes) {
    const fault = certificateFaults[code];
    if (fault !== undefined) return fault;
    if (/^ERR_SSL_.*ALERT/.test(code))
      return `it refused our side of TLS (${code}): check KAFKA_SSL_CERT and KAFKA_SSL_KEY, a certificate it accepts`;
  }
  return null;
}

const systemReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name is unknown (DNS)',
  EAI_AGAIN: 'the name could not be looked up (DNS)',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ECONNRESET: 'the connection was broken off',
};

/** Why a broker cannot be reached; `timeoutMs` is how long each step was given. */
export function reasonOf({ errors, names, codes }: Failure, timeoutMs: number): string {
  for (const code of codes) {
    const reason = systemReasons[code];
    if (reason !== undefined) return `${reason} (${code})`;
  }
  if (names.includes('KafkaJSRequestTimeoutError'))
    return `connected, but there was no answer within ${timeoutMs} ms`;
  const last = errors.at(-1)?.message ?? 'for no reason given';
  if (last === 'Connection timeout') return `no connection within ${timeoutMs} ms`;
  return names.includes('KafkaJSConnectionClosedError') ? 'it closed the connection' : last;
}
