/** The time window of an OpenSLO objective, as a period of ours. */
import * as v from 'valibot';

export interface OpensloWindow {
  /** `month` or whole days: `28d`. */
  readonly period: string;
  /** Zone the calendar is read in; null for a rolling window, which is cut at the site's days. */
  readonly timeZone: string | null;
}

const hoursOf: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };
const rollingForm = 'must be whole days from 1d to 90d, like 28d, 4w or 24h, where isRolling';

function rollingPeriod(duration: string): string | undefined {
  const match = /^(\d{1,4})([hdw])$/.exec(duration);
  const days = (Number(match?.[1]) * (hoursOf[match?.[2] ?? ''] ?? NaN)) / 24;
  return Number.isInteger(days) && days >= 1 && days <= 90 ? `${days}d` : undefined;
}

const calendar = v.strictObject({
  startTime: v.pipe(
    v.string(),
    v.regex(
      /^\d{4}-\d{2}-01(?:[ T]00:00(?::00)?)?$/,
      'must be midnight of the first of a month, like 2026-01-01 00:00:00',
    ),
  ),
  timeZone: v.string(),
});

const window = v.strictObject({
  duration: v.string(),
  isRolling: v.optional(v.boolean()),
  calendar: v.optional(calendar),
});
type Window = v.InferOutput<typeof window>;

/** Which key of a window is not supported, and why; undefined for one that is. */
function faultOf({
  duration,
  isRolling,
  calendar: aligned,
}: Window): [keyof Window, string] | undefined {
  if (isRolling === true) {
    if (aligned) return ['calendar', 'must be absent where isRolling is true'];
    return rollingPeriod(duration) === undefined ? ['duration', rollingForm] : undefined;
  }
  if (!aligned) return ['isRolling', 'must be true, or a calendar must be given'];
  return duration === '1M'
    ? undefined
    : ['duration', 'must be 1M, the one calendar window that is supported'];
}

/** `timeWindow`: exactly one window, of rolling days or the calendar month. */
export const timeWindowSchema = v.pipe(
  v.array(window),
  v.length(1, 'must hold exactly one window'),
  v.rawTransform(({ dataset, addIssue, NEVER }): OpensloWindow => {
    const [given] = dataset.value;
    if (given === undefined) return NEVER;
    const fault = faultOf(given);
    if (fault) {
      const [key, message] = fault;
      addIssue({
        message,
        input: given[key] ?? null,
        path: [
          { type: 'array', origin: 'value', input: dataset.value, key: 0, value: given },
          { type: 'object', origin: 'value', input: { ...given }, key, value: given[key] },
        ],
      });
      return NEVER;
    }
    const timeZone = given.calendar?.timeZone ?? null;
    return {
      period: timeZone === null ? (rollingPeriod(given.duration) ?? '') : 'month',
      timeZone,
    };
  }),
);
