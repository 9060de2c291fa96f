/** Small tables the cell queries join: calendar, objectives, announced maintenance. */
import pl from 'nodejs-polars';
import type { ComponentConfig } from '#schema/config.ts';
import type { Signal } from '../../drain/event.ts';
import { firstMinuteOf, type SiteDay } from '../calendar.ts';

/** Minutes of one component excluded by announced maintenance. */
export type ExcludedMinutes = ReadonlyMap<string, ReadonlySet<number>>;

const unbounded = 2_000_000_000;

/** A table of columns with their types, in this order. */
export function frame(columns: Readonly<Record<string, [unknown[], pl.DataType]>>): pl.DataFrame {
  return pl.DataFrame(
    Object.entries(columns).map(([name, [values, type]]) => pl.Series(name, values, type)),
  );
}

/** Site day of every quarter-hour. */
export function daysTable(days: readonly SiteDay[]): pl.DataFrame {
  const quarters: number[] = [];
  const names: string[] = [];
  for (const day of days) {
    for (let quarter = day.start / 15; quarter < day.end / 15; quarter += 1) {
      quarters.push(quarter);
      names.push(day.date);
    }
  }
  return frame({ quarter: [quarters, pl.Int32], day: [names, pl.Utf8] });
}

interface ObjectiveRow {
  readonly component: string;
  readonly from: number;
  readonly until: number;
  readonly p99Ms: number | null;
}

/** Each component's latency threshold by quarter-hours it holds for. */
export function objectiveRows(
  components: readonly ComponentConfig[],
  zone: string,
): ObjectiveRow[] {
  return components.flatMap(({ id, objectives }) => {
    const starts = objectives.map(({ from }) =>
      from === null ? -unbounded : firstMinuteOf(from, zone) / 15,
    );
    return objectives.map(({ p99Ms }, index) => ({
      component: id,
      from: starts[index] ?? -unbounded,
      until: starts[index + 1] ?? unbounded,
      p99Ms,
    }));
  });
}

export function objectivesTable(rows: readonly ObjectiveRow[]): pl.DataFrame {
  return frame({
    component: [rows.map((row) => row.component), pl.Utf8],
    from_quarter: [rows.map((row) => row.from), pl.Int32],
    until_quarter: [rows.map((row) => row.until), pl.Int32],
    p99_ms: [rows.map((row) => row.p99Ms), pl.Float64],
  });
}

export function maintenanceTable(excluded: ExcludedMinutes): pl.DataFrame {
  const pairs = [...excluded].flatMap(([id, minutes]) =>
    [...minutes].map((minute) => ({ id, minute })),
  );
  return frame({
    component: [pairs.map((pair) => pair.id), pl.Utf8],
    minute: [pairs.map((pair) => pair.minute), pl.Int32],
  });
}

/** Signals that count for each way of observing, the first that is there before the next. */
const signalOrder: Readonly<Record<ComponentConfig['observed'], readonly (readonly Signal[])[]>> = {
  requests: [['event'], ['server-metrics'], ['server-spans'], ['client-metrics']],
  probes: [['event', 'httpcheck']],
  transitions: [['event']],
};

/** Place of each signal in the order of each component; the lowest that is there counts. */
export function signalsTable(components: readonly ComponentConfig[]): pl.DataFrame {
  const rows = components.flatMap(({ id, observed }) =>
    signalOrder[observed].flatMap((names, place) => names.map((signal) => ({ id, signal, place }))),
  );
  return frame({
    component: [rows.map(({ id }) => id), pl.Utf8],
    signal: [rows.map(({ signal }) => signal), pl.Utf8],
    place: [rows.map(({ place }) => place), pl.Int32],
  });
}
