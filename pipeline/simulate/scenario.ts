/** A scripted simulation: traffic of each component, and what goes wrong when. */
import * as v from 'valibot';
import { durationForm, parseDuration } from '#schema/duration.ts';
import { idForm } from '#schema/config.ts';
import {
  impacts,
  incidentStatuses,
  maintenanceStatuses,
  reportableStatuses,
} from '#schema/incident.ts';

const duration = v.pipe(
  v.string(`must be ${durationForm}`),
  v.check((text) => parseDuration(text) !== undefined, `must be ${durationForm}`),
  v.transform((text) => parseDuration(text) ?? 0),
);

const momentForm = 'a moment like "-12d 14:05" (UTC, days before now), "+2d 02:00" or "-34m"';

/** When something happens, relative to the moment the simulation is made for. */
export type Moment =
  | { readonly kind: 'clock'; readonly days: number; readonly minuteOfDay: number }
  | { readonly kind: 'relative'; readonly ms: number };

function parseMoment(text: string): Moment | undefined {
  const clock = /^([+-]\d{1,3})d (\d\d):(\d\d)$/.exec(text);
  if (clock) {
    return {
      kind: 'clock',
      days: Number(clock[1]),
      minuteOfDay: Number(clock[2]) * 60 + Number(clock[3]),
    };
  }
  const ms = parseDuration(text.slice(1));
  if (ms === undefined || !/^[+-]/.test(text)) return undefined;
  return { kind: 'relative', ms: text.startsWith('-') ? -ms : ms };
}

const moment = v.pipe(
  v.string(`must be ${momentForm}`),
  v.check((text) => parseMoment(text) !== undefined, `must be ${momentForm}`),
  v.transform((text): Moment => parseMoment(text) ?? { kind: 'relative', ms: 0 }),
);

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const slug = v.pipe(v.string(), v.regex(idForm, 'must be lower-case words joined by hyphens'));

const traffic = v.strictObject({
  /** Median latency in ms. */
  medianMs: v.pipe(v.number(), v.minValue(1)),
  /** Requests a minute at noon; for components observed by requests. */
  perMinute: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 100),
  /** Share of results that fail by chance. */
  failing: v.optional(share, 0.001),
  /** Days before now the component was first watched; by default all. */
  sinceDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

const incident = v.strictObject({
  slug,
  title: v.string(),
  impact: v.picklist(impacts),
  components: v.record(v.string(), v.picklist(reportableStatuses)),
  updates: v.array(
    v.strictObject({ after: duration, status: v.picklist(incidentStatuses), body: v.string() }),
  ),
  postmortem: v.optional(v.string()),
});

const maintenance = v.strictObject({
  slug,
  title: v.string(),
  announcedBefore: duration,
  updates: v.array(
    v.strictObject({ after: duration, status: v.picklist(maintenanceStatuses), body: v.string() }),
  ),
});

const episode = v.strictObject({
  at: moment,
  for: duration,
  components: v.array(v.string()),
  /** Share of results that fail while it lasts. */
  failing: v.optional(share, 0),
  /** Latency is multiplied by this. */
  slower: v.optional(v.pipe(v.number(), v.minValue(1)), 1),
  /** Only these vantage points see it. */
  regions: v.optional(v.array(v.string())),
  /** No telemetry at all arrives. */
  gap: v.optional(v.boolean(), false),
  incident: v.optional(incident),
  maintenance: v.optional(maintenance),
});

export const scenarioSchema = v.strictObject({
  seed: v.pipe(v.number(), v.integer()),
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(400)),
  /** Their checks follow each other within a minute, 5 seconds apart. */
  regions: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(10)),
  traffic: v.record(v.string(), traffic),
  episodes: v.array(episode),
});
export type Scenario = v.InferOutput<typeof scenarioSchema>;
export type Traffic = Scenario['traffic'][string];

const dayMs = 86_400_000;

/** Epoch ms of a moment, for a simulation made at `anchorMs`. */
export function momentMs(at: Moment, anchorMs: number): number {
  if (at.kind === 'relative') return Math.floor((anchorMs + at.ms) / 60_000) * 60_000;
  return (Math.floor(anchorMs / dayMs) + at.days) * dayMs + at.minuteOfDay * 60_000;
}
