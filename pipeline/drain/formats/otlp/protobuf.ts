/** Protobuf messages into plain objects, by protobufjs. */
import protobuf from 'protobufjs/light.js';
import { descriptor } from './descriptor.ts';

const root = protobuf.Root.fromJSON(descriptor);
const types = {
  Metrics: root.lookupType('Metrics'),
  Traces: root.lookupType('Traces'),
  Envelope: root.lookupType('Envelope'),
};
const { Long } = protobuf.util;

/** Decodes a message; throws where the bytes are none. What it does not know is skipped. */
export function decodeProtobuf(type: keyof typeof types, bytes: Uint8Array): unknown {
  const reader = protobuf.Reader.create(bytes);
  reader.discardUnknown = true;
  return types[type].decode(reader);
}

/** Number and wire type of every field of one message, as `7:1`; throws where it is none. */
export function wireFieldsOf(bytes: Uint8Array): ReadonlySet<string> {
  const reader = protobuf.Reader.create(bytes);
  const found = new Set<string>();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    found.add(`${tag >>> 3}:${tag & 7}`);
    reader.skipType(tag & 7);
  }
  return found;
}

/** A 64-bit integer as protobufjs holds it, exactly; undefined for anything else. */
export function wholeOfLong(value: unknown): bigint | undefined {
  if (!(value instanceof Long)) return undefined;
  const bits = (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
  return value.unsigned ? bits : BigInt.asIntN(64, bits);
}

/** The same as a number, rounded past 2^53: counts are many, and small. */
export function numberOfLong(value: unknown): number | undefined {
  if (!(value instanceof Long)) return undefined;
  return (value.unsigned ? value.high >>> 0 : value.high) * 2 ** 32 + (value.low >>> 0);
}
