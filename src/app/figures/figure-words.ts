/** Figures of the snapshot in the form pages print: two decimals, never rounded in our favour. */
import { cutPercent, nothingMeasured } from '#schema/percent.ts';
import type { Objective, Observation, Percent, Quantile } from '#schema/snapshot.ts';
import type { Verdict } from '#schema/status.ts';

/** Below this share of known minutes a single figure would claim too much. */
const fullCoverage = 95;

/** Whether so much is unknown that only a range may be printed. */
export function isThinlyCovered(coverage: Percent): boolean {
  return coverage === nothingMeasured || Number.parseFloat(coverage) < fullCoverage;
}

/** A published percentage with two decimals, rounded down. */
export function percentInWords(percent: Percent): string {
  return cutPercent(percent, 2).replace('-', '−');
}

interface Measured {
  readonly availability: Percent;
  readonly worst: Percent;
  readonly best: Percent;
  readonly coverage: Percent;
}

/** "99.95%", or "97.20–99.95%" where coverage is too thin for one figure. */
export function availabilityInWords({ availability, worst, best, coverage }: Measured): string {
  if (availability === nothingMeasured) return nothingMeasured;
  if (!isThinlyCovered(coverage) || worst === nothingMeasured) return percentInWords(availability);
  return `${percentInWords(worst).replace('%', '')}–${percentInWords(best)}`;
}

/** Milliseconds rounded up: "840 ms", "1.21 s". */
export function latencyInWords(ms: number): string {
  return ms <= 999 ? `${Math.ceil(ms)} ms` : `${(Math.ceil(ms / 10) / 100).toFixed(2)} s`;
}

/** A quantile as its best figure, else as its interval ("250–500 ms"); "> 5.00 s" where it has no upper end. */
export function quantileInWords(quantile: Omit<Quantile, 'n'> | null): string {
  if (quantile === null) return nothingMeasured;
  if (quantile.high === null) return `> ${latencyInWords(quantile.low)}`;
  if (quantile.estimate !== null) return latencyInWords(quantile.estimate);
  const [low, high] = [latencyInWords(quantile.low), latencyInWords(quantile.high)];
  const [from = '', unit = ''] = low.split(' ');
  return high.endsWith(` ${unit}`) ? `${from}–${high}` : `${low} – ${high}`;
}

/** "62.41% left", "12.35% overspent"; "62.41% left of what was measured" where that was only a part. */
export function budgetInWords(remaining: Percent, partly = false): string {
  if (remaining === nothingMeasured) return nothingMeasured;
  const figure = cutPercent(remaining, 2);
  const words = figure.startsWith('-') ? `${figure.slice(1)} overspent` : `${figure} left`;
  return partly ? `${words} of what was measured` : words;
}

/** Whole percent of a budget that is left, from 0 to 100, for drawing; null where nothing was measured. */
export function budgetShare(remaining: Percent): number | null {
  if (remaining === nothingMeasured) return null;
  return Math.min(100, Math.max(0, Math.floor(Number.parseFloat(remaining))));
}

export const verdictLabels: Readonly<Record<Verdict, string>> = {
  met: 'Objective met',
  missed: 'Objective missed',
  undetermined: 'Not enough data to say',
};

/** What a component's figures count. */
export const countedThings: Readonly<Record<Observation, string>> = {
  requests: 'requests',
  probes: 'checks',
  transitions: 'time',
};

function periodInWords(period: string): string {
  return period === 'month' ? 'each calendar month' : `any ${period.replace('d', '')} days`;
}

/** "99.9% of requests answered well over any 30 days, 99 of 100 within 500 ms" */
export function objectiveInWords(slo: Objective, observed: Observation): string {
  const share = `${slo.availabilityPpm / 10_000}%`;
  const promise =
    observed === 'transitions'
      ? `up ${share} of the time`
      : `${share} of ${countedThings[observed]} good`;
  const latency = slo.p99Ms === null ? '' : `, 99 of 100 within ${latencyInWords(slo.p99Ms)}`;
  return `${promise} over ${periodInWords(slo.period)}${latency}`;
}
