/** Availability, budget and verdict against an objective; exact integers throughout. */
import type { ObjectiveConfig } from '#schema/config.ts';
import { ceilDecimal, ceilPercent, floorDecimal, floorPercent } from '#schema/percent.ts';
import type { ErrorBudget } from '#schema/snapshot.ts';
import type { Verdict } from '#schema/status.ts';
import { rules } from '../rules.ts';

const million = 1_000_000n;

/** bad * 1e6 <= (1e6 - target) * valid. */
export function meetsTarget(bad: number, valid: number, targetPpm: number): boolean {
  return BigInt(bad) * million <= (million - BigInt(targetPpm)) * BigInt(valid);
}

/** part/whole >= ppm / 1e6; true for an empty whole. */
export function atLeast(part: number, whole: number, ppm: number): boolean {
  return BigInt(part) * million >= BigInt(ppm) * BigInt(whole);
}

/** Burn rate strictly above a limit given in tenths: 144 is 14.4. */
export function burnsAbove(bad: number, valid: number, targetPpm: number, tenths: number): boolean {
  return (
    BigInt(bad) * million * 10n > BigInt(tenths) * (million - BigInt(targetPpm)) * BigInt(valid)
  );
}

/** B = (1 - target) * valid; consumed = bad / B, ceiled; remaining = 1 - bad / B, floored. */
export function budgetOf(bad: number, valid: number, targetPpm: number): ErrorBudget {
  return budgetAgainst(bad, allowedOf(valid, targetPpm));
}

/** Bad events a target allows among so many, in millionths; of several targets they add up. */
export function allowedOf(valid: number, targetPpm: number): bigint {
  return (million - BigInt(targetPpm)) * BigInt(valid);
}

/** A budget of `allowed` millionths of bad events. */
export function budgetAgainst(bad: number, allowed: bigint): ErrorBudget {
  const used = BigInt(bad) * million;
  return {
    events: floorDecimal(allowed, million, 3),
    consumed: ceilPercent(used, allowed, 2),
    remaining: floorPercent(allowed - used, allowed, 2),
  };
}

/** (bad / valid) / (1 - target), ceiled to two decimals. */
export function burnRateOf(bad: number, valid: number, targetPpm: number): string {
  return ceilDecimal(BigInt(bad) * million, (million - BigInt(targetPpm)) * BigInt(valid), 2);
}

export interface Measured {
  readonly valid: number;
  readonly bad: number;
  /** Minutes: UP + DEGRADED + IDLE, UNKNOWN, known, and all but maintenance. */
  readonly upMinutes: number;
  readonly unknownMinutes: number;
  readonly expectedMinutes: number;
  readonly timed: number;
  /** Results over the threshold, at least and at most. */
  readonly over: readonly [number, number];
}

/** Served requests: by the requests themselves, once enough of the time was watched. */
export function verdictByEvents(measured: Measured, objective: ObjectiveConfig): Verdict {
  const { valid, bad, expectedMinutes, unknownMinutes } = measured;
  if (valid === 0) return 'undetermined';
  if (!meetsTarget(bad, valid, objective.availabilityPpm)) return 'missed';
  const watched = atLeast(
    expectedMinutes - unknownMinutes,
    expectedMinutes,
    objective.minCoveragePpm,
  );
  return watched && expectedMinutes > 0 ? 'met' : 'undetermined';
}

/** Probes and transitions: met if the worst reading meets it, missed if the best does not. */
export function verdictByMinutes(measured: Measured, targetPpm: number): Verdict {
  const { upMinutes, unknownMinutes, expectedMinutes } = measured;
  if (expectedMinutes === 0) return 'undetermined';
  if (atLeast(upMinutes, expectedMinutes, targetPpm)) return 'met';
  return atLeast(upMinutes + unknownMinutes, expectedMinutes, targetPpm)
    ? 'undetermined'
    : 'missed';
}

/** P99 missed when surely more than 1 % were over; met when surely not, and watched. */
export function latencyVerdict(measured: Measured): Verdict {
  const { timed, over, expectedMinutes, unknownMinutes } = measured;
  if (timed === 0) return 'undetermined';
  if (over[0] * 100 > timed) return 'missed';
  const known = expectedMinutes - unknownMinutes;
  const watched =
    expectedMinutes > 0 && atLeast(known, expectedMinutes, rules.coverageForLatencyPpm);
  return over[1] * 100 <= timed && watched ? 'met' : 'undetermined';
}

/** Missed if either is, met if all are, else undetermined. */
export function combined(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.every((verdict) => verdict === 'met') ? 'met' : 'undetermined';
}
