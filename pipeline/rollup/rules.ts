import { readings } from './readings.ts';

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
  quarantine: { bytes: 268_435_456, payloadBytes: 4096 },
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
    briefMs: 180_000,
  },
  monitor: { leastTargets: 5, failingPercent: 80, leastWitnesses: 2 },
  day: { outageMinutes: 5, briefMinutes: 3, degradedMinutes: 15, leastBad: 10, burn: 3 },
  streams: { rememberedDays: 7 },
  burn: {
    windows: [
      ['5m', 5],
      ['30m', 30],
      ['1h', 60],
      ['2h', 120],
      ['6h', 360],
      ['1d', 1440],
      ['3d', 4320],
    ],
    /** Limit in tenths, the long and the short window. */
    alerts: [
      [144, '1h', '5m'],
      [60, '6h', '30m'],
      [30, '1d', '2h'],
      [10, '3d', '6h'],
    ],
  },
  lowVolume: { allowedBad: 10 },
  now: { open: [2, 3], close: [5, 5] },
  maintenance: { announcedHoursBefore: 24, cappedMinutesPerMonth: 480 },
  quantile: { scale: 6, leastForEstimate: 100 },
  readings,
} as const;
