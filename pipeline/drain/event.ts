/** One healthcheck result or served request, decoded and checked. */
export interface Event {
  readonly timeMs: number;
  readonly component: string;
  readonly bad: boolean;
  /** How many identical results it stands for; 0 says "alive, nothing served". */
  readonly count: number;
  /** null where it took no time that was measured. */
  readonly durationMs: number | null;
  /** False: timeout, refused connection, no such host. It counts as over any threshold. */
  readonly responded: boolean;
  readonly id: string | null;
  readonly region: string;
  readonly probe: string;
  readonly statusCode: number | null;
  readonly method: string | null;
  readonly route: string | null;
  readonly error: string | null;
}

/**
 * Where a result comes from; of several signals only one counts for a component. `event` is
 * a result that names its component itself.
 */
export const signals = [
  'event',
  'server-metrics',
  'server-spans',
  'client-metrics',
  'httpcheck',
] as const;
export type Signal = (typeof signals)[number];

/** Bounds of a duration: more than `lowMs` (or 0), at most `highMs`. */
export interface Latency {
  readonly lowMs: number;
  readonly highMs: number;
}

/** What is known of an event beyond itself. */
export interface Circumstances {
  readonly signal: Signal;
  /** Where only a bucket is known of its duration. */
  readonly latency: Latency | null;
  /** First minute since the epoch of which it speaks; the last is that of its time. */
  readonly firstMinute: number;
  /** A record that becomes several events is counted with the first of them. */
  readonly records: 0 | 1;
  /** Nobody said which share of all requests was recorded: no verdict may rest on it. */
  readonly unsampled: boolean;
  /** Why it counts nowhere though it is whole; null: it counts. */
  readonly excluded: string | null;
}

/** Why a record is kept aside instead of being counted. */
export const quarantineReasons = ['malformed', 'future', 'late'] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

export type Decoded =
  { readonly ok: true; readonly event: Event } | { readonly ok: false; readonly detail: string };
