/** The days of a component as rows of a table, newest first. */
import type { DayFigures } from '#schema/snapshot.ts';
import { nothingMeasured } from '#schema/percent.ts';
import { statusLabels, type DayStatus } from '#schema/status.ts';
import { availabilityInWords, percentInWords, quantileInWords } from '../figures/figure-words';
import { flagsInWords } from '../figures/flag-words';
import { dayInShort, spanInWords } from '../time/site-time';

export interface DayRow {
  readonly date: string;
  /** "12 Nov", with the year where it differs from the row above. */
  readonly title: string;
  readonly status: DayStatus;
  readonly label: string;
  readonly notes: string;
  readonly availability: string;
  readonly down: string;
  readonly p99: string;
  readonly coverage: string;
  readonly incidents: readonly string[];
}

const minuteMs = 60_000;

function downInWords({ minutes }: DayFigures): string {
  const down = minutes.PARTIAL + minutes.MAJOR;
  return down === 0 ? nothingMeasured : spanInWords(down * minuteMs);
}

function dayRow(day: DayFigures, index: number, days: readonly DayFigures[]): DayRow {
  return {
    date: day.date,
    title: dayInShort(day.date, days[index - 1]?.date),
    status: day.status,
    label: statusLabels[day.status],
    notes: flagsInWords(day.flags),
    availability: availabilityInWords(day),
    down: downInWords(day),
    p99: quantileInWords(day.p99Ms),
    coverage: day.status === 'none' ? nothingMeasured : percentInWords(day.coverage),
    incidents: day.incidents,
  };
}

/** Rows of the day table, today first. */
export function dayRows(days: readonly DayFigures[]): DayRow[] {
  return [...days].reverse().map(dayRow);
}
