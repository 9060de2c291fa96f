/**
 * The generated snapshot: what the pipeline publishes and the page reads.
 * `content/status/` holds these files; the same bytes are served under `/data/`.
 *
 * Percentages are strings such as "99.953%", already rounded by the rules (never
 * in our favour), or "—" where nothing was measured. Instants are ISO 8601 UTC.
 */
import type { Branding } from './branding.ts';
import type { ContentState } from './content-source.ts';
import type { Incident, IncidentStatus, Maintenance } from './incident.ts';
import type { ComponentStatus, DayFlag, DayStatus, MinuteClass, Verdict } from './status.ts';

export const schemaVersion = 1;

export const observations = ['requests', 'probes', 'transitions'] as const;
export type Observation = (typeof observations)[number];

export const windowNames = ['24h', '7d', '30d', '90d'] as const;
export type WindowName = (typeof windowNames)[number];

/** Share with three decimals and a percent sign, or "—". */
export type Percent = string;

/** A latency quantile: an interval that holds the exact order statistic. */
export interface Quantile {
  readonly low: number;
  /** null where it lies above the last finite bucket bound. */
  readonly high: number | null;
  /** Best single figure, or null where the interval is too wide or n < 100. */
  readonly estimate: number | null;
  /** Results the quantile was taken over. */
  readonly n: number;
}

export interface Objective {
  readonly availabilityPpm: number;
  readonly p99Ms: number | null;
  readonly period: string;
}

export type MinuteCounts = Readonly<Record<MinuteClass, number>>;

export interface DayFigures {
  /** Site day, YYYY-MM-DD. */
  readonly date: string;
  readonly status: DayStatus;
  readonly flags: readonly DayFlag[];
  readonly valid: number;
  readonly good: number;
  readonly bad: number;
  readonly noise: number;
  readonly availability: Percent;
  /** Before the noise filter: accepted and noise together. */
  readonly availabilityRaw: Percent;
  readonly p50Ms: Quantile | null;
  readonly p90Ms: Quantile | null;
  readonly p99Ms: Quantile | null;
  readonly minutes: MinuteCounts;
  /** Of PARTIAL and MAJOR: brief failures of some probes that another contradicts. */
  readonly briefMinutes: number;
  /** (UP + DEGRADED) / (UP + DEGRADED + PARTIAL + MAJOR). */
  readonly uptime: Percent;
  readonly worst: Percent;
  readonly best: Percent;
  readonly coverage: Percent;
  /** Slugs of incidents that touch this component on this day. */
  readonly incidents: readonly string[];
}

export interface ErrorBudget {
  /** Bad events (or minutes) the objective allows, as a decimal. */
  readonly events: string;
  readonly consumed: Percent;
  /** May be negative. */
  readonly remaining: Percent;
}

/** Wilson's 95 % range of an availability that few events speak for. */
export interface LowVolume {
  readonly low: Percent;
  readonly high: Percent;
}

export interface WindowFigures {
  readonly valid: number;
  readonly good: number;
  readonly bad: number;
  readonly availability: Percent;
  /** Where fewer than 10 / (1 - target) events were measured; null: there are enough, or none. */
  readonly lowVolume: LowVolume | null;
  /** What it is judged by: the strictest of all that was promised within it. */
  readonly objective: Pick<Objective, 'availabilityPpm' | 'p99Ms'>;
  readonly worst: Percent;
  readonly best: Percent;
  readonly budget: ErrorBudget;
  /** Decimal: 1 spends the budget exactly over the period. */
  readonly burnRate: string;
  readonly p99Ms: Quantile | null;
  readonly latency: { readonly over: readonly [number, number]; readonly total: number };
  readonly coverage: Percent;
  readonly verdict: Verdict;
  /** What the verdict stands on, in words. */
  readonly basis: string;
}

/** How fast the budget goes over a trailing window. */
export interface BurnRate {
  /** 5m, 30m, 1h, 2h, 6h, 1d, 3d. */
  readonly window: string;
  readonly valid: number;
  readonly bad: number;
  /** Decimal, rounded up; "—" where nothing was measured. */
  readonly rate: string;
}

/** Two windows that burn faster than a limit call for somebody. */
export interface BurnAlert {
  /** Decimal: 14.4, 6.0, 3.0, 1.0. */
  readonly limit: string;
  readonly long: string;
  readonly short: string;
  readonly firing: boolean;
}

/** `/data/components/<id>.json` */
export interface ComponentHistory {
  readonly schemaVersion: typeof schemaVersion;
  readonly id: string;
  readonly name: string;
  readonly observed: Observation;
  readonly slo: Objective;
  readonly asOf: string;
  readonly rulesVersion: number;
  /** The error budget over `slo.period`, from its first day (YYYY-MM-DD). */
  readonly budgetPeriod: ErrorBudget & { readonly period: string; readonly from: string };
  /** 90 complete days, oldest first, then today. */
  readonly days: readonly DayFigures[];
  readonly windows: Readonly<Record<WindowName, WindowFigures>>;
  /** Shortest window first. */
  readonly burnRates: readonly BurnRate[];
  /** Highest limit first. */
  readonly alerts: readonly BurnAlert[];
}

