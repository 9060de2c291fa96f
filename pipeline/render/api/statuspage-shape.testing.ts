/** The shape of Statuspage's public API, every field of it, as its own answers have it. */
import * as v from 'valibot';

const instant = v.pipe(v.string(), v.isoTimestamp());
const text = v.pipe(v.string(), v.minLength(1));
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/));
const componentStatus = v.picklist([
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
  'under_maintenance',
]);

const page = v.strictObject({
  ...{ id, name: text, url: v.pipe(v.string(), v.url()), time_zone: text, updated_at: instant },
});

const component = v.strictObject({
  ...{ id, name: text, status: componentStatus, created_at: instant, updated_at: instant },
  position: v.pipe(v.number(), v.integer(), v.minValue(1)),
  description: v.nullable(v.string()),
  showcase: v.boolean(),
  start_date: v.nullable(v.pipe(v.string(), v.isoDate())),
  group_id: v.nullable(id),
  page_id: id,
  group: v.boolean(),
  only_show_if_degraded: v.boolean(),
  /** Of groups. */
  components: v.optional(v.array(id)),
});

const update = (status: readonly string[]) =>
  v.strictObject({
    ...{ id, status: v.picklist(status), body: v.string(), incident_id: id },
    ...{ created_at: instant, updated_at: instant, display_at: instant },
    affected_components: v.nullable(
      v.array(
        v.strictObject({
          ...{ code: id, name: text, old_status: componentStatus, new_status: componentStatus },
        }),
      ),
    ),
    deliver_notifications: v.boolean(),
    custom_tweet: v.nullable(v.string()),
    tweet_id: v.nullable(v.number()),
  });

const eventFields = (status: readonly string[], impact: readonly string[]) => ({
  ...{ id, name: text, status: v.picklist(status), created_at: instant, updated_at: instant },
  monitoring_at: v.nullable(instant),
  resolved_at: v.nullable(instant),
  impact: v.picklist(impact),
  shortlink: v.pipe(v.string(), v.url()),
  started_at: instant,
  page_id: id,
  incident_updates: v.pipe(v.array(update(status)), v.minLength(1)),
  components: v.array(component),
  reminder_intervals: v.null(),
});

const impacts = ['none', 'minor', 'major', 'critical'];
const incident = v.strictObject(
  eventFields(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'], impacts),
);
const maintenance = v.strictObject({
  ...eventFields(
    ['scheduled', 'in_progress', 'verifying', 'completed'],
    [...impacts, 'maintenance'],
  ),
  scheduled_for: instant,
  scheduled_until: instant,
});
const status = v.strictObject({
  indicator: v.picklist([...impacts, 'maintenance']),
  description: text,
});

/** What we say beside Statuspage's fields, since a static file grows old. */
const ownFields = {
  dataThrough: v.nullable(instant),
  validUntil: v.nullable(instant),
  simulated: v.boolean(),
  unknownComponents: v.array(id),
};

const members = {
  components: v.array(component),
  incidents: v.array(incident),
  scheduled_maintenances: v.array(maintenance),
  status,
};
const { components, incidents, scheduled_maintenances } = members;

/** Statuspage's own entries, to see that the shape is theirs. */
export const entryShapes = { component, incident } as const;

/** Schema of each file below `api/v2/`. */
export const fileShapes: Readonly<Record<string, v.GenericSchema>> = {
  'summary.json': v.strictObject({ page, ...ownFields, ...members }),
  'status.json': v.strictObject({ page, ...ownFields, status }),
  'components.json': v.strictObject({ page, ...ownFields, components }),
  'incidents.json': v.strictObject({ page, ...ownFields, incidents }),
  'incidents/unresolved.json': v.strictObject({ page, ...ownFields, incidents }),
  'scheduled-maintenances.json': v.strictObject({ page, ...ownFields, scheduled_maintenances }),
  'scheduled-maintenances/upcoming.json': v.strictObject({
    ...{ page, ...ownFields, scheduled_maintenances },
  }),
  'scheduled-maintenances/active.json': v.strictObject({
    ...{ page, ...ownFields, scheduled_maintenances },
  }),
};
