/** Reports of a month with made-up figures. */
import type { ComponentReport, MonthReport } from '#schema/report.ts';

function componentReport(changes: Partial<ComponentReport>): ComponentReport {
  const basis = 'requests against 99.9%, 99.00% of the time measured';
  return {
    ...{ id: 'api', name: 'API', observed: 'requests', verdict: 'met', basis },
    ...{ from: '2026-04-01T00:00:00.000Z', until: '2026-05-01T00:00:00.000Z' },
    objectives: [
      { from: null, availabilityPpm: 999_000, p99Ms: 500, verdict: 'met', basis },
      { from: '2026-04-11', availabilityPpm: 999_500, p99Ms: 500, verdict: 'met', basis },
    ],
    ...{ valid: 10_000, good: 9995, bad: 5, noise: 0 },
    ...{ availability: '99.953%', availabilityRaw: '99.953%', worst: '99.9%', best: '100.000%' },
    budget: { events: '10.000', consumed: '112.35%', remaining: '-12.35%' },
    p99Ms: { low: 5000, high: null, estimate: null, n: 10_000 },
    latency: { over: [3, 4], total: 10_000 },
    minutes: { UP: 43_173, DEGRADED: 0, PARTIAL: 7, MAJOR: 20, MAINT: 0, IDLE: 0, UNKNOWN: 0 },
    ...{ uptime: '—', coverage: '99.00%', downtime: [], downMinutesApart: 27, maintenance: [] },
    ...{ exclusions: { maintenance: 5, monitor: 2 }, incidents: [] },
    ...changes,
  };
}

/** A final report of April 2026 as of 10 May, of components with these changes. */
export function monthReport(
  changes: Partial<MonthReport> = {},
  components: readonly Partial<ComponentReport>[] = [{}],
): MonthReport {
  return {
    ...{ schemaVersion: 1, month: '2026-04', zone: 'UTC', simulated: false, state: 'final' },
    site: { name: 'Test', url: null },
    asOf: '2026-05-10T00:00:00.000Z',
    dataThrough: '2026-05-10T00:00:00.000Z',
    ...{ rulesVersion: 1, inputSha256: '0'.repeat(64), restates: null },
    covered: {
      ...{ from: '2026-04-01T00:00:00.000Z', until: '2026-05-01T00:00:00.000Z' },
      ...{ minutes: 43_200, ofMinutes: 43_200 },
    },
    components: components.map(componentReport),
    ...changes,
  };
}
