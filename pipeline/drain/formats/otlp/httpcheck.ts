/**
 * The Collector's `httpcheck` receiver: for every URL and time one row per class of status
 * codes, a duration and, where it failed, an error. Together they are one result.
 */
import { type Attributes, firstText, readAttributes } from './attributes.ts';
import { CheckResult } from './check-result.ts';
import {
  doubleOf,
  fault,
  type Fields,
  fieldsOf,
  integerOf,
  listOf,
  nanosOf,
  ownOf,
  smallOf,
} from './fields.ts';
import type { Items } from './items.ts';
import type { TargetMatcher } from './labels.ts';
import type { Origin } from './origin.ts';
import { millisecondsOf } from './units.ts';

interface CheckContext {
  readonly name: string;
  readonly unit: string;
  readonly origin: Origin;
  readonly items: Items;
  readonly place: () => string;
}

/** How a row of each metric adds to the result of its URL and time. */
const adders = new Map<string, (result: CheckResult, row: Row, unit: string) => void>([
  ['httpcheck.status', (result, row) => result.addStatus(row.attributes, row.value > 0)],
  ['httpcheck.error', (result, row) => row.value > 0 && result.addError(row.attributes)],
  [
    'httpcheck.duration',
    (result, row, unit) => result.addDuration(millisecondsOf(unit)(row.value)),
  ],
]);

interface Row {
  readonly attributes: Attributes;
  readonly url: string;
  readonly timeNanos: bigint;
  readonly value: number;
}

/** Whether a metric tells of a check's result. */
export function isCheckMetric(name: string): boolean {
  return adders.has(name);
}

function valueOf(point: Fields): number {
  const whole = ownOf(point, 'asInt');
  if (whole !== undefined) return Number(integerOf('asInt', whole));
  const double = ownOf(point, 'asDouble');
  return double === undefined
    ? fault('asInt', undefined, 'asInt or asDouble')
    : doubleOf('asDouble', double);
}

function rowOf(point: Fields): Row {
  const attributes = readAttributes(point['attributes']);
  const url = firstText(attributes, ['http.url', 'url.full']);
  const timeNanos = nanosOf('timeUnixNano', point['timeUnixNano']);
  if (timeNanos === 0n) fault('timeUnixNano', undefined, 'nanoseconds since 1970');
  return {
    attributes,
    url: url ?? fault('http.url', url, 'an address'),
    timeNanos,
    value: valueOf(point),
  };
}

/** Brings together what the rows of one message say about each URL and time. */
export class HttpChecks {
  readonly #results = new Map<string, CheckResult>();
  readonly #match: TargetMatcher;

  constructor(match: TargetMatcher) {
    this.#match = match;
  }

  /** Reads the rows of one of the metrics. */
  read(metric: Fields, context: CheckContext): void {
    for (const kind of ['sum', 'gauge']) {
      const value = ownOf(metric, kind);
      if (value === undefined) continue;
      listOf('dataPoints', fieldsOf(kind, value)['dataPoints']).forEach((given, index) => {
        const place = () => `${context.place()}.${kind}.dataPoints[${index}]`;
        context.items.guard(place, () => {
          this.#readPoint(fieldsOf('the point', given), { ...context, place });
        });
      });
    }
  }

  #readPoint(point: Fields, { name, unit, origin, items, place }: CheckContext): void {
    if ((smallOf('flags', point['flags']) & 1) !== 0) {
      items.ignore(`${name}: a point without a value`);
      return;
    }
    const row = rowOf(point);
    const key = `${origin.digest} ${row.timeNanos} ${row.url}`;
    const result = this.#results.get(key) ?? new CheckResult(row.url, row.timeNanos, origin, place);
    adders.get(name)?.(result, row, unit);
    this.#results.set(key, result);
  }

  /** One item for every URL and time, in the order they came. */
  addTo(items: Items): void {
    for (const result of this.#results.values()) {
      items.guard(result.place, () => result.addTo(items, this.#match));
    }
  }
}
