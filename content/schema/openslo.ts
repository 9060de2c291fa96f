/**
 * OpenSLO v1 documents, as far as they can be held to without a change of meaning. What
 * is not supported is refused by its name; nothing that changes a figure is passed over.
 */
import * as v from 'valibot';
import { text } from './config-values.ts';
import { timeWindowSchema } from './openslo-window.ts';

/** `slo: { openslo: slos/api.yaml }` of a component: its objective stands in another file. */
export const opensloReference = v.strictObject({
  /** File of OpenSLO documents, relative to status.yaml. */
  openslo: text(1000),
  /** Which SLOs of the file; by default all. */
  name: v.optional(v.union([text(300), v.array(text(300))], 'must be a name or a list of names')),
  /** OpenSLO gives thresholds without a unit. */
  thresholdUnit: v.optional(v.picklist(['ms', 's'])),
});
export type OpensloReference = v.InferOutput<typeof opensloReference>;

/** A key that would change the meaning of an objective. */
const refused = (why: string) => v.optional(v.custom<undefined>(() => false, why));

const metadata = v.strictObject({
  name: text(300),
  displayName: v.optional(v.string()),
  labels: v.optional(v.unknown()),
  annotations: v.optional(v.unknown()),
});

const metric = v.strictObject({
  metricSource: v.strictObject({
    metricSourceRef: v.optional(v.string()),
    type: v.optional(v.string()),
    spec: v.record(v.string(), v.unknown()),
  }),
});

const rawRefused =
  'is not supported: a ratio computed elsewhere holds no counts; give good or bad, and total';
const ratioMetric = v.pipe(
  v.strictObject({
    counter: v.optional(v.boolean()),
    good: v.optional(metric),
    bad: v.optional(metric),
    total: v.optional(metric),
    raw: refused(rawRefused),
    rawType: refused(rawRefused),
  }),
  v.check(
    ({ good, bad, total }) => total !== undefined && (good === undefined) !== (bad === undefined),
    'must hold total and either good or bad',
  ),
);

const indicatorSpec = v.pipe(
  v.strictObject({
    description: v.optional(v.string()),
    thresholdMetric: v.optional(metric),
    ratioMetric: v.optional(ratioMetric),
  }),
  v.check(
    ({ thresholdMetric, ratioMetric: ratio }) =>
      (thresholdMetric === undefined) !== (ratio === undefined),
    'must hold either ratioMetric or thresholdMetric',
  ),
);
export type OpensloIndicator = v.InferOutput<typeof indicatorSpec>;

/** Whole ppm, as a target written by hand. */
const shareOf = (whole: number, example: string) => {
  const form = `must be a number like ${example}, from ${whole / 100} to below ${whole}, of whole millionths`;
  return v.pipe(
    v.number(form),
    v.check((share) => {
      const ppm = (share / whole) * 1_000_000;
      return ppm >= 10_000 && share < whole && Math.abs(ppm - Math.round(ppm)) < 1e-6;
    }, form),
    v.transform((share) => Math.round((share / whole) * 1_000_000)),
  );
};

const composite = 'is not supported: composite SLOs; write an SLO of its own';
const objective = v.pipe(
  v.strictObject({
    displayName: v.optional(v.string()),
    op: v.optional(
      v.picklist(['lte'], 'must be lte: a result is good up to its threshold, that included'),
    ),
    value: v.optional(v.number()),
    target: v.optional(shareOf(1, '0.999')),
    targetPercent: v.optional(shareOf(100, '99.9')),
    timeSliceTarget: v.optional(
      v.literal(1, 'must be 1: a minute is bad if any of its results is'),
    ),
    timeSliceWindow: v.optional(v.picklist(['1m', 1], 'must be 1m: verdicts are made of minutes')),
    indicator: refused(composite),
    indicatorRef: refused(composite),
    compositeWeight: refused(composite),
  }),
  v.check(
    ({ target, targetPercent }) => (target === undefined) !== (targetPercent === undefined),
    'must hold either target or targetPercent',
  ),
);
export type OpensloObjective = v.InferOutput<typeof objective>;

const sloSpec = v.pipe(
  v.strictObject({
    description: v.optional(v.string()),
    service: v.optional(v.string()),
    indicator: v.optional(v.strictObject({ metadata: v.optional(metadata), spec: indicatorSpec })),
    indicatorRef: v.optional(v.string()),
    timeWindow: timeWindowSchema,
    budgetingMethod: v.picklist(
      ['Occurrences', 'Timeslices'],
      'must be Occurrences or Timeslices; others, like RatioTimeslices, are not supported',
    ),
    objectives: v.pipe(
      v.array(objective),
      v.length(1, 'must hold exactly one objective; for another target write an SLO of its own'),
    ),
    /** Alerting is done elsewhere and changes no figure. */
    alertPolicies: v.optional(v.array(v.unknown())),
  }),
  v.check(
    ({ indicator, indicatorRef }) => (indicator === undefined) !== (indicatorRef === undefined),
    'must hold either indicator or indicatorRef',
  ),
);

const apiVersion = v.literal('openslo/v1', 'must be openslo/v1, the one version that is read');
const slo = v.strictObject({ apiVersion, kind: v.literal('SLO'), metadata, spec: sloSpec });
const sli = v.strictObject({ apiVersion, kind: v.literal('SLI'), metadata, spec: indicatorSpec });
/** Kinds that change no figure: where else the data lies, whom it belongs to, who is called. */
const elsewhere = <const Kind extends string>(kind: Kind) =>
  v.looseObject({ apiVersion, kind: v.literal(kind) });

export type OpensloSlo = v.InferOutput<typeof slo>;

/** One document of a file. */
export const opensloDocument = v.variant('kind', [
  slo,
  sli,
  elsewhere('Service'),
  elsewhere('DataSource'),
  elsewhere('AlertPolicy'),
  elsewhere('AlertCondition'),
  elsewhere('AlertNotificationTarget'),
]);
export type OpensloDocument = v.InferOutput<typeof opensloDocument>;
