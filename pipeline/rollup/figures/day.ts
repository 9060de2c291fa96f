/** A day from its minutes. */
import { floorPercent } from '#schema/percent.ts';
import type { DayFigures, MinuteCounts, Percent } from '#schema/snapshot.ts';
import type { DayFlag, DayStatus } from '#schema/status.ts';
import { rules } from '../rules.ts';
import { atLeast } from './objective.ts';
import type { Tally } from './tally.ts';

const limits = rules.day;

/** Minutes that should have been watched: all but announced maintenance. */
export function expectedOf(minutes: MinuteCounts): number {
  const { UP, DEGRADED, PARTIAL, MAJOR, IDLE, UNKNOWN } = minutes;
  return UP + DEGRADED + PARTIAL + MAJOR + IDLE + UNKNOWN;
}

export interface Shares {
  readonly uptime: Percent;
  readonly worst: Percent;
  readonly best: Percent;
  readonly coverage: Percent;
}

/** Time-based figures; `digits` decimals, coverage with two. */
export function sharesOf(minutes: MinuteCounts): Shares {
  const { UP, DEGRADED, PARTIAL, MAJOR, IDLE, UNKNOWN } = minutes;
  const expected = expectedOf(minutes);
  return {
    uptime: floorPercent(UP + DEGRADED, UP + DEGRADED + PARTIAL + MAJOR, 3),
    worst: floorPercent(UP + DEGRADED + IDLE, expected, 3),
    best: floorPercent(UP + DEGRADED + IDLE + UNKNOWN, expected, 3),
    coverage: floorPercent(expected - UNKNOWN, expected, 2),
  };
}

type DayTally = Pick<Tally, 'minutes' | 'valid' | 'bad'> & Partial<Pick<Tally, 'brief'>>;

/**
 * Status of a day, first match. A bad minute colours it; brief failures that another probe
 * contradicts only once there are three minutes of them, for chance makes one or two.
 */
export function dayStatusOf(
  { minutes, valid, bad, brief = 0 }: DayTally,
  targetPpm: number,
): DayStatus {
  const { MAJOR, PARTIAL, DEGRADED, MAINT, UNKNOWN } = minutes;
  const expected = expectedOf(minutes);
  if (expected === 0) return MAINT > 0 ? 'maintenance' : 'unknown';
  if (MAJOR >= limits.outageMinutes) return 'major_outage';
  if (MAJOR + PARTIAL >= limits.outageMinutes) return 'partial_outage';
  const burning =
    bad >= limits.leastBad &&
    BigInt(bad) * 1_000_000n > BigInt(limits.burn) * BigInt(1_000_000 - targetPpm) * BigInt(valid);
  const telling = MAJOR + PARTIAL - (brief < limits.briefMinutes ? brief : 0);
  if (telling >= 1 || DEGRADED >= limits.degradedMinutes || burning) return 'degraded';
  return atLeast(expected - UNKNOWN, expected, rules.coverageForStatusPpm)
    ? 'operational'
    : 'unknown';
}

export interface DayInput {
  readonly date: string;
  readonly tally: Tally;
  readonly targetPpm: number;
  readonly latency: Pick<DayFigures, 'p50Ms' | 'p90Ms' | 'p99Ms'>;
  readonly flags: readonly DayFlag[];
  /** False for a day before the component was first observed. */
  readonly observed: boolean;
  readonly incidents: readonly string[];
}

/** The published figures of a day. */
export function dayFiguresOf(input: DayInput): DayFigures {
  const { tally, observed } = input;
  const good = tally.valid - tally.bad;
  return {
    date: input.date,
    status: observed ? dayStatusOf(tally, input.targetPpm) : 'none',
    flags: input.flags,
    valid: tally.valid,
    good,
    bad: tally.bad,
    noise: tally.noise,
    availability: floorPercent(good, tally.valid, 3),
    // Noise is only ever failed checks: before the filter they count as bad.
    availabilityRaw: floorPercent(good, tally.valid + tally.noise, 3),
    ...input.latency,
    minutes: tally.minutes,
    briefMinutes: tally.brief,
    ...sharesOf(tally.minutes),
    incidents: input.incidents,
  };
}
