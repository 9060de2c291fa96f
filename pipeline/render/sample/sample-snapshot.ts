/** A complete made-up snapshot of any size, for tests of the page: same options, same bytes. */
import { type ContentState, noContent } from '#schema/content-source.ts';
import type { Incident } from '#schema/incident.ts';
import {
  schemaVersion,
  type ComponentHistory,
  type ComponentSummary,
  type DayDetail,
  type IncidentLog,
  type Percent,
  type ScrubHistory,
  type SiteStatus,
  type WindowFigures,
  type WindowName,
} from '#schema/snapshot.ts';
import { statusLabels, worstStatus, type ComponentStatus } from '#schema/status.ts';
import { scrubHistoryOf } from '../../publish/scrub-history.ts';
import { seededRandom } from './random.ts';
import { sampleDayDetails } from './sample-day-details.ts';
import { sampleHistory } from './sample-history.ts';
import { sampleIncident, sampleMaintenance } from './sample-incidents.ts';
import { sampleReports } from './sample-reports.ts';
import { groupOf, idOf, type SampleOptions } from './sample-options.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const detailedComponents = 10;

export interface SampleSnapshot {
  readonly status: SiteStatus;
  readonly histories: readonly ComponentHistory[];
  readonly log: IncidentLog;
  readonly scrub: ScrubHistory;
  readonly days: readonly DayDetail[];
  /** Files of the monthly reports. */
  readonly reports: ReadonlyMap<string, string>;
}

function sampleIncidents({
  incidents,
  running,
  components,
  asOf,
  seed,
}: SampleOptions): Incident[] {
  const random = seededRandom(seed + 1);
  const now = Date.parse(asOf);
  const plans = Array.from({ length: incidents }, (_, index) => ({
    index,
    start:
      index < running
        ? now - (index + 1) * 2_400_000
        : now - Math.floor((0.02 + (0.96 * index) / incidents) * 89 * dayMs),
    hours: 0.5 + Math.floor(random() * 12) / 2,
    component: idOf(Math.floor(random() * components)),
    running: index < running,
  }));
  return plans.map(sampleIncident);
}

function eachWindow(
  { windows }: ComponentHistory,
  of: (figures: WindowFigures) => Percent,
): Record<WindowName, Percent> {
  return {
    '24h': of(windows['24h']),
    '7d': of(windows['7d']),
    '30d': of(windows['30d']),
    '90d': of(windows['90d']),
  };
}

function summarise(
  history: ComponentHistory,
  group: string,
  open: readonly Incident[],
): ComponentSummary {
  const { id, name, observed, windows } = history;
  const reported = open.flatMap(({ components }) => components).find((one) => one.id === id);
  const state: ComponentStatus = reported?.state ?? 'operational';
  return {
    id,
    name,
    description: null,
    group,
    observed,
    firstDay: history.days.find(({ status }) => status !== 'none')?.date ?? null,
    status: state,
    measured: state,
    reported: reported?.state ?? null,
    since: state === 'degraded' ? null : history.asOf,
    availability: eachWindow(history, ({ availability }) => availability),
    coverage: eachWindow(history, ({ coverage }) => coverage),
    worst: eachWindow(history, ({ worst }) => worst),
    budgetRemaining: history.budgetPeriod.remaining,
    verdict: windows['30d'].verdict,
  };
}

function overallText(components: readonly ComponentSummary[]): string {
  const status = worstStatus(components.map((component) => component.status));
  if (status === 'operational') return 'All systems operational';
  const worst = components.filter((component) => component.status === status);
  return `${statusLabels[status]}: ${worst.map(({ name }) => name).join(', ')}`;
}

function contentOf({ contentHost, asOf }: SampleOptions): ContentState {
  if (contentHost === null) return noContent;
  const source = {
    projectId: 'local',
    dataset: 'production',
    apiHost: contentHost,
    apiVersion: '2025-02-19',
    live: 'events',
  } as const;
  return { source, readAt: asOf, stale: false, notice: null };
}

function siteStatus(
  options: SampleOptions,
  components: readonly ComponentSummary[],
  log: IncidentLog,
): SiteStatus {
  const through = Date.parse(options.asOf) - 2 * minuteMs;
  const names = [...new Set(components.map(({ group }) => group))];
  return {
    schemaVersion,
    site: {
      name: 'Larkfield Cloud',
      description: 'Current state and 90-day history of Larkfield Cloud.',
      url: options.url,
      timezone: 'UTC',
      expectedEveryMs: 5 * minuteMs,
    },
    branding: options.branding,
    simulated: options.simulated,
    asOf: options.asOf,
    dataThrough: new Date(through).toISOString(),
    validUntil: new Date(through + 10 * minuteMs).toISOString(),
    rulesVersion: 1,
    overall: {
      status: worstStatus(components.map(({ status }) => status)),
      text: overallText(components),
    },
    groups: names.map((name) => {
      const members = components.filter(({ group }) => group === name);
      return {
        name,
        status: worstStatus(members.map(({ status }) => status)),
        components: members.map(({ id }) => id),
      };
    }),
    components,
    content: log.content,
    running: log.incidents.filter((one) => one.resolvedAt === null),
    openIncidents: log.incidents.filter((one) => one.resolvedAt === null).map(({ slug }) => slug),
    openMaintenance: log.maintenance
      .filter(({ status }) => status !== 'completed')
      .map(({ slug }) => slug),
  };
}

/** Makes the snapshot. */
export function sampleSnapshot(options: SampleOptions): SampleSnapshot {
  const incidents = sampleIncidents(options);
  const now = Date.parse(options.asOf);
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null);
  const log: IncidentLog = {
    schemaVersion,
    asOf: options.asOf,
    content: contentOf(options),
    incidents,
    maintenance: [
      sampleMaintenance(1, now + 3 * dayMs, idOf(0), false),
      sampleMaintenance(2, now - 30 * dayMs, idOf(1), true),
    ],
  };
  const histories = Array.from({ length: options.components }, (_, index) =>
    sampleHistory(options, index, incidents),
  );
  const components = histories.map((history, index) =>
    summarise(history, groupOf(options, index), open),
  );
  const status = siteStatus(options, components, log);
  return {
    status,
    reports: sampleReports(status, histories),
    histories,
    log,
    // A large site is looked at as a whole, not into each of its days.
    days: histories
      .slice(0, detailedComponents)
      .flatMap((history) => sampleDayDetails(history, incidents)),
    scrub: scrubHistoryOf(
      histories.map((history) => ({ history })),
      incidents,
    ),
  };
}
