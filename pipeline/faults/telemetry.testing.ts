/** Telemetry of the fault tests: two components, two days, copies, noise, an outage and poison. */
import type { StatusConfig } from '#schema/config.ts';
import { configOf } from '../testing/components.testing.ts';

const minuteMs = 60_000;

/** First event; half of them lie before midnight, so that cells of two days are written. */
const startMs = Date.UTC(2026, 2, 1, 22);

/** The clock of every run, so that each publishes as of the same moment. */
export const asOfMs = Date.UTC(2026, 2, 2, 12);

export const components = [
  { id: 'api', observed: 'requests' },
  { id: 'web', observed: 'probes' },
] as const;

export function faultConfig(): StatusConfig {
  return configOf([...components]);
}

const probes = ['ams', 'fra', 'nyc'];

function requestOf(minute: number, at: number): Record<string, unknown> {
  const outage = minute >= 60 && minute < 70;
  return {
    id: `request-${minute}-${at}`,
    component: 'api',
    statusCode: outage ? 503 : 200,
    durationMs: (minute * 37 + at * 11) % 700,
  };
}

/** One probe alone sees a failure now and then: noise. */
function checkOf(minute: number, at: number): Record<string, unknown> {
  const probe = probes[at % 3] ?? '';
  const ok = minute % 50 !== 20 || probe !== 'fra';
  return { id: `check-${minute}-${probe}`, component: 'web', probe, ok, durationMs: 20 + at };
}

/** Events of one minute: two requests and the result of each probe. */
function minuteOf(minute: number): string[] {
  const events = [
    requestOf(minute, 0),
    requestOf(minute, 1),
    ...probes.map((_, at) => checkOf(minute, at)),
  ];
  return events.map((event, at) =>
    JSON.stringify({ time: startMs + minute * minuteMs + at * 1000, ...event }),
  );
}

/** Events of the given number of minutes as lines, in the order of their time. */
export function eventLines(minutes: number): string[] {
  return Array.from({ length: minutes }, (_, minute) => minuteOf(minute)).flat();
}

/** Lines that are no event. */
export const poison = [
  'nonsense',
  '{"time":1}',
  JSON.stringify({ time: startMs, component: 'nobody', statusCode: 200 }),
] as const;

/**
 * Lines as a careless sender delivers them: some again later, and poison between, all of it
 * in the first half of every 200 lines.
 */
export function carelessLines(minutes: number): string[] {
  const clean = eventLines(minutes);
  return clean.flatMap((line, at) => {
    if (at % 200 > 90) return [line];
    const again = at % 10 === 5 ? [clean[Math.max(0, at - 120)] ?? line] : [];
    return [line, ...again, ...(at % 200 === 50 ? poison : [])];
  });
}
