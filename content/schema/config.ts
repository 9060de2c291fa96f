/**
 * `content/status.yaml`: what is watched, where its telemetry comes from and
 * what was promised. Parsed once, here; everything later reads `StatusConfig`.
 */
import * as v from 'valibot';
import { type BrandingConfig, brandingSchema, normaliseBranding } from './branding.ts';
import { duration, siteAddress, text } from './config-values.ts';
import { contentSourceSchema, type ContentSource } from './content-source.ts';
import { isCalendarDay } from './instant.ts';
import { type Match, matchSchema } from './match.ts';
import { type OpensloReference, opensloReference } from './openslo.ts';
import { observations } from './snapshot.ts';
import { sourceSchema } from './source-config.ts';

/** Lower-case words joined by hyphens: it becomes a file name and part of a URL. */
export const idForm = /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/;
const id = v.pipe(
  v.string(),
  v.maxLength(128),
  v.regex(
    idForm,
    'must be lower-case letters, digits, and single - _ . between them, like public-api',
  ),
);

const date = v.pipe(
  v.string('must be a date like 2026-03-01'),
  v.isoDate('must be a date like 2026-03-01'),
  v.check(isCalendarDay, 'must be a date like 2026-03-01'),
);

/** Percent with at most four decimals, so that it is a whole number of ppm. */
const target = v.pipe(
  v.number('must be a percentage like 99.9'),
  v.check(
    (percent) =>
      percent >= 1 &&
      percent < 100 &&
      Math.abs(percent * 10_000 - Math.round(percent * 10_000)) < 1e-6,
    'must be a percentage from 1 to 99.9999 with at most four decimals, like 99.9',
  ),
  v.transform((percent) => Math.round(percent * 10_000)),
);

const period = v.pipe(
  v.string('must be month, or whole days from 1d to 90d'),
  v.regex(/^(month|[1-9]d|[1-8]\dd|90d)$/, 'must be month, or whole days from 1d to 90d'),
);

const objective = v.strictObject({
  /** First site day it holds for; without it, from the beginning. */
  from: v.optional(date),
  availability: target,
  p99: v.optional(duration('1ms', '1h')),
  period: v.optional(period, '30d'),
  minCoverage: v.optional(target, 99),
});

const objectives = v.pipe(
  v.array(objective),
  v.minLength(1, 'must hold at least one objective'),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const seen = new Set<string | undefined>();
    dataset.value.forEach((item, index) => {
      if (seen.has(item.from)) {
        addIssue({
          message: 'must have a `from` of its own: another objective begins on the same day',
          input: item.from ?? null,
          path: [{ type: 'array', origin: 'value', input: dataset.value, key: index, value: item }],
        });
      }
      seen.add(item.from);
    });
  }),
);

const timezone = v.pipe(
  v.string(),
  v.check((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
    } catch {
      return false;
    }
  }, 'must be an IANA time zone like UTC or Europe/Berlin'),
);

const isOpenslo = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'openslo' in given;

const written = v.union(
  [objective, objectives],
  'must be an objective, like { availability: 99.9 }, or a list of them',
);
const anyForm = v.union([objective, objectives, opensloReference]);

/** One schema by what is there, so that faults are told of that one alone; editors get all. */
const slo = v.lazy((given) => {
  if (given === undefined) return anyForm;
  return isOpenslo(given) ? opensloReference : written;
});

const component = v.strictObject({
  id,
  name: v.optional(text(300)),
  description: v.optional(text(500)),
  group: v.optional(text(100), 'Services'),
  observed: v.picklist(observations),
  /** How OpenTelemetry data finds its component: attributes, `*` stands for any characters. */
  match: v.optional(matchSchema),
  checkInterval: v.optional(duration('1s', '1d'), '60s'),
  /** How many vantage points report; by default those seen. */
  probes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))),
  maxSilence: v.optional(duration('1m', '30d'), '25h'),
  /** HTTP 429 is the client's doing by default; a promise may count it as ours. */
  tooManyRequests: v.optional(v.picklist(['good', 'bad']), 'good'),
  /** First site day of the component; by default that of its first accepted event. */
  since: v.optional(date),
  slo,
});

