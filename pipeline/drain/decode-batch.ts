import type { ComponentConfig } from '#schema/config.ts';
import { compileMatcher } from '#schema/match.ts';
import { EventColumns } from '../lake/event-columns.ts';
import type { DrainLedger } from '../lake/manifest.ts';
import { PointColumns } from '../lake/point-columns.ts';
import type { QuarantinedRecord } from '../lake/quarantine.ts';
import { rules } from '../rollup/rules.ts';
import { type DecodeContext, decodeRecord } from './decode-record.ts';
import type { Circumstances, Event } from './event.ts';
import type { CumulativeItem, EventItem, OtlpItem } from './formats/otlp/items.ts';
import { bookedAtMs } from './formats/otlp/minutes.ts';
import { SetAside } from './set-aside.ts';
import { plainReading, type RawRecord, type Reading } from './source.ts';

/** Instants between which an event is believed, in epoch ms. */
export interface Limits {
  readonly earliestMs: number;
  readonly latestMs: number;
}

export interface DecodedBatch {
  readonly events: EventColumns;
  /** Points of running totals, whose additions are known only beside the ones before. */
  readonly points: PointColumns;
  readonly quarantined: readonly QuarantinedRecord[];
  readonly ledger: DrainLedger;
}

function circumstancesOf({ signal, latency, firstMinute, records, sampled }: EventItem) {
  const unsampled = sampled === 'unknown';
  return { signal, latency, firstMinute, records, unsampled, excluded: null };
}

/** Sorts what records hold into what counts and what is set aside. */
class BatchDecoder {
  readonly events: EventColumns;
  readonly points = new PointColumns();
  readonly aside = new SetAside();
  readonly #context: DecodeContext;
  readonly #limits: Limits;
  #ignored = 0;
  #parsed = 0;

  /** `records` are expected. */
  constructor(context: DecodeContext, limits: Limits, records: number | undefined) {
    this.events = new EventColumns(records);
    this.#context = context;
    this.#limits = limits;
  }

  take(record: RawRecord): void {
    const content = decodeRecord(record, this.#context);
    if (content.kind === 'plain') this.#takeEvent(record, content.event, 0, undefined);
    else for (const item of content.items) this.#takeItem(record, item);
  }

  #takeItem(record: RawRecord, item: OtlpItem): void {
    switch (item.kind) {
      case 'event':
        this.#takeEvent(record, item.event, item.index, circumstancesOf(item));
        break;
      case 'cumulative':
        this.#takePoint(record, item);
        break;
      case 'unmatched':
        this.aside.unmatched(record, item);
        break;
      case 'ignored':
        this.#ignored += item.records;
        break;
      case 'malformed':
        this.aside.record(record, item.index, 'malformed', item.detail);
    }
  }

  #takeEvent(record: RawRecord, event: Event, index: number, known?: Circumstances): void {
    const { timeMs, component } = event;
    const records = known?.records ?? 1;
    if (!this.#isBelieved(record, { timeMs, component }, index, records)) return;
    this.#parsed += records;
    this.events.add(event, record.offset, index, known);
  }

  #takePoint(record: RawRecord, { signal, point, index }: CumulativeItem): void {
    const timeMs = bookedAtMs(point.endNanos);
    if (!this.#isBelieved(record, { timeMs, component: point.component }, index, 1)) return;
    this.#parsed += 1;
    this.points.add({ signal, point }, record.offset, index);
  }

  /** False: set aside, for its time is not to be believed or no longer of interest. */
  #isBelieved(
    record: RawRecord,
    event: { timeMs: number; component: string },
    index: number,
    records: number,
  ): boolean {
    // The broker's clock decides where it stamped the record, else ours at the drain.
    const { receivedMs } = record;
    const { latestMs, earliestMs } = this.#limits;
    const latest = receivedMs === undefined ? latestMs : receivedMs + rules.futureToleranceMs;
    if (event.timeMs <= latest && event.timeMs >= earliestMs) return true;
    if (records === 0) return false;
    if (event.timeMs > latest) {
      const detail = 'more than 2 minutes after it was received';
      this.aside.record(record, index, 'future', detail, event);
    } else this.aside.record(record, index, 'late', 'older than the horizon', event);
    return false;
  }

  result(): DecodedBatch {
    const { malformed, future, late, unmatched } = this.aside.counts;
    const parsed = this.#parsed;
    const received = parsed + malformed + future + late + unmatched;
    return {
      events: this.events,
      points: this.points,
      quarantined: this.aside.rows(),
      ledger: { received, parsed, malformed, future, late, unmatched, ignored: this.#ignored },
    };
  }
}

/**
 * Decodes records into events; what cannot be one is kept aside with its reason. Most records
 * are one event each: told their count, no memory has to be taken twice.
 */
export function decodeBatch(
  records: Iterable<RawRecord>,
  components: ReadonlyMap<string, ComponentConfig>,
  limits: Limits,
  reading: Reading = plainReading,
  count?: number,
): DecodedBatch {
  const match = compileMatcher([...components.values()]);
  const decoder = new BatchDecoder({ components, match, reading }, limits, count);
  for (const record of records) decoder.take(record);
  return decoder.result();
}
