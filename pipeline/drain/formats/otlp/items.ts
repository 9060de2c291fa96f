/** What a message holds, item by item. */
import type { Event, Latency, Signal } from '../../event.ts';
import type { CumulativePoint } from './points.ts';
import { Fault, shorten } from './fields.ts';

export interface EventItem {
  readonly kind: 'event';
  /** Position among the items of the message. */
  readonly index: number;
  readonly signal: Signal;
  readonly event: Event;
  /** Where only a bucket is known; otherwise the event's own duration holds. */
  readonly latency: Latency | null;
  /** First minute since the epoch of which the record speaks; the last is the event's own. */
  readonly firstMinute: number;
  /** A record that becomes several events is counted with the first of them. */
  readonly records: 0 | 1;
  /**
   * `none`: every request was recorded. `weighted`: the count makes up for those that were
   * not. `unknown`: nobody said, so no verdict may rest on it.
   */
  readonly sampled: 'none' | 'weighted' | 'unknown';
}

/** A point of a running total: what it adds is known only beside the one before. */
export interface CumulativeItem {
  readonly kind: 'cumulative';
  readonly index: number;
  readonly signal: Signal;
  readonly point: CumulativePoint;
}

/** What no component claims: normal on a shared topic. */
export interface UnmatchedItem {
  readonly kind: 'unmatched';
  readonly index: number;
  readonly service: string | null;
  readonly route: string | null;
}

/** Records of a kind that is not used, all of the message that share the reason. */
export interface IgnoredItem {
  readonly kind: 'ignored';
  readonly index: number;
  readonly reason: string;
  readonly records: number;
}

export interface MalformedItem {
  readonly kind: 'malformed';
  readonly index: number;
  readonly detail: string;
}

export type OtlpItem = EventItem | CumulativeItem | UnmatchedItem | IgnoredItem | MalformedItem;

type Unnumbered<Item> = Item extends OtlpItem ? Omit<Item, 'index'> : never;

/** Collects the items of a message. */
export class Items {
  readonly #items: OtlpItem[] = [];
  readonly #ignored = new Map<string, { index: number; records: number }>();

  get all(): readonly OtlpItem[] {
    return this.#items;
  }

  add(item: Unnumbered<EventItem | CumulativeItem | UnmatchedItem | MalformedItem>): void {
    this.#items.push({ ...item, index: this.#items.length });
  }

  ignore(reason: string, records = 1): void {
    const index = this.#ignored.get(reason)?.index ?? this.#items.length;
    const total = records + (this.#ignored.get(reason)?.records ?? 0);
    this.#ignored.set(reason, { index, records: total });
    this.#items[index] = { kind: 'ignored', index, reason, records: total };
  }

  /** Reads one record: a fault in it is its own, the others go through. */
  guard(place: () => string, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.add({ kind: 'malformed', detail: `${place()}: ${shorten(error.message, 300)}` });
    }
  }
}

/** A message that cannot be read at all. */
export function unreadable(detail: string): OtlpItem[] {
  return [{ kind: 'malformed', index: 0, detail }];
}
