/** OTLP metrics into events, running totals and what is neither. */
import { type Fields, isFields, listOf, ownOf, shorten, textOf } from './fields.ts';
import { type MetricContext, readHistogram } from './histogram.ts';
import { HttpChecks, isCheckMetric } from './httpcheck.ts';
import type { Signal } from '../../event.ts';
import { Items, type OtlpItem, unreadable } from './items.ts';
import type { TargetMatcher } from './labels.ts';
import { type Encoding, readResources } from './message.ts';
import { type Origin, visitRecords } from './origin.ts';

/** Durations of requests by metric; the shorter names are those used before 2023. */
const durations = new Map<string, Signal>([
  ['http.server.request.duration', 'server-metrics'],
  ['http.server.duration', 'server-metrics'],
  ['http.client.request.duration', 'client-metrics'],
  ['http.client.duration', 'client-metrics'],
]);

const nesting = { resources: 'resourceMetrics', scopes: 'scopeMetrics', records: 'metrics' };
const kinds = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'];

/** How many points a metric of any kind has. */
function pointsIn(metric: Fields): number {
  return kinds.reduce((total, kind) => {
    const value = ownOf(metric, kind);
    return total + (isFields(value) ? listOf('dataPoints', value['dataPoints']).length : 0);
  }, 0);
}

/**
 * The items of a message of metrics, in its order, results of `httpcheck` last. Never throws:
 * an unreadable message is one malformed item, and so is every bad point among good ones.
 */
export function decodeOtlpMetrics(
  message: Uint8Array,
  encoding: Encoding,
  match: TargetMatcher,
): readonly OtlpItem[] {
  const read = readResources(message, encoding, 'Metrics');
  if (!read.ok) return unreadable(read.detail);
  const items = new Items();
  const checks = new HttpChecks(match);
  visitRecords(read.resources, nesting, items, (metric, origin, place) => {
    readMetric(metric, { origin, match, items, place }, checks);
  });
  checks.addTo(items);
  return items.all;
}

interface Context {
  readonly origin: Origin;
  readonly match: TargetMatcher;
  readonly items: Items;
  readonly place: () => string;
}

function readMetric(metric: Fields, context: Context, checks: HttpChecks): void {
  const name = textOf('name', metric['name']);
  const unit = textOf('unit', metric['unit']);
  const signal = durations.get(name);
  if (signal !== undefined) {
    const whole: MetricContext = { ...context, name, unit, signal };
    if (readHistogram(metric, whole)) return;
  }
  if (isCheckMetric(name)) {
    checks.read(metric, { ...context, name, unit });
    return;
  }
  const why = signal === undefined ? 'is not used' : 'is used only as a histogram';
  context.items.ignore(`metric ${shorten(name, 100)} ${why}`, pointsIn(metric));
}
