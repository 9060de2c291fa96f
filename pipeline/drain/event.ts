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

/** Why a record is kept aside instead of being counted. */
export const quarantineReasons = ['malformed', 'future', 'late'] as const;
export type QuarantineReason = (typeof quarantineReasons)[number];

export type Decoded =
  { readonly ok: true; readonly event: Event } | { readonly ok: false; readonly detail: string };
