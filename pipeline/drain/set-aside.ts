/** What a batch holds that is not counted, with its reason and its place. */
import { isUtf8 } from 'node:buffer';
import type { QuarantinedRecord } from '../lake/quarantine.ts';
import { rules } from '../rollup/rules.ts';
import type { QuarantineReason } from './event.ts';
import type { UnmatchedItem } from './formats/otlp/items.ts';
import type { RawRecord } from './source.ts';

/** Raw payloads are evidence, not an archive. */
const { payloadBytes } = rules.quarantine;
/** Kinds of unclaimed telemetry that are told apart. */
const unmatchedKinds = 100;

function cut(text: string): string {
  return Buffer.byteLength(text) <= payloadBytes
    ? text
    : Buffer.from(text).toString('utf8', 0, payloadBytes);
}

/** Beginning of what came; bytes that are no text as base64. */
function payloadOf({ text, excerpt, bytes }: RawRecord): string {
  if (text !== null) return cut(text);
  if (bytes === undefined) return cut(excerpt ?? '');
  const start = Buffer.from(bytes.subarray(0, payloadBytes));
  // As text broken characters would be gone, and with them the evidence.
  return cut(isUtf8(bytes) ? start.toString('utf8') : `base64:${start.toString('base64')}`);
}

export class SetAside {
  readonly #rows: QuarantinedRecord[] = [];
  readonly #unmatched = new Map<string, QuarantinedRecord>();
  readonly #counts = { malformed: 0, future: 0, late: 0, unmatched: 0 };
  #lastOffset: number | undefined;

  /** How many records of each reason. */
  get counts(): Readonly<Record<QuarantineReason | 'unmatched', number>> {
    return this.#counts;
  }

  record(
    record: RawRecord,
    index: number,
    reason: QuarantineReason,
    detail: string,
    event?: { readonly component: string; readonly timeMs: number },
  ): void {
    this.#counts[reason] += 1;
    // One message may hold a thousand bad points; it is kept once.
    const again = this.#lastOffset === record.offset;
    this.#lastOffset = record.offset;
    this.#rows.push({
      offset: record.offset,
      index,
      count: 1,
      reason,
      detail,
      component: event?.component ?? null,
      timeMs: event?.timeMs ?? null,
      payload: again ? '' : payloadOf(record),
    });
  }

  /** What no component claims is normal on a shared topic: counted by service and route. */
  unmatched({ offset }: RawRecord, { service, route, index }: UnmatchedItem): void {
    this.#counts.unmatched += 1;
    const detail = JSON.stringify({ service, route });
    const held = this.#unmatched.get(detail);
    const known = held !== undefined || this.#unmatched.size < unmatchedKinds;
    const key = known ? detail : 'others';
    const row = held ?? this.#unmatched.get(key);
    this.#unmatched.set(key, {
      offset: row?.offset ?? offset,
      index: row?.index ?? index,
      count: (row?.count ?? 0) + 1,
      reason: 'unmatched',
      detail: key,
      component: null,
      timeMs: null,
      payload: '',
    });
  }

  rows(): QuarantinedRecord[] {
    return [...this.#rows, ...this.#unmatched.values()];
  }
}