/** The shape of `content/status.yaml`. */
export const statusConfigSchema = v.strictObject({
  site: v.strictObject({
    name: text(100),
    description: v.optional(text(300)),
    url: v.optional(siteAddress),
    timezone: v.optional(timezone, 'UTC'),
    expectedEvery: v.optional(duration('10s', '7d'), '5m'),
    horizon: v.optional(duration('91d', '3650d'), '400d'),
  }),
  branding: v.optional(brandingSchema),
  sources: v.pipe(v.array(sourceSchema), v.minLength(1, 'must hold at least one source')),
  /** Folder of Markdown incidents, relative to this file. */
  incidents: v.optional(text(1000), 'incidents'),
  /** Incidents from a Sanity project, beside those of the folder. */
  sanity: v.optional(contentSourceSchema),
  components: v.pipe(
    v.array(component),
    v.minLength(1, 'must hold at least one component'),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const seen = new Set<string>();
      dataset.value.forEach((item, index) => {
        if (seen.has(item.id)) {
          addIssue({
            message: 'must be unique: another component has this id',
            input: item.id,
            path: [
              { type: 'array', origin: 'value', input: dataset.value, key: index, value: item },
              { type: 'object', origin: 'value', input: { ...item }, key: 'id', value: item.id },
            ],
          });
        }
        seen.add(item.id);
      });
    }),
  ),
});

export type ParsedConfig = v.InferOutput<typeof statusConfigSchema>;
export type ParsedComponent = ParsedConfig['components'][number];
type ParsedObjective = v.InferOutput<typeof objective>;

export interface ObjectiveConfig {
  /** First site day it holds for; null: from the beginning. */
  readonly from: string | null;
  readonly availabilityPpm: number;
  readonly p99Ms: number | null;
  /** `month` or whole days: `30d`. */
  readonly period: string;
  readonly minCoveragePpm: number;
}

export interface ComponentConfig {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly group: string;
  readonly observed: ParsedComponent['observed'];
  /** Attributes of the OpenTelemetry data it claims; null: none. */
  readonly match: Match | null;
  readonly checkIntervalMs: number;
  readonly probes: number | null;
  readonly maxSilenceMs: number;
  readonly tooManyRequestsIsBad: boolean;
  readonly since: string | null;
  /** By `from`, oldest first; the first has `from: null`. */
  readonly objectives: readonly ObjectiveConfig[];
}

export type SourceConfig = ParsedConfig['sources'][number];

export interface StatusConfig {
  readonly site: {
    readonly name: string;
    readonly description: string | null;
    readonly url: string | null;
    readonly timezone: string;
    readonly expectedEveryMs: number;
    readonly horizonMs: number;
  };
  readonly branding: BrandingConfig;
  readonly sources: readonly SourceConfig[];
  readonly incidents: string;
  readonly sanity: ContentSource | null;
  readonly components: readonly ComponentConfig[];
}

function normaliseObjectives(given: ParsedObjective | ParsedObjective[]): ObjectiveConfig[] {
  const list = Array.isArray(given) ? given : [given];
  const sorted = [...list].sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
  return sorted.map((item, index) => ({
    // Days before the first dated objective are measured against that one.
    from: index === 0 ? null : (item.from ?? null),
    availabilityPpm: item.availability,
    p99Ms: item.p99 ?? null,
    period: item.period,
    minCoveragePpm: item.minCoverage,
  }));
}

function unread(component: ParsedComponent): never {
  throw new Error(`${component.id}: its OpenSLO file was not read`);
}

/**
 * The parsed configuration in the form everything else reads. What stands in OpenSLO
 * files is given by `read`; without it they are an error.
 */
export function normaliseConfig(
  parsed: ParsedConfig,
  read: (component: ParsedComponent, reference: OpensloReference) => ObjectiveConfig = unread,
): StatusConfig {
  const { site } = parsed;
  return {
    site: {
      name: site.name,
      description: site.description ?? null,
      url: site.url ?? null,
      timezone: site.timezone,
      expectedEveryMs: site.expectedEvery,
      horizonMs: site.horizon,
    },
    branding: normaliseBranding(parsed.branding),
    sources: parsed.sources,
    incidents: parsed.incidents,
    sanity: parsed.sanity ?? null,
    components: parsed.components.map((item) => ({
      id: item.id,
      name: item.name ?? item.id,
      description: item.description ?? null,
      group: item.group,
      observed: item.observed,
      match: item.match ?? null,
      checkIntervalMs: item.checkInterval,
      probes: item.probes ?? null,
      maxSilenceMs: item.maxSilence,
      tooManyRequestsIsBad: item.tooManyRequests === 'bad',
      since: item.since ?? null,
      objectives: 'openslo' in item.slo ? [read(item, item.slo)] : normaliseObjectives(item.slo),
    })),
  };
}