export interface ComponentSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly group: string;
  readonly observed: Observation;
  /** Site day (YYYY-MM-DD) it is watched from; null before its first event. */
  readonly firstDay: string | null;
  /** Shown: the worse of measured and reported. */
  readonly status: ComponentStatus;
  readonly measured: ComponentStatus;
  /** By open incidents and running maintenance; null when nobody reports anything. */
  readonly reported: ComponentStatus | null;
  /** Since when the measured state holds, null where unknown. */
  readonly since: string | null;
  readonly availability: Readonly<Record<WindowName, Percent>>;
  readonly coverage: Readonly<Record<WindowName, Percent>>;
  readonly worst: Readonly<Record<WindowName, Percent>>;
  readonly budgetRemaining: Percent;
  readonly verdict: Verdict;
}

export interface Overall {
  readonly status: ComponentStatus;
  /** One sentence: "All systems operational", "Major outage: Public API". */
  readonly text: string;
}

/** `/data/status.json` */
export interface SiteStatus {
  readonly schemaVersion: typeof schemaVersion;
  readonly site: {
    readonly name: string;
    readonly description: string | null;
    /** Absolute, without a trailing slash; may hold a path. null: not configured. */
    readonly url: string | null;
    readonly timezone: string;
    /** In ms: how often fresh data is expected. */
    readonly expectedEveryMs: number;
  };
  readonly branding: Branding;
  /** True when any source is the built-in simulation: every page says so. */
  readonly simulated: boolean;
  readonly asOf: string;
  /** The oldest successful drain-to-end over all sources; null before the first. */
  readonly dataThrough: string | null;
  /** dataThrough + 2 x expectedEvery: later, these figures are stale. */
  readonly validUntil: string | null;
  readonly rulesVersion: number;
  readonly overall: Overall;
  /** In the order of the configuration; every component is in exactly one. */
  readonly groups: readonly {
    readonly name: string;
    readonly status: ComponentStatus;
    readonly components: readonly string[];
  }[];
  readonly components: readonly ComponentSummary[];
  /** Where incidents are read from, and when they last were. */
  readonly content: ContentState;
  /** Incidents not resolved, newest first: what an open page shows without asking anything else. */
  readonly running: readonly Incident[];
  /** Slugs of incidents not resolved, newest first. */
  readonly openIncidents: readonly string[];
  /** Slugs of maintenance running or still to come, earliest first. */
  readonly openMaintenance: readonly string[];
}

/** `/data/incidents.json` */
export interface IncidentLog {
  readonly schemaVersion: typeof schemaVersion;
  readonly asOf: string;
  readonly content: ContentState;
  /** Newest first by start. */
  readonly incidents: readonly Incident[];
  readonly maintenance: readonly Maintenance[];
}

/**
 * `/data/history.json`: what scrubbing the graphs reads, compact. Loaded by the
 * page after it is complete, so it is no part of the first request.
 */
export interface ScrubHistory {
  readonly schemaVersion: typeof schemaVersion;
  /** Site days, oldest first, the last is today. */
  readonly dates: readonly string[];
  readonly components: readonly {
    readonly id: string;
    readonly name: string;
    /** One entry per date. */
    readonly days: readonly ScrubDay[];
  }[];
  /** Titles and outcome of the incidents named in the days. */
  readonly incidents: Readonly<Record<string, ScrubIncident>>;
}

/** What a day is read from; the figures are those of {@link DayFigures}, so both print the same. */
export interface ScrubDay extends Pick<
  DayFigures,
  'status' | 'flags' | 'availability' | 'worst' | 'best' | 'coverage' | 'incidents'
> {
  /** Minutes of partial or major outage. */
  readonly downMinutes: number;
  readonly unknownMinutes: number;
  /** In ms; null where nothing was measured. */
  readonly p99: Omit<Quantile, 'n'> | null;
}

export interface ScrubIncident {
  readonly title: string;
  readonly impact: string;
  readonly startedAt: string;
  readonly resolvedAt: string | null;
  /** Text of the last update: how it ended, or where it stands. */
  readonly outcome: string;
}

/** `/data/days/<id>/<YYYY-MM-DD>.json`: one day by its quarter-hours. */
export interface DayDetail {
  readonly schemaVersion: typeof schemaVersion;
  readonly id: string;
  readonly date: string;
  /** Instant of the day's first minute. */
  readonly start: string;
  /** One letter a minute: U up, D degraded, P partial, M major, X maintenance, I idle, ? unknown. */
  readonly minutes: string;
  readonly quarters: readonly {
    readonly start: string;
    readonly valid: number;
    readonly bad: number;
    readonly noise: number;
  }[];
  /** What was said within the day about incidents of the component, oldest first. */
  readonly updates: readonly DayUpdate[];
}

export interface DayUpdate {
  /** Of the incident. */
  readonly slug: string;
  readonly title: string;
  readonly status: IncidentStatus;
  readonly postedAt: string;
  /** Plain text, cut where it is long. */
  readonly text: string;
}
