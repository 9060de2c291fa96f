import type { ComponentConfig } from '#schema/config.ts';
import { EventColumns, type QuarantinedRecord } from '../lake/event-columns.ts';
import type { DrainLedger } from '../lake/manifest.ts';
import type { QuarantineReason } from './event.ts';
import { decodeEventJson } from './formats/event-json.ts';
import { rules } from '../rollup/rules.ts';
import type { RawRecord } from './source.ts';

/** Instants between which an event is believed, in epoch ms. */
export interface Limits {
  readonly earliestMs: number;
  readonly latestMs: number;
}

export interface DecodedBatch {
  readonly events: EventColumns;
  readonly quarantined: readonly QuarantinedRecord[];
  readonly ledger: DrainLedger;
}

/** Raw payloads are evidence, not an archive. */
const payloadBytes = 4096;

function cut(text: string): string {
  return Buffer.byteLength(text) <= payloadBytes
    ? text
    : Buffer.from(text).toString('utf8', 0, payloadBytes);
}

/** The broker's clock decides where it stamped the record, else ours at the drain. */
function latestFor({ receivedMs }: RawRecord, { latestMs }: Limits): number {
  return receivedMs === undefined ? latestMs : receivedMs + rules.futureToleranceMs;
}

/** Decodes records into events; what cannot be one is kept aside with its reason. */
export function decodeBatch(
  records: Iterable<RawRecord>,
  components: ReadonlyMap<string, ComponentConfig>,
  limits: Limits,
): DecodedBatch {
  const events = new EventColumns();
  const quarantined: QuarantinedRecord[] = [];
  const counts = { received: 0, malformed: 0, future: 0, late: 0 };
  const aside = (
    record: RawRecord,
    reason: QuarantineReason,
    detail: string,
    event?: { component: string; timeMs: number },
  ) => {
    counts[reason] += 1;
    quarantined.push({
      offset: record.offset,
      reason,
      detail,
      component: event?.component ?? null,
      timeMs: event?.timeMs ?? null,
      payload: cut(record.text ?? record.excerpt ?? ''),
    });
  };
  for (const record of records) {
    counts.received += 1;
    if (record.text === null) {
      aside(record, 'malformed', record.fault ?? 'unreadable');
      continue;
    }
    const decoded = decodeEventJson(record.text, components);
    if (!decoded.ok) aside(record, 'malformed', decoded.detail);
    else if (decoded.event.timeMs > latestFor(record, limits)) {
      aside(record, 'future', 'more than 2 minutes after it was received', decoded.event);
    } else if (decoded.event.timeMs < limits.earliestMs) {
      aside(record, 'late', 'older than the horizon', decoded.event);
    } else events.add(decoded.event, record.offset, 0);
  }
  return { events, quarantined, ledger: { parsed: events.length, ...counts } };
}
