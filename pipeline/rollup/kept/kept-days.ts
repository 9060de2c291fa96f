/**
 * Finished days of components whose figures need no other component's results. They are read
 * up to the first day that is not there as it must be; from it on everything is made from cells.
 */
import { readSealed, writeSealed } from '../../lake/sealed-file.ts';
import type { LakeStore } from '../../lake/store.ts';
import type { SiteDay } from '../calendar.ts';
import { rules } from '../rules.ts';
import { coveredDays } from './day-keys.ts';
import { decodeDay, encodeDay, type KeptComponents, type KeptDay } from './kept-day.ts';

export interface KeptDays {
  /** First minute that is to be made from cells. */
  readonly until: number;
  /** By date. */
  readonly days: ReadonlyMap<string, KeptComponents>;
  /** Names by date, also of those days that are yet to be kept. */
  readonly names: ReadonlyMap<string, string>;
}

/** Nothing is kept, and nothing will be. */
export function noKeptDays(days: readonly SiteDay[]): KeptDays {
  return { until: days[0]?.start ?? 0, days: new Map(), names: new Map() };
}

/** Burn rates look back on single minutes; and the cells a name covers must be finished, too. */
const lookBackMinutes = Math.max(
  ...rules.burn.windows.map(([, minutes]) => minutes),
  (coveredDays + 1) * 1440,
);
const atOnce = 16;

/** Reads kept days, oldest first, up to the first that is missing, damaged or not finished. */
export async function readKeptDays(
  store: LakeStore,
  days: readonly SiteDay[],
  settled: number,
  nameOf: ReadonlyMap<string, string>,
): Promise<KeptDays> {
  const finished = days.filter(
    ({ date, end }) => nameOf.has(date) && end + lookBackMinutes <= settled,
  );
  const names = new Map(finished.map(({ date }) => [date, nameOf.get(date) ?? '']));
  const kept = new Map<string, KeptComponents>();
  for (let from = 0; from < finished.length; from += atOnce) {
    const some = finished.slice(from, from + atOnce);
    const files = await Promise.all(
      some.map(({ date }) => readSealed(store, names.get(date) ?? '')),
    );
    for (const [at, day] of some.entries()) {
      const bytes = files[at] ?? null;
      const decoded = bytes === null ? null : decodeDay(bytes);
      if (decoded === null) return { until: day.start, days: kept, names };
      kept.set(day.date, decoded);
    }
  }
  return { until: finished.at(-1)?.end ?? days[0]?.start ?? 0, days: kept, names };
}

/** Keeps the finished days that were not there; `made` gives a day by its date. */
export async function writeKeptDays(
  store: LakeStore,
  { names, days }: KeptDays,
  made: (date: string) => ReadonlyMap<string, KeptDay>,
): Promise<void> {
  const missing = [...names].filter(([date]) => !days.has(date));
  for (let from = 0; from < missing.length; from += atOnce) {
    const some = missing.slice(from, from + atOnce);
    // Each waits for the disk; together they wait once.
    await Promise.all(some.map(([date, name]) => writeSealed(store, name, encodeDay(made(date)))));
  }
}
