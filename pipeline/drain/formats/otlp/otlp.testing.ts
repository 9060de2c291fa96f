/** OTLP messages for tests, in both encodings, by short notations. */
import protobuf from 'protobufjs/light.js';
import { compileMatcher } from '#schema/match.ts';
import type { DeclaredSampling } from '#schema/source-config.ts';
import { descriptor } from './descriptor.ts';
import { detectFormat } from './detect.ts';
import { fieldsOf } from './fields.ts';
import type { EventItem, OtlpItem } from './items.ts';
import type { Target, TargetMatcher } from './labels.ts';
import type { Encoding } from './message.ts';
import { decodeOtlpMetrics } from './metrics.ts';
import { decodeOtlpTraces } from './traces.ts';

export type Written = Readonly<Record<string, unknown>>;

const root = protobuf.Root.fromJSON(descriptor);

const checkout: Target = {
  id: 'api',
  tooManyRequestsIsBad: false,
  match: { 'service.name': 'checkout' },
};
export const matchCheckout = compileMatcher([checkout]);

/** Epoch ns of a time of 2026-03-01, as OTLP writes it in JSON. */
export function nanos(time: string): string {
  return `${Date.parse(`2026-03-01T${time}Z`)}000000`;
}

/** Attributes by name: text, whole numbers and booleans. */
export function attributes(values: Readonly<Record<string, string | number | boolean>>): Written[] {
  return Object.entries(values).map(([key, value]) => {
    if (typeof value === 'string') return { key, value: { stringValue: value } };
    if (typeof value === 'boolean') return { key, value: { boolValue: value } };
    return { key, value: { intValue: String(value) } };
  });
}

const resource = { attributes: attributes({ 'service.name': 'checkout', 'cloud.region': 'fra' }) };
const scope = { name: 'http', version: '1' };

export function metricsMessage(...metrics: readonly Written[]): Written {
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] };
}

export function tracesMessage(...spans: readonly Written[]): Written {
  return { resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] };
}

/** Bytes of a message written as JSON's objects. */
export function encoded(message: Written, encoding: Encoding): Uint8Array {
  if (encoding === 'json') return Buffer.from(JSON.stringify(message));
  const type = root.lookupType('resourceMetrics' in message ? 'Metrics' : 'Traces');
  // protobufjs reads text for bytes as base64; OTLP writes these two in hexadecimal.
  const plain: unknown = JSON.parse(JSON.stringify(message), (key, value: unknown) =>
    (key === 'traceId' || key === 'spanId') && typeof value === 'string'
      ? Buffer.from(value, 'hex').toString('base64')
      : value,
  );
  return type.encode(type.fromObject(fieldsOf('the message', plain))).finish();
}

function decode(message: Written, encoding: Encoding, sampling?: DeclaredSampling) {
  const bytes = encoded(message, encoding);
  return 'resourceMetrics' in message
    ? decodeOtlpMetrics(bytes, encoding, matchCheckout)
    : decodeOtlpTraces(bytes, encoding, matchCheckout, sampling);
}

/** Items of a message, which must be the same whatever its encoding. */
export function itemsOf(message: Written, sampling?: DeclaredSampling): readonly OtlpItem[] {
  const items = decode(message, 'json', sampling);
  const fromProtobuf = decode(message, 'protobuf', sampling);
  const text = (value: readonly OtlpItem[]) =>
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item));
  if (text(items) !== text(fromProtobuf)) {
    throw new Error(`not the same: ${text(items)} and ${text(fromProtobuf)}`);
  }
  return items;
}

export function isEvent(item: OtlpItem): item is EventItem {
  return item.kind === 'event';
}

/** The details of malformed items, by comma. */
export function faultsOf(items: readonly OtlpItem[]): string {
  return items.map((item) => (item.kind === 'malformed' ? item.detail : item.kind)).join(', ');
}

/** Decodes a message as what its content says it is. */
export function decodeDetected(message: Uint8Array, match: TargetMatcher): readonly OtlpItem[] {
  const format = detectFormat(message);
  if (format === 'otlp-metrics-json') return decodeOtlpMetrics(message, 'json', match);
  if (format === 'otlp-metrics-protobuf') return decodeOtlpMetrics(message, 'protobuf', match);
  if (format === 'otlp-traces-json') return decodeOtlpTraces(message, 'json', match, 'none');
  if (format === 'otlp-traces-protobuf')
    return decodeOtlpTraces(message, 'protobuf', match, 'none');
  throw new Error(format);
}
