/**
 * The definitions a second time: plain loops over events, whole numbers only, written from
 * the text of the rules and not from the pipeline. Slow, and that is fine.
 */

/** One record. A result without a response has no duration. */
export interface PlainEvent {
  readonly id: string | null;
  readonly probe: string;
  readonly timeMs: number;
  readonly bad: boolean;
  readonly count: bigint;
  readonly durationMs: number | null;
  readonly responded: boolean;
}

export type Letter = 'U' | 'D' | 'P' | 'M' | 'X' | 'I' | '?';

export const minuteOf = ({ timeMs }: PlainEvent): number => Math.floor(timeMs / 60_000);

/** Of copies the worst wins: bad over good, then the larger count, then the slower, the earlier. */
export function withoutCopies(events: readonly PlainEvent[]): PlainEvent[] {
  const kept: PlainEvent[] = [];
  for (const event of events) {
    const at = kept.findIndex(({ id }) => id !== null && id === event.id);
    const other = kept[at];
    if (other === undefined) kept.push(event);
    else if (isWorse(event, other)) kept[at] = event;
  }
  return kept;
}

function isWorse(a: PlainEvent, b: PlainEvent): boolean {
  if (a.bad !== b.bad) return a.bad;
  return a.count > b.count;
}

/** Whether an event has a latency: a duration, or none because nothing answered. */
export function isTimed(event: PlainEvent): boolean {
  return event.durationMs !== null || !event.responded;
}

/** Every latency, one entry for each result; without a response it is longer than anything. */
export function latenciesOf(events: readonly PlainEvent[]): number[] {
  const all: number[] = [];
  for (const event of events)
    for (let copy = 0n; isTimed(event) && copy < event.count; copy += 1n)
      all.push(event.responded ? (event.durationMs ?? 0) : Infinity);
  return all.sort((a, b) => (a === b ? 0 : a - b));
}

/** The order statistic of rank ceil(99 % of n); null of nothing. */
export function p99(sorted: readonly number[]): number | null {
  const n = BigInt(sorted.length);
  const rank = (99n * n + 99n) / 100n;
  return sorted[Number(rank) - 1] ?? null;
}

/** Good and bad results of some events. */
export function countsOf(events: readonly PlainEvent[]): { valid: bigint; bad: bigint } {
  let valid = 0n;
  let bad = 0n;
  for (const event of events) {
    valid += event.count;
    if (event.bad) bad += event.count;
  }
  return { valid, bad };
}
