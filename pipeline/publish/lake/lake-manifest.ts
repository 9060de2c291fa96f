/**
 * `/data/lake/manifest.json`: what the published numbers were made from. With it and the
 * Parquet files it lists anybody can compute every one of them again.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ComponentConfig } from '#schema/config.ts';
import { observations } from '#schema/snapshot.ts';
import { partSchema } from '../../lake/manifest.ts';
import { restatementSchema } from '../../rollup/restate.ts';
import { rules } from '../../rollup/rules.ts';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const nullableText = v.nullable(v.string());

const objectiveSchema = v.strictObject({
  from: nullableText,
  availabilityPpm: count,
  p99Ms: v.nullable(v.number()),
  period: v.string(),
  minCoveragePpm: count,
});

const componentSchema = v.strictObject({
  id: v.string(),
  name: v.string(),
  description: nullableText,
  group: v.string(),
  observed: v.picklist(observations),
  checkIntervalMs: count,
  probes: v.nullable(count),
  maxSilenceMs: count,
  tooManyRequestsIsBad: v.boolean(),
  since: nullableText,
  objectives: v.array(objectiveSchema),
});

const siteSchema = v.strictObject({
  name: v.string(),
  description: nullableText,
  url: nullableText,
  timezone: v.string(),
  expectedEveryMs: count,
  horizonMs: count,
});

/** As configured; the logo is a file that is given. */
const brandingSchema = v.strictObject({
  accent: v.nullable(v.strictObject({ light: v.string(), dark: v.string() })),
  links: v.array(v.strictObject({ label: v.string(), url: v.string() })),
  footer: nullableText,
});

export const lakeKinds = ['minutes', 'latency', 'parsed', 'recent', 'classes'] as const;
export type LakeKind = (typeof lakeKinds)[number];

/** A table as the manifest lists it. */
export const publishedFileSchema = v.strictObject({
  /** Below `/data/lake/`. */
  name: v.string(),
  kind: v.picklist(lakeKinds),
  /** UTC days of its rows, both included; null where it holds none. */
  from: nullableText,
  until: nullableText,
  sha256,
  bytes: count,
  rows: count,
});
export type PublishedFile = v.InferOutput<typeof publishedFileSchema>;

const manifestSchema = v.strictObject({
  schemaVersion: v.literal(1),
  asOf: v.string(),
  /** Version of the rules and sha256 of their constants, as in `rules.json`. */
  rules: v.strictObject({ version: count, sha256 }),
  /** What of the configuration figures depend on, and the sha256 of its file. */
  config: v.strictObject({
    sha256: v.nullable(sha256),
    site: siteSchema,
    branding: brandingSchema,
    components: v.array(componentSchema),
  }),
  /** What was given rather than computed. */
  given: v.strictObject({
    siteUrl: nullableText,
    simulated: v.boolean(),
    dataThrough: nullableText,
    /** Over the names of all cells, which say what they were made from. */
    inputSha256: sha256,
    /** Its name is below `/data/`, its size as it is shown. */
    logo: v.nullable(v.strictObject({ name: v.string(), width: count, height: count, sha256 })),
    /** Of `/data/incidents.json`, which people write. */
    incidentsSha256: sha256,
    /** When announced maintenance was first seen by a run; in the order it was read. */
    sightings: v.array(
      v.strictObject({
        slug: v.string(),
        components: v.array(v.string()),
        firstSeenMs: v.number(),
      }),
    ),
    /** Monthly reports by their names below `/data/`: those of earlier months are kept, not made anew. */
    reports: v.record(v.string(), sha256),
    /** Final days that later telemetry changed; to be had from the raw parts only. */
    restatements: v.array(restatementSchema),
    unmatched: v.array(
      v.strictObject({ service: nullableText, route: nullableText, records: count }),
    ),
  }),
  files: v.array(publishedFileSchema),
  /** Everything that was drained, in the order it was committed. */
  parts: v.array(partSchema),
  /** Of this file as one line without this member. */
  sha256,
});
export type LakeManifest = v.InferOutput<typeof manifestSchema>;
type Unsigned = Omit<LakeManifest, 'sha256'>;

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Version and hash of the rules this program computes by. */
export function rulesNow(): LakeManifest['rules'] {
  return { version: rules.version, sha256: hash(rules) };
}

/** What of a component is published: all but how telemetry finds it. */
export function publishedComponent(config: ComponentConfig): v.InferOutput<typeof componentSchema> {
  const published = { ...config, objectives: config.objectives.map((one) => ({ ...one })) };
  const { entries } = componentSchema;
  const kept = Object.entries(published).filter(([name]) => Object.hasOwn(entries, name));
  return v.parse(componentSchema, Object.fromEntries(kept));
}

/** The manifest as it is published. */
export function sealed(manifest: Unsigned): LakeManifest {
  return { ...manifest, sha256: hash(manifest) };
}

/** Reads a manifest; `null` where it is none of this version, `intact` as its own sha256 says. */
export function parseLakeManifest(
  text: string,
): { readonly manifest: LakeManifest; readonly intact: boolean } | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(manifestSchema, value);
  if (!parsed.success || typeof value !== 'object' || value === null) return null;
  // Hashed as it came: parsing may have put its members into another order.
  const { sha256: said, ...rest } = Object.fromEntries(Object.entries(value));
  return { manifest: parsed.output, intact: hash(rest) === said };
}
