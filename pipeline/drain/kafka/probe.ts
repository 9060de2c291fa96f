/**
 * Asks an address what kind of listener stands there, for a message that helps: brokers
 * just hang up on a client that speaks TLS to a plain port, or the other way round, or
 * that leaves out SASL. Nothing secret is sent, and no answer is trusted.
 */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { KafkaSettings } from './settings.ts';

/** SASL mechanisms a listener takes; none: it takes no SASL at all. */
export type Mechanisms = readonly string[];

/** Protocol errors of an answer about SASL. */
const none = 0;
const unsupportedMechanism = 33;
const illegalState = 34;

/** SaslHandshake, version 1, without a client id: "PLAIN, please". */
const question = Buffer.from('000000110011000100000001ffff0005504c41494e', 'hex');

function parse(answer: Buffer): Mechanisms | null {
  if (answer.readInt32BE(4) !== 1) return null;
  const error = answer.readInt16BE(8);
  if (error === illegalState) return [];
  if (error !== none && error !== unsupportedMechanism) return null;
  const names: string[] = [];
  let at = 14;
  for (let count = answer.readInt32BE(10); count > 0; count -= 1) {
    const end = at + 2 + answer.readInt16BE(at);
    names.push(answer.toString('utf8', at + 2, end).toLowerCase());
    at = end;
  }
  // They go into a message: nothing but names.
  return names.filter((name) => /^[\w-]{1,40}$/.test(name));
}

/** A broken answer is none. */
function parsed(answer: Buffer): Mechanisms | null {
  try {
    return parse(answer);
  } catch {
    return null;
  }
}

function ask(socket: Socket, timeoutMs: number): Promise<Mechanisms | null> {
  const { promise, resolve } = Promise.withResolvers<Mechanisms | null>();
  const chunks: Buffer[] = [];
  const end = () => {
    socket.destroy();
    resolve(parsed(Buffer.concat(chunks)));
  };
  socket.setTimeout(timeoutMs, end);
  socket.on('error', end).on('end', end);
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    const answer = Buffer.concat(chunks);
    // No broker says more than this about SASL.
    if (answer.length >= 4 && answer.length >= Math.min(4 + answer.readUInt32BE(0), 1024)) end();
  });
  socket.write(question);
  return promise;
}

function placeOf(address: string): { readonly host: string; readonly port: number } {
  const [host = '', port] = address.split(':');
  return { host, port: Number(port) };
}

function tlsPlaceOf(address: string): ReturnType<typeof placeOf> & { servername?: string } {
  const place = placeOf(address);
  return isIP(place.host) === 0 ? { ...place, servername: place.host } : place;
}

/** What a listener says about SASL; null where it does not speak Kafka's protocol this way. */
export function mechanismsAt(
  address: string,
  ssl: KafkaSettings['ssl'],
  timeoutMs: number,
): Promise<Mechanisms | null> {
  return ask(
    ssl === null ? connectPlain(placeOf(address)) : connectTls({ ...tlsPlaceOf(address), ...ssl }),
    timeoutMs,
  );
}

/** Whether a port answers in TLS, whoever it belongs to. */
export function speaksTls(address: string, timeoutMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  // Only whether it answers is looked at: nothing is sent, so nobody has to be trusted.
  const socket = connectTls({ ...tlsPlaceOf(address), rejectUnauthorized: false });
  const end = (answered: boolean) => () => {
    socket.destroy();
    resolve(answered);
  };
  socket.setTimeout(timeoutMs, end(false));
  socket.on('secureConnect', end(true)).on('error', end(false));
  return promise;
}
