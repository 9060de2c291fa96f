/** One result of a check, gathered from its rows. */
import type { Event } from '../../event.ts';
import { type Attributes, firstText } from './attributes.ts';
import { fault } from './fields.ts';
import type { Items } from './items.ts';
import {
  hasStatusCode,
  isBadStatus,
  statusCodeOf,
  type Target,
  type TargetMatcher,
} from './labels.ts';
import { longestMs } from './limits.ts';
import { digestOf, lookupIn, type Origin } from './origin.ts';

type Verdict = Pick<Event, 'bad' | 'responded' | 'statusCode'>;

const noResponse: Verdict = { bad: true, responded: false, statusCode: null };
/** The receiver writes a row for each class of status codes: 1xx to 5xx. */
const classes = 5;
const none: Attributes = new Map();

/** Worse first: bad, then without a response, then the higher code. */
function byBadness(a: Verdict, b: Verdict): number {
  return (
    Number(b.bad) - Number(a.bad) ||
    Number(a.responded) - Number(b.responded) ||
    (b.statusCode ?? 0) - (a.statusCode ?? 0)
  );
}

export class CheckResult {
  readonly place: () => string;
  readonly #url: string;
  readonly #timeNanos: bigint;
  readonly #origin: Origin;
  readonly #statusRows: Attributes[] = [];
  readonly #classes = new Map<string, boolean>();
  #error: Attributes | null = null;
  #durationMs: number | null = null;

  constructor(url: string, timeNanos: bigint, origin: Origin, place: () => string) {
    this.#url = url;
    this.#timeNanos = timeNanos;
    this.#origin = origin;
    this.place = place;
  }

  /** A row says of one class of status codes whether the check's code is of it. */
  addStatus(attributes: Attributes, holds: boolean): void {
    const name = firstText(attributes, ['http.status_class']) ?? '';
    this.#classes.set(name, holds || this.#classes.get(name) === true);
    this.#statusRows.push(attributes);
  }

  addError(attributes: Attributes): void {
    this.#error = attributes;
  }

  /** Of several methods at one URL the slower one counts. */
  addDuration(ms: number): void {
    if (!(ms >= 0 && ms <= longestMs)) fault('a duration', ms, `0 to ${longestMs} ms`);
    this.#durationMs = Math.max(ms, this.#durationMs ?? 0);
  }

  addTo(items: Items, match: TargetMatcher): void {
    const attributes = this.#statusRows[0] ?? this.#error ?? none;
    const target = match((key) =>
      key === 'http.url' ? this.#url : lookupIn(attributes, this.#origin)(key),
    );
    if (target === null) {
      items.add({ kind: 'unmatched', service: this.#origin.service, route: this.#url });
      return;
    }
    if (this.#statusRows.length === 0 && this.#error === null) {
      items.ignore('httpcheck.duration without a status');
      return;
    }
    const event = this.#eventOf(attributes, target);
    const firstMinute = Math.floor(event.timeMs / 60_000);
    items.add({
      kind: 'event',
      signal: 'httpcheck',
      event,
      latency: null,
      firstMinute,
      records: 1,
      sampled: 'none',
    });
  }

  #eventOf(attributes: Attributes, target: Target): Event {
    const { region, resource, digest } = this.#origin;
    const verdict = this.#verdict(target);
    return {
      ...verdict,
      timeMs: Number(this.#timeNanos / 1_000_000n),
      component: target.id,
      count: 1,
      durationMs: verdict.responded ? this.#durationMs : null,
      id: `${digestOf([digest, 'httpcheck', this.#url])}:${this.#timeNanos.toString(36)}`,
      region,
      probe: firstText(resource, ['host.name']) ?? region,
      method: firstText(attributes, ['http.method', 'http.request.method']),
      route: this.#url,
      error: this.#error === null ? null : firstText(this.#error, ['error.message', 'error.type']),
    };
  }

  #verdict(target: Target): Verdict {
    const told = this.#statusRows.filter(hasStatusCode).map((row): Verdict => {
      const statusCode = statusCodeOf(row);
      return statusCode === null
        ? noResponse
        : { bad: isBadStatus(statusCode, target), responded: true, statusCode };
    });
    return told.sort(byBadness)[0] ?? this.#verdictOfClasses();
  }

  /** Without the code itself: no class holds where there was no response. */
  #verdictOfClasses(): Verdict {
    const held = [...this.#classes].filter(([, holds]) => holds).map(([name]) => name);
    if (held.length > 0) return { bad: held.includes('5xx'), responded: true, statusCode: null };
    if (this.#error !== null || this.#classes.size >= classes) return noResponse;
    return fault('http.status_code', undefined, 'a status code, or rows of all status classes');
  }
}
