/** OTLP traces into events: a server span is a request. */
import type { DeclaredSampling } from '#schema/source-config.ts';
import { readAttributes } from './attributes.ts';
import {
  choiceOf,
  fault,
  type Fields,
  hexOf,
  nanosOf,
  optionalFieldsOf,
  ownOf,
  textOf,
} from './fields.ts';
import { type EventItem, Items, type OtlpItem, unreadable } from './items.ts';
import { type Ending, labelsOf, routeOf, type Target, type TargetMatcher } from './labels.ts';
import { longestMs, mostResults } from './limits.ts';
import { type Encoding, readResources } from './message.ts';
import { bookedAtMs } from './minutes.ts';
import { lookupIn, type Origin, visitRecords } from './origin.ts';
import { weightOf } from './sampling.ts';

const nesting = { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' };
const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
const kindNames = kinds.map((kind) => `SPAN_KIND_${kind}`);
const server = 2;
const statusNames = ['STATUS_CODE_UNSET', 'STATUS_CODE_OK', 'STATUS_CODE_ERROR'];
const failed = 2;

/**
 * The items of a message of spans, in its order. Never throws: an unreadable message is one
 * malformed item, and so is every bad span among good ones.
 */
export function decodeOtlpTraces(
  message: Uint8Array,
  encoding: Encoding,
  match: TargetMatcher,
  sampling: DeclaredSampling = 'unknown',
): readonly OtlpItem[] {
  const read = readResources(message, encoding, 'Traces');
  if (!read.ok) return unreadable(read.detail);
  const items = new Items();
  visitRecords(read.resources, nesting, items, (span, origin) => {
    readSpan(span, origin, { match, items, sampling });
  });
  return items.all;
}

interface Context {
  readonly match: TargetMatcher;
  readonly items: Items;
  readonly sampling: DeclaredSampling;
}

function readSpan(span: Fields, origin: Origin, { match, items, sampling }: Context): void {
  const kind = choiceOf('kind', span['kind'], kindNames);
  if (kind !== server) {
    items.ignore(`span of kind ${kinds[kind] ?? kind}, not SERVER`);
    return;
  }
  const attributes = readAttributes(span['attributes']);
  const target = match(lookupIn(attributes, origin));
  if (target === null) {
    items.add({ kind: 'unmatched', service: origin.service, route: routeOf(attributes) });
    return;
  }
  const weight = weightOf(textOf('traceState', span['traceState']));
  if (weight !== null && weight > mostResults) {
    fault('the weight of a sampled span', weight, `1 to ${mostResults}`);
  }
  items.add({
    kind: 'event',
    signal: 'server-spans',
    ...requestOf(span, labelsOfSpan(span, attributes, origin, target), weight ?? 1),
    sampled: weight === null ? sampling : 'weighted',
  });
}

type Labels = ReturnType<typeof labelsOf>;

function labelsOfSpan(
  span: Fields,
  attributes: ReturnType<typeof readAttributes>,
  origin: Origin,
  target: Target,
): Labels {
  const status = optionalFieldsOf('status', span['status']);
  const isFailed = choiceOf('status.code', status?.['code'], statusNames) === failed;
  // A span without a status code need not be HTTP; its own status then is the verdict.
  const ending = (error: string | null): Ending => (isFailed || error !== null ? 'bad' : 'good');
  const labels = labelsOf(attributes, origin, target, ending);
  const message = textOf('status.message', status?.['message']);
  return { ...labels, error: labels.error ?? (message === '' ? null : message) };
}

function requestOf(
  span: Fields,
  labels: Labels,
  count: number,
): Pick<EventItem, 'event' | 'latency' | 'firstMinute' | 'records'> {
  const startNanos = nanosOf('startTimeUnixNano', span['startTimeUnixNano']);
  const endNanos = nanosOf('endTimeUnixNano', span['endTimeUnixNano']);
  if (startNanos === 0n) fault('startTimeUnixNano', undefined, 'nanoseconds since 1970');
  const tookMs = Number(endNanos - startNanos) / 1e6;
  if (tookMs < 0 || tookMs > longestMs) {
    fault('endTimeUnixNano', endNanos, '0 to 24 h after the start');
  }
  const traceId = hexOf('traceId', ownOf(span, 'traceId'), 16);
  const spanId = hexOf('spanId', ownOf(span, 'spanId'), 8);
  const timeMs = bookedAtMs(endNanos);
  const durationMs = labels.responded ? tookMs : null;
  const event = { ...labels, timeMs, count, durationMs, id: `${traceId}:${spanId}` };
  return { event, latency: null, firstMinute: Math.floor(timeMs / 60_000), records: 1 };
}
