/** Burn rates, and the pairs of windows that alert: both must burn, the short one says it still does. */
import { floorDecimal } from '#schema/percent.ts';
import type { BurnAlert, BurnRate } from '#schema/snapshot.ts';
import { rules } from '../rules.ts';
import { burnRateOf, burnsAbove } from './objective.ts';

export interface Burnt {
  readonly window: string;
  readonly valid: number;
  readonly bad: number;
  readonly targetPpm: number;
}

export function burnRateOfWindow({ window, valid, bad, targetPpm }: Burnt): BurnRate {
  return { window, valid, bad, rate: burnRateOf(bad, valid, targetPpm) };
}

/** Which pairs burn strictly faster than their limit in both windows. */
export function alertsOf(burnt: readonly Burnt[]): BurnAlert[] {
  const exceeds = (window: string, tenths: number) =>
    burnt.some(
      (one) => one.window === window && burnsAbove(one.bad, one.valid, one.targetPpm, tenths),
    );
  return rules.burn.alerts.map(([tenths, long, short]) => ({
    limit: floorDecimal(tenths, 10, 1),
    long,
    short,
    firing: exceeds(long, tenths) && exceeds(short, tenths),
  }));
}
