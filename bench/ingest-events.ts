/** Made-up requests, the same for the same count and end: JSON of some 280 bytes each. */
import { Readable } from 'node:stream';

export interface EventPlan {
  readonly events: number;
  /** Time of the last event, epoch ms. */
  readonly endMs: number;
  /** Over how many days they spread evenly. */
  readonly days: number;
}

const dayMs = 86_400_000;
const linesAtOnce = 2000;

export const componentIds = Array.from({ length: 20 }, (_, index) => `svc-${index}`);
const regions = ['fra', 'iad', 'sin'];
const routes = [
  '/v1/orders',
  '/v1/orders/{id}',
  '/v1/carts/{id}/items',
  '/v1/users/{id}',
  '/health',
];
const methods = ['GET', 'GET', 'GET', 'POST', 'PUT'];
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15',
  'okhttp/4.12.0 (android 15; build 2026.11.3)',
];

/** Uniform in [0, 2^32), seeded: mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

function lineOf({ events, endMs, days }: EventPlan, index: number, next: () => number): string {
  const pick = (values: readonly string[]) => values[next() % values.length];
  const normal =
    Math.sqrt(-2 * Math.log((next() + 1) / 2 ** 32)) * Math.cos((next() / 2 ** 32) * 6.28);
  const event = {
    time: Math.round(endMs - ((events - 1 - index) / events) * days * dayMs),
    component: pick(componentIds),
    statusCode: next() % 500 === 0 ? 503 : 200,
    durationMs: Math.round(Math.exp(3.5 + 0.8 * normal) * 1000) / 1000,
    region: pick(regions),
    route: pick(routes),
    method: pick(methods),
    id: `${hex(next())}${hex(index)}`,
    userAgent: pick(agents),
    traceId: `${hex(next())}${hex(next())}${hex(next())}${hex(next())}`,
  };
  return `${JSON.stringify(event)}\n`;
}

function* chunks(plan: EventPlan): Generator<string> {
  const next = random(1);
  for (let from = 0; from < plan.events; from += linesAtOnce) {
    const lines: string[] = [];
    const until = Math.min(from + linesAtOnce, plan.events);
    for (let index = from; index < until; index += 1) lines.push(lineOf(plan, index, next));
    yield lines.join('');
  }
}

/** One event a line. */
export function eventLines(plan: EventPlan): Readable {
  return Readable.from(chunks(plan));
}
