/** How fast an error budget goes, in words. */
import { nothingMeasured } from '#schema/percent.ts';
import type { BurnAlert, BurnRate } from '#schema/snapshot.ts';

const units: Readonly<Record<string, string>> = { m: 'min', h: 'h', d: 'd' };

/** "5 min", "6 h", "3 d" of "5m", "6h", "3d". */
export function burnWindowInWords(window: string): string {
  return `${window.slice(0, -1)} ${units[window.slice(-1)] ?? ''}`;
}

/** "0.42×"; "—" where nothing was measured. */
export function burnRateInWords({ rate }: Pick<BurnRate, 'rate'>): string {
  return rate === nothingMeasured ? rate : `${rate}×`;
}

/** "Over 14.4× in both 1 h and 5 min: no" */
export function burnAlertInWords({ limit, long, short, firing }: BurnAlert): string {
  const pair = `${burnWindowInWords(long)} and ${burnWindowInWords(short)}`;
  return `Over ${limit}× in both ${pair}: ${firing ? 'yes' : 'no'}`;
}
