/** Components and their groups in the shape of Statuspage's public API. */
import type { ComponentSummary, SiteStatus } from '#schema/snapshot.ts';
import type { ComponentStatus } from '#schema/status.ts';
import { plainLine } from '../plain-text.ts';
import { idOf, type SiteSource } from '../site-source.ts';

/**
 * Statuspage has no word for "unknown". Of its words the one that claims least is taken:
 * silence is never published as up.
 */
export const apiStatus: Readonly<Record<ComponentStatus, string>> = {
  operational: 'operational',
  unknown: 'degraded_performance',
  maintenance: 'under_maintenance',
  degraded: 'degraded_performance',
  partial_outage: 'partial_outage',
  major_outage: 'major_outage',
};

export interface ApiComponent {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
  /** Within its group, from 1. */
  readonly position: number;
  readonly description: string | null;
  readonly showcase: boolean;
  readonly start_date: string | null;
  readonly group_id: string | null;
  readonly page_id: string;
  readonly group: boolean;
  readonly only_show_if_degraded: boolean;
  /** Of a group: ids of its members. */
  readonly components?: readonly string[];
}

const latest = (instants: readonly string[]) => instants.reduce((a, b) => (a > b ? a : b));

/** When the state last changed, by telemetry or by what people said. */
function changedAt(component: ComponentSummary, created: string, source: SiteSource): string {
  const said = [
    ...source.incidents.filter(({ components }) =>
      components.some(({ id }) => id === component.id),
    ),
    ...source.maintenance.filter(({ components }) => components.includes(component.id)),
  ].flatMap(({ updates }) => updates.map(({ postedAt }) => postedAt));
  return latest([created, ...(component.since === null ? [] : [component.since]), ...said]);
}

/** Of the page itself. */
export const pageIdOf = ({ url }: SiteSource): string => idOf('page', url);

const groupIdOf = (name: string): string => idOf('group', name);

function componentOf(
  component: ComponentSummary,
  position: number,
  source: SiteSource,
): ApiComponent {
  const { firstDay, description } = component;
  const created = firstDay === null ? source.status.asOf : `${firstDay}T00:00:00.000Z`;
  return {
    id: component.id,
    name: plainLine(component.name),
    status: apiStatus[component.status],
    created_at: created,
    updated_at: changedAt(component, created, source),
    position,
    description: description === null ? null : plainLine(description),
    showcase: true,
    start_date: firstDay,
    group_id: groupIdOf(component.group),
    page_id: pageIdOf(source),
    group: false,
    only_show_if_degraded: false,
  };
}

function groupOf(
  { name, status, components }: SiteStatus['groups'][number],
  position: number,
  members: readonly ApiComponent[],
  page: string,
): ApiComponent {
  const created = members.map(({ created_at }) => created_at).reduce((a, b) => (a < b ? a : b));
  const started = members.flatMap(({ start_date }) => start_date ?? []).sort()[0] ?? null;
  return {
    id: groupIdOf(name),
    name: plainLine(name),
    status: apiStatus[status],
    created_at: created,
    updated_at: latest(members.map(({ updated_at }) => updated_at)),
    position,
    description: null,
    showcase: false,
    start_date: started,
    group_id: null,
    page_id: page,
    group: true,
    only_show_if_degraded: false,
    components,
  };
}

/** Every group, each followed by its members. */
export function apiComponents(source: SiteSource): ApiComponent[] {
  const { groups, components } = source.status;
  return groups.flatMap((group, at) => {
    const members = components
      .filter(({ id }) => group.components.includes(id))
      .map((component, index) => componentOf(component, index + 1, source));
    return [groupOf(group, at + 1, members, pageIdOf(source)), ...members];
  });
}
