/**
 * What a calendar month came to: `/data/reports/<YYYY-MM>.json`, the same as CSV, and
 * the list of months. Instants are ISO 8601 UTC, percentages as in the snapshot.
 */
import {
  type ErrorBudget,
  type MinuteCounts,
  type Observation,
  type Percent,
  type Quantile,
  schemaVersion,
} from './snapshot.ts';
import type { Verdict } from './status.ts';

/**
 * `incomplete` while the month runs; `provisional` until every source was read to a moment
 * 48 hours after its end; then `final`.
 */
export type MonthState = 'incomplete' | 'provisional' | 'final';

/** A promise and what came of it while it was in force. */
export interface ReportedObjective {
  /** Site day it is in force from; null: since before the days reported on. */
  readonly from: string | null;
  readonly availabilityPpm: number;
  readonly p99Ms: number | null;
  readonly verdict: Verdict;
  readonly basis: string;
}

/** An outage after hysteresis, cut at the bounds of what is reported on. */
export interface DowntimeInterval {
  readonly start: string;
  readonly end: string;
  /** From start to end. */
  readonly minutes: number;
  /** Those of them that were PARTIAL or MAJOR; between them it was not up for long enough. */
  readonly downMinutes: number;
  /** The worst class in it. */
  readonly class: 'PARTIAL' | 'MAJOR';
  /** True where it was cut: it began before, or had not ended. */
  readonly beganBefore: boolean;
  readonly goesOn: boolean;
  /** Incidents people reported for this component at that time. */
  readonly incidents: readonly string[];
}

/** A maintenance, cut at the bounds of what is reported on. */
export interface ReportedMaintenance {
  readonly slug: string;
  readonly start: string;
  readonly end: string;
  readonly minutes: number;
  /** Whether it was announced early enough to be left out. */
  readonly announced: boolean;
  /** Minutes left out of the figures; fewer than `minutes` beyond the cap of the month. */
  readonly excludedMinutes: number;
}

export interface ComponentReport {
  readonly id: string;
  readonly name: string;
  readonly observed: Observation;
  /** Instants [from, until) the figures are of; both null where it was not observed. */
  readonly from: string | null;
  readonly until: string | null;
  /** Missed if any objective of the month was, met if all were. */
  readonly verdict: Verdict;
  readonly basis: string;
  /** Those in force, oldest first. */
  readonly objectives: readonly ReportedObjective[];
  readonly valid: number;
  readonly good: number;
  readonly bad: number;
  /** Checks set aside by the noise filter. */
  readonly noise: number;
  readonly availability: Percent;
  /** Before the noise filter. */
  readonly availabilityRaw: Percent;
  readonly worst: Percent;
  readonly best: Percent;
  /** Of several objectives the allowances are added. */
  readonly budget: ErrorBudget;
  readonly p99Ms: Quantile | null;
  /** Results over the threshold in force, at least and at most. */
  readonly latency: { readonly over: readonly [number, number]; readonly total: number };
  readonly minutes: MinuteCounts;
  readonly uptime: Percent;
  readonly coverage: Percent;
  readonly downtime: readonly DowntimeInterval[];
  /** PARTIAL and MAJOR minutes too short for an interval. */
  readonly downMinutesApart: number;
  readonly maintenance: readonly ReportedMaintenance[];
  /** Records that count nowhere, by reason. */
  readonly exclusions: Readonly<Record<string, number>>;
  /** Slugs of all incidents that touched it. */
  readonly incidents: readonly string[];
}

/** `/data/reports/<YYYY-MM>.json` */
export interface MonthReport {
  readonly schemaVersion: typeof schemaVersion;
  readonly month: string;
  readonly site: { readonly name: string; readonly url: string | null };
  /** True when any source is the built-in simulation. */
  readonly simulated: boolean;
  readonly zone: string;
  readonly asOf: string;
  readonly dataThrough: string | null;
  readonly rulesVersion: number;
  /** sha256 over the names of the cells the figures were made from. */
  readonly inputSha256: string;
  readonly state: MonthState;
  /** The stretch [from, until) reported on, and how long it and the whole month are. */
  readonly covered: {
    readonly from: string;
    readonly until: string;
    readonly minutes: number;
    readonly ofMinutes: number;
  };
  /** sha256 of the kept report this one takes the place of, with other figures. */
  readonly restates: string | null;
  readonly components: readonly ComponentReport[];
}

/** `/data/reports/index.json`: newest month first. */
export interface ReportIndex {
  readonly schemaVersion: typeof schemaVersion;
  readonly months: readonly {
    readonly month: string;
    readonly state: MonthState;
    readonly covered: MonthReport['covered'];
    readonly verdicts: Readonly<Record<Verdict, number>>;
    /** Names of earlier reports of the month with other figures, oldest first: `<YYYY-MM>~<hash>`. */
    readonly earlier: readonly string[];
  }[];
}

function isOurs(value: unknown, ...keys: readonly string[]): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    value.schemaVersion === schemaVersion &&
    keys.every((key) => key in value)
  );
}

/** Whether the value, which our pipeline wrote, is a month's report of this version. */
export function isMonthReport(value: unknown): value is MonthReport {
  return isOurs(value, 'month', 'covered', 'components');
}

/** Whether the value, which our pipeline wrote, is the list of reports of this version. */
export function isReportIndex(value: unknown): value is ReportIndex {
  return isOurs(value, 'months');
}
