/** Incidents and scheduled maintenance in the shape of Statuspage's public API. */
import type { Incident, Maintenance } from '#schema/incident.ts';
import { type AuthoredUpdate, updatesOf } from '../authored-updates.ts';
import { plainLine, textAsHtml } from '../plain-text.ts';
import { idOf, incidentUrl, maintenanceUrl, type SiteSource } from '../site-source.ts';
import { type ApiComponent, apiStatus, pageIdOf } from './component.ts';

interface AffectedComponent {
  readonly code: string;
  readonly name: string;
  readonly old_status: string;
  readonly new_status: string;
}

/** A component with the state it was put in while this lasted. */
interface Touched {
  readonly component: ApiComponent;
  readonly state: string;
}

const ended = ['resolved', 'completed'];
const before = ['scheduled'];

function stateAt(update: AuthoredUpdate | undefined, state: string): string {
  if (update === undefined || ended.includes(update.status) || before.includes(update.status))
    return 'operational';
  return state;
}

/** Updates newest first, each with what it changed. */
function apiUpdates(
  item: Incident | Maintenance,
  touched: readonly Touched[],
): Record<string, unknown>[] {
  const updates = updatesOf(item);
  return updates.map((update, at) => {
    const { status, postedAt, bodyText } = update;
    const affected = touched.map(({ component, state }): AffectedComponent => ({
      code: component.id,
      name: component.name,
      old_status: stateAt(updates[at + 1], state),
      new_status: stateAt(update, state),
    }));
    return {
      id: idOf('update', item.slug, postedAt, status),
      status,
      // HTML, as Statuspage's is.
      body: textAsHtml(bodyText === '' ? item.title : bodyText),
      incident_id: item.slug,
      ...{ created_at: postedAt, updated_at: postedAt, display_at: postedAt },
      affected_components: affected.length === 0 ? null : affected,
      deliver_notifications: false,
      custom_tweet: null,
      tweet_id: null,
    };
  });
}

function touchedBy(
  states: readonly { readonly id: string; readonly state: string }[],
  components: readonly ApiComponent[],
): Touched[] {
  return states.flatMap(({ id, state }) => {
    const component = components.find((one) => !one.group && one.id === id);
    return component === undefined ? [] : [{ component, state }];
  });
}

/** When something was first said of it, and last. */
function toldAt(item: Incident | Maintenance): { created_at: string; updated_at: string } {
  const updates = updatesOf(item);
  return {
    created_at: updates.at(-1)?.postedAt ?? '',
    updated_at: updates[0]?.postedAt ?? '',
  };
}

/** One entry of `incidents.json`. */
export function apiIncident(
  incident: Incident,
  components: readonly ApiComponent[],
  source: SiteSource,
): Record<string, unknown> {
  const states = incident.components.map(({ id, state }) => ({ id, state: apiStatus[state] }));
  const touched = touchedBy(states, components);
  const monitoring = incident.updates.find(({ status }) => status === 'monitoring');
  return {
    id: incident.slug,
    name: plainLine(incident.title),
    status: incident.status,
    ...toldAt(incident),
    monitoring_at: monitoring?.postedAt ?? null,
    resolved_at: incident.resolvedAt,
    impact: incident.impact,
    shortlink: incidentUrl(source, incident.slug),
    started_at: incident.startedAt,
    page_id: pageIdOf(source),
    incident_updates: apiUpdates(incident, touched),
    components: touched.map(({ component }) => component),
    reminder_intervals: null,
  };
}

/** One entry of `scheduled-maintenances.json`. */
export function apiMaintenance(
  item: Maintenance,
  components: readonly ApiComponent[],
  source: SiteSource,
): Record<string, unknown> {
  const touched = touchedBy(
    item.components.map((id) => ({ id, state: apiStatus.maintenance })),
    components,
  );
  const completed = item.updates.find(({ status }) => status === 'completed')?.postedAt;
  return {
    id: item.slug,
    name: plainLine(item.title),
    status: item.status,
    ...toldAt(item),
    monitoring_at: null,
    resolved_at: item.status === 'completed' ? (completed ?? item.scheduledUntil) : null,
    impact: 'maintenance',
    shortlink: maintenanceUrl(source, item.slug),
    started_at: item.scheduledFor,
    page_id: pageIdOf(source),
    incident_updates: apiUpdates(item, touched),
    components: touched.map(({ component }) => component),
    reminder_intervals: null,
    scheduled_for: item.scheduledFor,
    scheduled_until: item.scheduledUntil,
  };
}
