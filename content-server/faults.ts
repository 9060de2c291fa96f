/** Switches to break the server on purpose. */
import * as v from 'valibot';

const status = v.picklist([400, 401, 403, 404, 429, 500, 502, 503]);

/** Sent to `PUT /_faults`; an empty object mends everything. */
export const faultsForm = v.strictObject({
  /** Answers with this status. */
  status: v.optional(status),
  /** In seconds; a `Retry-After` beside the status. */
  retryAfter: v.optional(v.number()),
  /** Waits this long before it answers, in ms. */
  delayMs: v.optional(v.number()),
  /** Takes requests and never answers; streams that are open stay so and are silent for good. */
  hang: v.optional(v.boolean()),
  /** Answers queries with bytes that are no JSON. */
  nonsense: v.optional(v.boolean()),
  /** Ends every connection at once, and each new one. */
  cut: v.optional(v.boolean()),
  /** Only readers without a token: who writes may go on. */
  anonymous: v.optional(v.boolean()),
  /** Only requests whose path holds this. */
  path: v.optional(v.string()),
});

export type Faults = v.InferOutput<typeof faultsForm>;

/** The faults that a request meets; `token`: whether it came with one. */
export function faultsFor(faults: Faults, path: string, token: boolean): Faults {
  if (token && faults.anonymous === true) return {};
  return faults.path === undefined || path.includes(faults.path) ? faults : {};
}
