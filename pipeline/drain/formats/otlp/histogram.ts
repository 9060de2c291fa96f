/** Duration histograms of HTTP requests. */
import { type Attributes, canonical, readAttributes } from './attributes.ts';
import { type Bucket, explicitBuckets, exponentialBuckets } from './buckets.ts';
import {
  choiceOf,
  countOf,
  doubleOf,
  fault,
  type Fields,
  fieldsOf,
  listOf,
  nanosOf,
  ownOf,
  smallOf,
  textOf,
} from './fields.ts';
import type { Signal } from '../../event.ts';
import type { Items } from './items.ts';
import { type Ending, labelsOf, routeOf, type Target, type TargetMatcher } from './labels.ts';
import { mostResults } from './limits.ts';
import { digestOf, lookupIn, type Origin } from './origin.ts';
import { eventsOfPoint, type HistogramPoint } from './points.ts';
import { millisecondsOf, type ToMs } from './units.ts';

/** What holds for all points of a metric. */
export interface MetricContext {
  readonly name: string;
  readonly unit: string;
  readonly signal: Signal;
  readonly origin: Origin;
  readonly match: TargetMatcher;
  readonly items: Items;
  readonly place: () => string;
}

interface Form {
  readonly field: string;
  readonly bucketsOf: (point: Fields, toMs: ToMs) => Bucket[];
}

const forms: readonly Form[] = [
  { field: 'histogram', bucketsOf: explicitBuckets },
  { field: 'exponentialHistogram', bucketsOf: exponentialBuckets },
];

const temporalities = ['', 'AGGREGATION_TEMPORALITY_DELTA', 'AGGREGATION_TEMPORALITY_CUMULATIVE'];
const delta = 1;
const cumulative = 2;
/** Flag of a point that says it has no value: the stream ended. */
const noRecordedValue = 1;

/** Reads the points of a histogram metric; false: it is no histogram. */
export function readHistogram(metric: Fields, context: MetricContext): boolean {
  for (const form of forms) {
    const value = ownOf(metric, form.field);
    if (value === undefined) continue;
    const histogram = fieldsOf(form.field, value);
    listOf('dataPoints', histogram['dataPoints']).forEach((given, index) => {
      const place = () => `${context.place()}.${form.field}.dataPoints[${index}]`;
      context.items.guard(place, () => {
        readPoint(fieldsOf('the point', given), histogram, form, context);
      });
    });
    return true;
  }
  return false;
}

function readPoint(point: Fields, histogram: Fields, form: Form, context: MetricContext): void {
  const { items, origin, signal } = context;
  const attributes = readAttributes(point['attributes']);
  const target = context.match(lookupIn(attributes, origin));
  if (target === null) {
    items.add({ kind: 'unmatched', service: origin.service, route: routeOf(attributes) });
    return;
  }
  if ((smallOf('flags', point['flags']) & noRecordedValue) !== 0) {
    items.ignore(`${context.name}: a point without a value`);
    return;
  }
  const temporality = temporalityOf(histogram);
  const read = pointOf(point, form, attributes, target, context);
  if (temporality === cumulative) {
    items.add({ kind: 'cumulative', signal, point: read });
    return;
  }
  if (read.count > mostResults)
    fault('count', read.count, `a whole number from 0 to ${mostResults}`);
  for (const event of eventsOfPoint(read)) {
    items.add({ kind: 'event', signal, ...event, sampled: 'none' });
  }
}

function temporalityOf(histogram: Fields): number {
  const field = 'aggregationTemporality';
  const value = choiceOf(field, histogram[field], temporalities);
  if (value === delta || value === cumulative) return value;
  return fault(field, histogram[field], `${delta} (delta) or ${cumulative} (cumulative)`);
}

function pointOf(
  point: Fields,
  form: Form,
  attributes: Attributes,
  target: Target,
  { name, unit, origin }: MetricContext,
): HistogramPoint {
  const count = countOf('count', point['count']);
  // Of no requests nobody has to know how they ended.
  const ending = (error: string | null): Ending =>
    error !== null ? 'bad' : count === 0 ? 'good' : null;
  return {
    ...labelsOf(attributes, origin, target, ending),
    stream: digestOf([origin.digest, name, unit, canonical(attributes)]),
    ...spanOf(point),
    count,
    buckets: bucketsOf(point, count, form, unit),
  };
}

function spanOf(point: Fields): { startNanos: bigint; endNanos: bigint } {
  const startNanos = nanosOf('startTimeUnixNano', point['startTimeUnixNano']);
  const endNanos = nanosOf('timeUnixNano', point['timeUnixNano']);
  if (endNanos === 0n) fault('timeUnixNano', undefined, 'nanoseconds since 1970');
  if (startNanos > endNanos) fault('timeUnixNano', endNanos, 'the start or later');
  return { startNanos, endNanos };
}

function bucketsOf(point: Fields, count: number, form: Form, unit: string): Bucket[] {
  for (const field of ['sum', 'min']) {
    const value = ownOf(point, field);
    const number = value === undefined ? 0 : doubleOf(field, value);
    if (!(number >= 0 && number < Infinity)) fault(field, number, 'a finite number, 0 or more');
  }
  const buckets = form.bucketsOf(point, millisecondsOf(textOf('unit', unit)));
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  if (total !== count) fault('count', count, `the sum of the buckets, ${total}`);
  return buckets;
}
