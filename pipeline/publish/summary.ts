/** The site in one file: what is shown now, and the figures of the first page. */
import type { Branding } from '#schema/branding.ts';
import type { ComponentConfig, StatusConfig } from '#schema/config.ts';
import type { Incident, Maintenance } from '#schema/incident.ts';
import {
  type ComponentSummary,
  type Overall,
  type Percent,
  schemaVersion,
  type SiteStatus,
  type WindowName,
  windowNames,
} from '#schema/snapshot.ts';
import { type ComponentStatus, statusLabels, worstStatus } from '#schema/status.ts';
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
}

const isRunning = ({ status }: Maintenance) => status === 'in_progress' || status === 'verifying';

function reportedState(input: SummaryInput, id: string): ComponentStatus | null {
  const states: ComponentStatus[] = [];
  for (const incident of input.incidents) {
    if (incident.resolvedAt !== null) continue;
    for (const affected of incident.components) if (affected.id === id) states.push(affected.state);
  }
  for (const item of input.maintenance) {
    if (isRunning(item) && item.components.includes(id)) states.push('maintenance');
  }
  return states.length === 0 ? null : worstStatus(states);
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
    status: worstStatus([now.status, ...(reported === null ? [] : [reported])]),
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

/** A headline names one or two; more of them are counted. */
const namedAtMost = 2;

function named(some: readonly ComponentSummary[], all: readonly ComponentSummary[]): string {
  if (some.length > namedAtMost) return `${some.length} of ${all.length} components`;
  return some.map(({ name }) => name).join(' and ');
}

/** The state of all in one sentence; silence never reads as "operational". */
export function overallOf(components: readonly ComponentSummary[]): Overall {
  const status = worstStatus(components.map((component) => component.status));
  const unknown = components.filter((component) => component.status === 'unknown');
  if (status === 'operational') return { status, text: 'All systems operational' };
  if (status === 'unknown') {
    const all = unknown.length === components.length;
    return {
      status,
      text: all ? 'Status unknown' : `Status unknown: ${named(unknown, components)}`,
    };
  }
  const worst = components.filter((component) => component.status === status);
  return { status, text: `${statusLabels[status]}: ${named(worst, components)}` };
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
    openIncidents: input.incidents
      .filter(({ resolvedAt }) => resolvedAt === null)
      .map(({ slug }) => slug),
    openMaintenance: input.maintenance
      .filter(({ status }) => status !== 'completed')
      .map(({ slug }) => slug)
      .reverse(),
  };
}
