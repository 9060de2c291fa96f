/** Keeps what was made of finished days for the next run. */
import type { LakeStore } from '../../lake/store.ts';
import type { SiteDay } from '../calendar.ts';
import type { ComponentRollup } from '../component.ts';
import type { Counted } from '../count-cells.ts';
import { recordsByDay } from '../day-records.ts';
import { nothingTimed } from '../figures/quantile.ts';
import { emptyTally } from '../figures/tally.ts';
import { writeKeptDays } from './kept-days.ts';
import type { KeptDay } from './kept-day.ts';

/** Gives the file of a day's detail; none where it is not published. */
type DetailOf = (id: string, date: string) => string | Uint8Array | undefined;

function vanishedOn({ series }: ComponentRollup, { start, end }: SiteDay): number[] {
  const { vanished, range } = series;
  const minutes: number[] = [];
  for (let minute = start; minute < end; minute += 1)
    if (vanished[minute - range.start] === 1) minutes.push(minute);
  return minutes;
}

function keptDaysOf(counted: Counted, rolled: ComponentRollup, detailOf: DetailOf) {
  const { id } = rolled.history;
  const records = recordsByDay(counted, id);
  const { range, classes } = rolled.series;
  const quantiles = new Map(
    rolled.history.days.map(({ date, p50Ms, p90Ms, p99Ms }) => [date, { p50Ms, p90Ms, p99Ms }]),
  );
  return (day: SiteDay): KeptDay => ({
    classes: classes.subarray(day.start - range.start, day.end - range.start),
    vanished: vanishedOn(rolled, day),
    tally: rolled.tallies.get(day.date) ?? emptyTally,
    records: records.get(day.date) ?? 0,
    parsed: counted.cells.get(id)?.parsed.get(day.date) ?? null,
    latency: rolled.latency.get(day.date) ?? nothingTimed,
    quantiles: quantiles.get(day.date) ?? { p50Ms: null, p90Ms: null, p99Ms: null },
    detail: Buffer.from(detailOf(id, day.date) ?? ''),
  });
}

/** Writes the finished days that the lake did not hold. */
export async function keepDays(
  store: LakeStore,
  counted: Counted,
  components: readonly ComponentRollup[],
  detailOf: DetailOf,
): Promise<void> {
  const { kept, days } = counted;
  if (kept.names.size === kept.days.size) return;
  const summed = components.filter(({ history }) => history.observed === 'requests');
  const makers = summed.map(
    (rolled) => [rolled.history.id, keptDaysOf(counted, rolled, detailOf)] as const,
  );
  const byDate = new Map(days.map((day) => [day.date, day]));
  await writeKeptDays(store, kept, (date) => {
    const day = byDate.get(date);
    return new Map(day ? makers.map(([id, make]) => [id, make(day)] as const) : []);
  });
}
