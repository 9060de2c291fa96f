/** Made-up days whose figures agree with each other. */
import { floorPercent } from '#schema/percent.ts';
import type { DayFigures, MinuteCounts, Quantile, WindowFigures } from '#schema/snapshot.ts';
import type { DayStatus } from '#schema/status.ts';

const minutesADay = 1440;
const allUp: MinuteCounts = {
  UP: minutesADay,
  DEGRADED: 0,
  PARTIAL: 0,
  MAJOR: 0,
  MAINT: 0,
  IDLE: 0,
  UNKNOWN: 0,
};

/** Minutes that are not up on a day of each state. */
function minutesOf(status: DayStatus, random: () => number): MinuteCounts {
  const some = 6 + Math.floor(random() * 80);
  const lost: Readonly<Record<DayStatus, Partial<MinuteCounts>>> = {
    none: { UNKNOWN: minutesADay },
    operational: {},
    unknown: { UNKNOWN: 200 + some },
    maintenance: { MAINT: minutesADay },
    degraded: { DEGRADED: 15 + some },
    partial_outage: { PARTIAL: some, DEGRADED: 12 },
    major_outage: { MAJOR: some, PARTIAL: 9 },
  };
  const counts = { ...allUp, ...lost[status] };
  const taken = Object.values(lost[status]).reduce((sum, count) => sum + count, 0);
  return { ...counts, UP: minutesADay - taken };
}

/** Some days have the wide or open interval of coarse buckets or of few results. */
function quantile(random: () => number, n: number): Quantile {
  const drawn = Math.round((180 + random() * 240) * 1000);
  const estimate = drawn / 1000;
  if (drawn % 11 === 0) return { low: 250, high: 500, estimate: null, n };
  if (drawn % 23 === 0) return { low: 5000, high: null, estimate: null, n };
  const interval = { low: estimate * 0.995, high: estimate * 1.005 };
  return drawn % 7 === 0
    ? { ...interval, estimate: null, n: Math.min(n, 40) }
    : { ...interval, estimate, n };
}

const untimed = { p50Ms: null, p90Ms: null, p99Ms: null } as const;

function share(quantile: Quantile, of: number): Quantile {
  const part = (ms: number | null) => (ms === null ? null : Math.round(ms * of * 100) / 100);
  const { low, high, estimate, n } = quantile;
  return { low: low * of, high: part(high), estimate: part(estimate), n };
}

function latencies(random: () => number, n: number): Pick<DayFigures, 'p50Ms' | 'p90Ms' | 'p99Ms'> {
  const p99Ms = quantile(random, n);
  return { p50Ms: share(p99Ms, 0.31), p90Ms: share(p99Ms, 0.62), p99Ms };
}

/** One day; a day without results has no figures. */
export function sampleDay(
  date: string,
  status: DayStatus,
  incidents: readonly string[],
  random: () => number,
): DayFigures {
  const minutes = minutesOf(status, random);
  const known = minutesADay - minutes.UNKNOWN - minutes.MAINT;
  const down = minutes.PARTIAL + minutes.MAJOR;
  const valid = known * 3;
  const bad = down * 2 + minutes.DEGRADED + (random() < 0.4 ? Math.floor(random() * 4) : 0);
  const asked = minutesADay - minutes.MAINT;
  const availability = floorPercent(valid - bad, valid, 3);
  const up = minutes.UP + minutes.DEGRADED;
  return {
    date,
    status,
    flags: [],
    valid,
    good: valid - bad,
    bad,
    noise: 0,
    availability,
    availabilityRaw: availability,
    ...(valid === 0 ? untimed : latencies(random, valid)),
    minutes,
    briefMinutes: 0,
    uptime: floorPercent(up, up + down, 3),
    worst: floorPercent(up, asked, 3),
    best: floorPercent(up + minutes.UNKNOWN, asked, 3),
    coverage: floorPercent(known, asked, 3),
    incidents,
  };
}

function sum(days: readonly DayFigures[], of: (day: DayFigures) => number): number {
  return days.reduce((total, day) => total + of(day), 0);
}

/** Figures over a run of days against 99.9 %. */
export function sampleWindow(days: readonly DayFigures[]): WindowFigures {
  const valid = sum(days, (day) => day.valid);
  const bad = sum(days, (day) => day.bad);
  const asked = sum(days, (day) => minutesADay - day.minutes.MAINT);
  const unknown = sum(days, (day) => day.minutes.UNKNOWN);
  const up = sum(days, (day) => day.minutes.UP + day.minutes.DEGRADED);
  const budget = Math.max(1, Math.floor(valid / 1000));
  const last = days.at(-1);
  return {
    valid,
    good: valid - bad,
    bad,
    availability: floorPercent(valid - bad, valid, 3),
    lowVolume: null,
    objective: { availabilityPpm: 999_000, p99Ms: 500 },
    worst: floorPercent(up, asked, 3),
    best: floorPercent(up + unknown, asked, 3),
    budget: {
      events: `${budget}.000`,
      consumed: floorPercent(bad, budget, 3),
      remaining: floorPercent(budget - bad, budget, 3),
    },
    burnRate: (bad / budget).toFixed(2),
    p99Ms: last?.p99Ms ?? null,
    latency: { over: [Math.floor(bad / 2), Math.floor(bad / 2)], total: valid },
    coverage: floorPercent(asked - unknown, asked, 3),
    verdict: bad <= budget ? 'met' : 'missed',
    basis: 'worst and best case of the time measured, and P99 of all results',
  };
}
