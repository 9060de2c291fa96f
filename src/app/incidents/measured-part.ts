/** The part of a component's graph that an incident touches, by quarter-hours. */
import type { Incident } from '#schema/incident.ts';
import type { DayDetail } from '#schema/snapshot.ts';
import { outagesOf, quarterHours, type QuarterHour, type Spell } from '../day-detail/quarter-hours';

export interface MeasuredPart {
  readonly quarters: readonly QuarterHour[];
  /** Outages measured while it ran, or in the two hours around. */
  readonly outages: readonly Spell[];
  /** Position of its start and its end among the quarter-hours. */
  readonly span: readonly [from: number, until: number];
  /** Positions of what was said. */
  readonly said: readonly number[];
}

const hourMs = 3_600_000;
const quarterMs = 900_000;
const aroundMs = 2 * hourMs;
/** Longer, and the quarter-hours would be too narrow to tell apart. */
const longestMs = 48 * hourMs;

/** What was measured around an incident up to `endMs`; null where it is not kept or too long to draw. */
export function measuredPart(
  { startedAt, updates }: Pick<Incident, 'startedAt' | 'updates'>,
  endMs: number,
  days: readonly DayDetail[],
): MeasuredPart | null {
  const startMs = Date.parse(startedAt);
  if (endMs - startMs > longestMs) return null;
  const [from, until] = [startMs - aroundMs, endMs + aroundMs];
  const within = (iso: string) => Date.parse(iso) >= from && Date.parse(iso) < until;
  const quarters = days
    .flatMap(quarterHours)
    .filter(({ start, end }) => within(start) || within(end));
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (!first || !last) return null;
  const at = (ms: number) =>
    Math.min(quarters.length, Math.max(0, (ms - Date.parse(first.start)) / quarterMs));
  return {
    quarters,
    outages: days.flatMap(outagesOf).filter((spell) => within(spell.from) || within(spell.until)),
    span: [at(startMs), at(endMs)],
    said: updates.map(({ postedAt }) => at(Date.parse(postedAt))),
  };
}
