/** Records of each site day of a component after copies were removed. */
import type { SiteDay } from './calendar.ts';
import type { Counted } from './count-cells.ts';
import type { MinuteSums } from './minutes/minute-sums.ts';
import type { VantageResults } from './series.ts';

function recordsOfSums({ records, range }: MinuteSums, days: readonly SiteDay[]) {
  return days.map(({ date, start, end }): [string, number] => {
    let sum = 0;
    for (let at = start - range.start; at < end - range.start; at += 1) sum += records[at] ?? 0;
    return [date, sum];
  });
}

function recordsOfRows(vantages: readonly VantageResults[], days: readonly SiteDay[]) {
  const sums = new Map<string, number>();
  for (const { rows } of vantages) {
    let at = 0;
    for (const { minute, records } of rows) {
      while ((days[at]?.end ?? Infinity) <= minute) at += 1;
      const date = days[at]?.date ?? '';
      sums.set(date, (sums.get(date) ?? 0) + records);
    }
  }
  return sums;
}

/** Records by date, of every day that has cells. */
export function recordsByDay({ cells, days, kept }: Counted, id: string): Map<string, number> {
  const { sums, vantages = [] } = cells.get(id) ?? {};
  const counted = days.filter(({ start }) => start >= kept.until);
  const known = [...kept.days].flatMap(([date, components]) => {
    const day = components.get(id);
    return day === undefined ? [] : [[date, day.records] as const];
  });
  if (sums !== undefined) return new Map([...known, ...recordsOfSums(sums, counted)]);
  return recordsOfRows(vantages, days);
}
