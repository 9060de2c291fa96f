/**
 * The constants of the SLA definitions, in one place. Published as
 * `/data/rules.json`; a change of any of them is a new version.
 */
export const rules = {
  version: 1,
  settleMinutes: 2,
  provisionalHours: 48,
  coverageForStatusPpm: 950_000,
  coverageForLatencyPpm: 950_000,
  futureToleranceMs: 120_000,
  requests: {
    leastBad: 3,
    majorShare: [1, 2],
    partialShare: [1, 20],
    degradedBurn: 10,
    leastForLatency: 100,
    leastForMinute: 20,
    pooledMinutes: 5,
    leastForPool: 3,
    lastRequests: 5,
    lastRequestsMinutes: 60,
    vanishedMedian: 10,
    vanishedDays: 7,
  },
  probes: {
    standingIntervals: 2,
    leastVantagesForNoise: 3,
    reportingMinutes: 1440,
    slowOfLast: [2, 3],
    guardMinutes: [5, 60],
    guardShareOfDay: [1, 100],
  },
  day: { outageMinutes: 5, degradedMinutes: 15, leastBad: 10, burn: 3 },
  streams: { rememberedDays: 7 },
  now: { open: [2, 3], close: [5, 5] },
  maintenance: { announcedHoursBefore: 24, cappedMinutesPerMonth: 480 },
  quantile: { scale: 6, leastForEstimate: 100 },
} as const;
