/** One record by its format: what it holds, item by item. */
import { isUtf8 } from 'node:buffer';
import type { ComponentConfig } from '#schema/config.ts';
import type { Matcher } from '#schema/match.ts';
import type { RecordFormat } from '#schema/source-config.ts';
import { decodeEventJson } from './formats/event-json.ts';
import { detectFormat, type MessageFormat } from './formats/otlp/detect.ts';
import { type OtlpItem, unreadable } from './formats/otlp/items.ts';
import { decodeOtlpMetrics } from './formats/otlp/metrics.ts';
import { decodeOtlpTraces } from './formats/otlp/traces.ts';
import { withoutRegistryHeader } from './formats/registry-header.ts';
import type { Event } from './event.ts';
import type { RawRecord, Reading } from './source.ts';

export interface DecodeContext {
  readonly components: ReadonlyMap<string, ComponentConfig>;
  readonly match: Matcher<ComponentConfig>;
  readonly reading: Reading;
}

/** An event that names its component itself, or what an OpenTelemetry message holds. */
export type Content =
  | { readonly kind: 'plain'; readonly event: Event }
  | { readonly kind: 'items'; readonly items: readonly OtlpItem[] };

const allowed: Readonly<Record<Exclude<RecordFormat, 'auto'>, readonly MessageFormat[]>> = {
  json: ['event-json'],
  otlp_json: ['otlp-metrics-json', 'otlp-traces-json', 'otlp-logs-json'],
  otlp_proto: ['otlp-metrics-protobuf', 'otlp-traces-protobuf', 'otlp-logs-protobuf'],
};

const malformed = (detail: string): Content => ({ kind: 'items', items: unreadable(detail) });

function eventIn(text: string, { components }: DecodeContext): Content {
  const decoded = decodeEventJson(text, components);
  return decoded.ok ? { kind: 'plain', event: decoded.event } : malformed(decoded.detail);
}

/** Bytes that are no OpenTelemetry message: an event, or nothing we know. */
function eventInBytes(bytes: Uint8Array, context: DecodeContext): Content {
  if (!isUtf8(bytes)) return malformed('not valid UTF-8, nor a whole OTLP message');
  return eventIn(Buffer.from(bytes).toString('utf8'), context);
}

function messageIn(bytes: Uint8Array, format: MessageFormat, context: DecodeContext): Content {
  const { match, reading } = context;
  const items = (list: readonly OtlpItem[]): Content => ({ kind: 'items', items: list });
  switch (format) {
    case 'otlp-metrics-json':
      return items(decodeOtlpMetrics(bytes, 'json', match));
    case 'otlp-metrics-protobuf':
      return items(decodeOtlpMetrics(bytes, 'protobuf', match));
    case 'otlp-traces-json':
      return items(decodeOtlpTraces(bytes, 'json', match, reading.sampling));
    case 'otlp-traces-protobuf':
      return items(decodeOtlpTraces(bytes, 'protobuf', match, reading.sampling));
    case 'otlp-logs-json':
    case 'otlp-logs-protobuf':
      return items([{ kind: 'ignored', index: 0, reason: 'logs are not used', records: 1 }]);
    case 'event-json':
    case 'unknown':
      return eventInBytes(bytes, context);
  }
}

function contentOf(value: Uint8Array, context: DecodeContext): Content {
  const bytes = withoutRegistryHeader(value);
  const format = detectFormat(bytes);
  const { format: wanted } = context.reading;
  // What is nothing known may be broken JSON, whose decoder says best what is wrong.
  const isOurs = wanted === 'json' && format === 'unknown';
  if (wanted === 'auto' || isOurs || allowed[wanted].includes(format))
    return messageIn(bytes, format, context);
  const found = format === 'unknown' ? 'neither JSON nor a whole OTLP message' : format;
  return malformed(`${found}; allowed by the format ${wanted}: ${allowed[wanted].join(', ')}`);
}

/** Decodes one record; never throws. */
export function decodeRecord(record: RawRecord, context: DecodeContext): Content {
  const { text, bytes, fault } = record;
  if (bytes !== undefined) return contentOf(bytes, context);
  if (text === null) return malformed(fault ?? 'unreadable');
  const { format } = context.reading;
  if (format !== 'auto' && format !== 'json') return contentOf(Buffer.from(text), context);
  const content = eventIn(text, context);
  // Only what is no event is worth a second look.
  const second = format === 'auto' && content.kind === 'items' && text.includes('"resource');
  return second ? contentOf(Buffer.from(text), context) : content;
}
