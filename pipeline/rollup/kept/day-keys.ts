/**
 * Names of kept days. Each says all that the figures of a day can depend on: everything
 * known of the days before it and itself, and the cells of the days after it that may
 * reach back into it.
 */
import { createHash } from 'node:crypto';
import type { ComponentConfig } from '#schema/config.ts';
import type { SiteDay } from '../calendar.ts';
import type { CellTable } from '../cells/cell-set.ts';
import type { ExcludedMinutes } from '../cells/tables.ts';
import type { MinuteRange } from '../minutes/minute-class.ts';
import { codeSha256 } from './code-hash.ts';

/** UTC days after a day whose cells its name covers. */
export const coveredDays = 3;

export interface KeyInput {
  readonly zone: string;
  readonly days: readonly SiteDay[];
  readonly publishedDays: number;
  readonly tables: readonly CellTable[];
  readonly components: readonly ComponentConfig[];
  readonly firstDays: ReadonlyMap<string, string>;
  readonly maintenance: ExcludedMinutes;
  readonly gaps: ReadonlyMap<string, readonly MinuteRange[]>;
}

function sha256Of(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** What holds for all days. */
function sharedOf({ zone, days, publishedDays, components, firstDays }: KeyInput): string {
  const told = components.map(({ id, observed, objectives, since }) => [
    ...[id, observed, objectives],
    since ?? firstDays.get(id) ?? null,
  ]);
  return sha256Of([codeSha256(), process.version, zone, days[0], publishedDays, told]);
}

/** What holds for a day alone. */
function ownOf({ maintenance, gaps, components }: KeyInput, { start, end }: SiteDay): unknown {
  return components.map(({ id }) => [
    [...(maintenance.get(id) ?? [])].filter((minute) => minute >= start && minute < end),
    (gaps.get(id) ?? []).filter((gap) => gap.start < end && gap.end > start),
  ]);
}

/** Names by date, of all days since the first that has cells: before it there is nothing to keep. */
export function keptNames(input: KeyInput): Map<string, string> {
  let before = sharedOf(input);
  let read = 0;
  const first = (input.tables[0]?.first ?? Infinity) * 1440;
  const named = input.days.map((day): [string, string][] => {
    const lastDay = Math.floor((day.end - 1) / 1440) + coveredDays;
    const from = read;
    while ((input.tables[read]?.last ?? Infinity) <= lastDay) read += 1;
    const cells = input.tables.slice(from, read).map(({ name }) => name);
    before = sha256Of([before, day, cells, ownOf(input, day)]);
    return day.end <= first ? [] : [[day.date, `cells/${day.date}~${before.slice(0, 16)}.figures`]];
  });
  return new Map(named.flat());
}
