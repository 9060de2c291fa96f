/** The site in one file: what is shown now, and the figures of the first page. */
import type { Branding } from '#schema/branding.ts';
import type { ComponentConfig, StatusConfig } from '#schema/config.ts';
import type { ContentState } from '#schema/content-source.ts';
import type { Incident, Maintenance } from '#schema/incident.ts';
import { overallOf } from '#schema/overall.ts';
import { reportedState, shownState } from '#schema/reported.ts';
import {
  type ComponentSummary,
  type Percent,
  schemaVersion,
  type SiteStatus,
  type WindowName,
  windowNames,
} from '#schema/snapshot.ts';
import { worstStatus } from '#schema/status.ts';
import type { LogoFile } from '../config/read-logo.ts';
import type { ComponentRollup } from '../rollup/component.ts';
import type { Counted } from '../rollup/count-cells.ts';
import { rules } from '../rollup/rules.ts';

export interface SummaryInput {
  readonly counted: Pick<Counted, 'firstDays'>;
  readonly config: StatusConfig;
  readonly logo: LogoFile | null;
  readonly siteUrl: string | null;
  readonly simulated: boolean;
  readonly asOfMs: number;
  readonly dataThroughMs: number | null;
  readonly components: readonly ComponentRollup[];
  readonly incidents: readonly Incident[];
  readonly maintenance: readonly Maintenance[];
  readonly content: ContentState;
}

function perWindow(pick: (name: WindowName) => Percent): Record<WindowName, Percent> {
  const [day, week, month, quarter] = windowNames;
  return { [day]: pick(day), [week]: pick(week), [month]: pick(month), [quarter]: pick(quarter) };
}

function summaryOf(
  config: ComponentConfig,
  rolled: ComponentRollup,
  input: SummaryInput,
): ComponentSummary {
  const { history, now } = rolled;
  const reported = reportedState(input, config.id);
  const { windows } = history;
  return {
    id: config.id,
    name: config.name,
    description: config.description,
    group: config.group,
    observed: config.observed,
    firstDay: config.since ?? input.counted.firstDays.get(config.id) ?? null,
    status: shownState(now.status, reported),
    measured: now.status,
    reported,
    since: now.since === null ? null : new Date(now.since * 60_000).toISOString(),
    availability: perWindow((name) => windows[name].availability),
    coverage: perWindow((name) => windows[name].coverage),
    worst: perWindow((name) => windows[name].worst),
    budgetRemaining: history.budgetPeriod.remaining,
    verdict: windows['30d'].verdict,
  };
}

function groupsOf(components: readonly ComponentSummary[]): SiteStatus['groups'] {
  const names = [...new Set(components.map(({ group }) => group))];
  return names.map((name) => {
    const members = components.filter(({ group }) => group === name);
    return {
      name,
      status: worstStatus(members.map(({ status }) => status)),
      components: members.map(({ id }) => id),
    };
  });
}

function brandingOf({ config, logo }: SummaryInput): Branding {
  const shown = logo && { name: logo.name, width: logo.width, height: logo.height };
  const { accent, links, footer } = config.branding;
  return { logo: shown, accent, links, footer };
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** `/data/status.json`. */
export function siteStatusOf(input: SummaryInput): SiteStatus {
  const { site } = input.config;
  const components = input.config.components.flatMap((config) => {
    const rolled = input.components.find(({ history }) => history.id === config.id);
    return rolled ? [summaryOf(config, rolled, input)] : [];
  });
  const { dataThroughMs } = input;
  return {
    schemaVersion,
    site: {
      name: site.name,
      description: site.description,
      url: input.siteUrl ?? site.url,
      timezone: site.timezone,
      expectedEveryMs: site.expectedEveryMs,
    },
    branding: brandingOf(input),
    simulated: input.simulated,
    asOf: new Date(input.asOfMs).toISOString(),
    dataThrough: iso(dataThroughMs),
    validUntil: iso(dataThroughMs === null ? null : dataThroughMs + 2 * site.expectedEveryMs),
    rulesVersion: rules.version,
    overall: overallOf(components),
    groups: groupsOf(components),
    components,
    content: input.content,
    running: input.incidents.filter(({ resolvedAt }) => resolvedAt === null),
    openIncidents: input.incidents
      .filter(({ resolvedAt }) => resolvedAt === null)
      .map(({ slug }) => slug),
    openMaintenance: input.maintenance
      .filter(({ status }) => status !== 'completed')
      .map(({ slug }) => slug)
      .reverse(),
  };
}
