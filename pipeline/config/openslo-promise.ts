/** What one OpenSLO document promises, in our terms; what has no exact counterpart is refused. */
import type { OpensloIndicator, OpensloObjective, OpensloSlo } from '#schema/openslo.ts';
import type { Observation } from '#schema/snapshot.ts';

/** What an SLO is held against. */
export interface PromiseContext {
  readonly observed: Observation;
  readonly timezone: string;
  readonly thresholdUnit: 'ms' | 's' | undefined;
  /** Ends the reading: the key, what it must be, and what was found. */
  readonly refuse: (key: string, must: string, found?: unknown) => never;
}

/** An availability target, or a latency threshold that 99 % keep; and the period it holds over. */
export type Promised = { readonly period: string } & (
  | { readonly kind: 'availability'; readonly targetPpm: number }
  | { readonly kind: 'latency'; readonly p99Ms: number }
);

const p99Ppm = 990_000;
const longestMs = 3_600_000;
/** A histogram's bucket in a query: its ratio is of requests under a bound. */
const bucketQuery = /_bucket\b|\ble\s*[=~]/;

function targetOf({ target, targetPercent }: OpensloObjective): number {
  return target ?? targetPercent ?? 0;
}

function refuseWrongMethod(slo: OpensloSlo, objective: OpensloObjective, given: PromiseContext) {
  const { budgetingMethod } = slo.spec;
  const counted = given.observed === 'requests';
  if (counted && budgetingMethod !== 'Occurrences')
    given.refuse('budgetingMethod', 'must be Occurrences: requests are counted', budgetingMethod);
  if (!counted && budgetingMethod !== 'Timeslices') {
    const must = `must be Timeslices: availability of ${given.observed} is judged by minutes`;
    given.refuse('budgetingMethod', must, budgetingMethod);
  }
  refuseSlices(objective, !counted, given);
}

/** Both keys of a time slice belong to Timeslices, and to nothing else. */
function refuseSlices(objective: OpensloObjective, sliced: boolean, given: PromiseContext) {
  for (const key of ['timeSliceTarget', 'timeSliceWindow'] as const) {
    const value = objective[key];
    if (sliced && value === undefined)
      given.refuse(`objectives[0].${key}`, 'is missing, and Timeslices needs it');
    if (!sliced && value !== undefined)
      given.refuse(`objectives[0].${key}`, 'must be absent: it belongs to Timeslices', value);
  }
}

function refuseBucketRatio({ ratioMetric }: OpensloIndicator, given: PromiseContext) {
  for (const key of ['good', 'bad'] as const) {
    const query = JSON.stringify(ratioMetric?.[key]?.metricSource.spec ?? {});
    if (bucketQuery.test(query)) {
      const must =
        'must count failures: a ratio of results under a bound is latency; write it as a thresholdMetric';
      given.refuse(`indicator.ratioMetric.${key}`, must, query);
    }
  }
}

function availabilityOf(
  slo: OpensloSlo,
  objective: OpensloObjective,
  indicator: OpensloIndicator,
  given: PromiseContext,
): Promised {
  refuseBucketRatio(indicator, given);
  refuseWrongMethod(slo, objective, given);
  for (const key of ['op', 'value'] as const) {
    if (objective[key] !== undefined)
      given.refuse(
        `objectives[0].${key}`,
        'must be absent: it belongs to a thresholdMetric',
        objective[key],
      );
  }
  const { period } = slo.spec.timeWindow;
  return { kind: 'availability', targetPpm: targetOf(objective), period };
}

function thresholdOf({ op, value }: OpensloObjective, given: PromiseContext): number {
  if (op === undefined) given.refuse('objectives[0].op', 'is missing; allowed: lte');
  if (value === undefined) return given.refuse('objectives[0].value', 'is missing');
  const unit = given.thresholdUnit;
  if (unit === undefined) {
    const must =
      'has no unit: write `thresholdUnit: ms` or `thresholdUnit: s` beside `openslo` in status.yaml';
    return given.refuse('objectives[0].value', must, value);
  }
  const ms = unit === 's' ? Math.round(value * 1e9) / 1e6 : value;
  if (Number.isInteger(ms) && ms >= 1 && ms <= longestMs) return ms;
  return given.refuse(
    'objectives[0].value',
    'must be whole milliseconds from 1ms to 1h',
    `${value}${unit}`,
  );
}

function latencyOf(slo: OpensloSlo, objective: OpensloObjective, given: PromiseContext): Promised {
  const { timeWindow, budgetingMethod } = slo.spec;
  if (budgetingMethod !== 'Occurrences')
    given.refuse('budgetingMethod', 'must be Occurrences: latencies are counted', budgetingMethod);
  refuseSlices(objective, false, given);
  const target = targetOf(objective);
  if (target !== p99Ppm)
    given.refuse('objectives[0].target', 'must be 0.99: latency is promised as P99', target / 1e6);
  return { kind: 'latency', p99Ms: thresholdOf(objective, given), period: timeWindow.period };
}

/** Reads an SLO with its indicator; anything that would change its meaning is refused. */
export function promisedBy(
  slo: OpensloSlo,
  indicator: OpensloIndicator,
  given: PromiseContext,
): Promised {
  const [objective] = slo.spec.objectives;
  if (objective === undefined) return given.refuse('objectives', 'must hold exactly one objective');
  const { timeZone } = slo.spec.timeWindow;
  if (timeZone !== null && timeZone !== given.timezone) {
    const must = `must be the site's time zone, ${given.timezone}`;
    given.refuse('timeWindow[0].calendar.timeZone', must, timeZone);
  }
  return indicator.thresholdMetric === undefined
    ? availabilityOf(slo, objective, indicator, given)
    : latencyOf(slo, objective, given);
}
