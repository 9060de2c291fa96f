/**
 * The ledger: every received record in exactly one column.
 * received = accepted + duplicate + malformed + future + late + excluded + unmatched + noise
 */
import type { Part } from '../lake/manifest.ts';
import type { ComponentRollup } from '../rollup/component.ts';
import type { Counted } from '../rollup/count-cells.ts';
import { recordsByDay } from '../rollup/day-records.ts';
import { rules } from '../rollup/rules.ts';

export interface DayLedger {
  readonly component: string;
  readonly date: string;
  readonly parsed: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly excluded: number;
  /** The excluded by reason; they add up. */
  readonly excludedBy: Readonly<Record<string, number>>;
  readonly noise: number;
}

export interface Audit {
  readonly schemaVersion: 1;
  readonly inputSha256: string;
  /** Over all parts of the configured sources, as they were drained. */
  readonly drained: {
    readonly received: number;
    readonly parsed: number;
    readonly malformed: number;
    readonly future: number;
    readonly late: number;
    /** Telemetry on a shared topic that no component claims. */
    readonly unmatched: number;
    /** Of a kind that is not used, such as logs; no part of `received`. */
    readonly ignored: number;
  };
  /** Malformed, future and late records beyond what the quarantine holds: only counted. */
  readonly quarantine: { readonly limitBytes: number; readonly notKept: number };
  /** Published days: parsed = accepted + duplicate + excluded + noise. */
  readonly days: readonly DayLedger[];
}

function drainedOf(parts: readonly Part[]): Audit['drained'] {
  const sum = {
    received: 0,
    parsed: 0,
    malformed: 0,
    future: 0,
    late: 0,
    unmatched: 0,
    ignored: 0,
  };
  for (const { ledger } of parts) {
    sum.received += ledger.received;
    sum.parsed += ledger.parsed;
    sum.malformed += ledger.malformed;
    sum.future += ledger.future;
    sum.late += ledger.late;
    sum.unmatched += ledger.unmatched;
    sum.ignored += ledger.ignored;
  }
  return sum;
}

function ledgersOf(counted: Counted, { history, tallies }: ComponentRollup): DayLedger[] {
  const records = recordsByDay(counted, history.id);
  const parsedByDay = counted.cells.get(history.id)?.parsed;
  return history.days.flatMap(({ date }): DayLedger[] => {
    const { total: parsed, leftOut } = parsedByDay?.get(date) ?? { total: 0, leftOut: {} };
    const tally = tallies.get(date);
    if (parsed === 0 || tally === undefined) return [];
    const distinct = records.get(date) ?? 0;
    const { excludedRecords: maintenance, monitorRecords: monitor, noiseRecords: noise } = tally;
    const otherwise = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
    // What is not settled yet is accepted for now; its minutes join the figures soon.
    const accepted = distinct - maintenance - monitor - noise;
    return [
      {
        component: history.id,
        date,
        parsed,
        accepted,
        duplicate: parsed - otherwise - distinct,
        excluded: maintenance + monitor + otherwise,
        excludedBy: {
          ...(maintenance > 0 ? { maintenance } : {}),
          ...(monitor > 0 ? { monitor } : {}),
          ...leftOut,
        },
        noise,
      },
    ];
  });
}

/** `/data/audit.json`. */
export function auditOf(
  counted: Counted,
  components: readonly ComponentRollup[],
  parts: readonly Part[],
): Audit {
  return {
    schemaVersion: 1,
    inputSha256: counted.inputSha256,
    drained: drainedOf(parts),
    quarantine: {
      limitBytes: rules.quarantine.bytes,
      notKept: parts.reduce((sum, { notKept = 0 }) => sum + notKept, 0),
    },
    days: components.flatMap((component) => ledgersOf(counted, component)),
  };
}
