/** One JSON object per message or line; unknown fields are ignored. */
import type { ComponentConfig } from '#schema/config.ts';
import { isCalendarDay } from '#schema/instant.ts';
import type { Decoded, Event } from '../event.ts';

const longestMs = 86_400_000;
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** A fault in a field; caught by the decoder and told with the record. */
class FieldFault extends Error {}

function fault(field: string, value: unknown, allowed: string): never {
  throw new FieldFault(`${field} ${shown(value)}; allowed: ${allowed}`);
}

/** Never looks inside lists and objects: they may be nested deeper than the stack. */
function shown(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (typeof value === 'string') return `is ${shorten(JSON.stringify(value.slice(0, 60)))}`;
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'is a list' : 'is an object';
  // Too large a number has become infinite, which JSON has no word for.
  return typeof value === 'number' ? `is ${value}` : `is ${JSON.stringify(value)}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What Date.parse would roll over: 30 February to 2 March, 24:00 to the next day. */
function rollsOver(instant: string): boolean {
  if (instant.startsWith('24', 11)) return true;
  const day = instant.slice(0, 10);
  return day.slice(8) >= '29' && !isCalendarDay(day);
}

function timeOf(value: unknown): number {
  // The range of ECMAScript dates; anything past it is no instant at all.
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 8.64e15)
    return value;
  if (typeof value === 'string' && rfc3339.test(value) && !rollsOver(value)) {
    const ms = Date.parse(value);
    if (!Number.isNaN(ms)) return ms;
  }
  return fault('time', value, 'RFC 3339 with a zone, or whole epoch milliseconds');
}

function textOf(field: string, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : fault(field, value, 'text');
}

/** Text that tells something apart; an empty one tells nothing. */
function nameOf(field: string, value: unknown): string | null {
  const text = textOf(field, value);
  return text === '' ? null : text;
}

function countOf(value: unknown): number {
  if (value === undefined || value === null) return 1;
  const whole = typeof value === 'number' && Number.isInteger(value);
  return whole && value >= 0 && value <= 1e9
    ? value
    : fault('count', value, 'a whole number from 0 to 1e9');
}

function durationOf(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const fits = typeof value === 'number' && value >= 0 && value <= longestMs;
  return fits ? value : fault('durationMs', value, 'milliseconds from 0 to 86400000');
}

function statusCodeOf(value: unknown): number | null {
  if (value === undefined || value === null || value === 0) return null;
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599;
  return fits ? value : fault('statusCode', value, '0, or 100 to 599');
}

function okOf(value: unknown): boolean | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'boolean' ? value : fault('ok', value, 'true or false');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBad(statusCode: number | null, component: ComponentConfig): boolean {
  // Without a response there is nothing good to count.
  if (statusCode === null) return true;
  return statusCode >= 500 || (statusCode === 429 && component.tooManyRequestsIsBad);
}

function eventOf(value: unknown, components: ReadonlyMap<string, ComponentConfig>): Event {
  if (!isObject(value)) throw new FieldFault('the record is no JSON object');
  const id =
    textOf('component', value['component']) ??
    fault('component', undefined, 'an id from the configuration');
  const component = components.get(id) ?? fault('component', id, 'an id from the configuration');
  const timeMs = timeOf(value['time']);
  const ok = okOf(value['ok']);
  const statusCode = statusCodeOf(value['statusCode']);
  const error = textOf('error', value['error']);
  if (ok === null && statusCode === null && error === null && value['statusCode'] !== 0) {
    fault('statusCode', undefined, 'a status code, ok, or error');
  }
  const durationMs = durationOf(value['durationMs']);
  const bad = ok === null ? isBad(statusCode, component) : !ok;
  // Without a status code only a success that reports nothing wrong was answered: the time
  // any other result reports is no latency.
  const answered = !bad && error === null && value['statusCode'] !== 0;
  const responded = statusCode !== null || answered;
  const region = textOf('region', value['region']) ?? '';
  return {
    timeMs,
    component: id,
    bad,
    count: countOf(value['count']),
    durationMs: responded ? durationMs : null,
    responded,
    id: nameOf('id', value['id']),
    region,
    probe: nameOf('probe', value['probe']) ?? region,
    statusCode,
    method: textOf('method', value['method']),
    route: textOf('route', value['route']),
    error,
  };
}

/** Decodes one record; what is wrong with it is said in words. */
export function decodeEventJson(
  text: string,
  components: ReadonlyMap<string, ComponentConfig>,
): Decoded {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, event: eventOf(value, components) };
  } catch (error) {
    if (error instanceof FieldFault) return { ok: false, detail: error.message };
    if (error instanceof SyntaxError)
      return { ok: false, detail: `not JSON: ${shorten(error.message)}` };
    throw error;
  }
}
