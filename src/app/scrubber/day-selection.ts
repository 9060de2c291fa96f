/** Which day of which component is looked at, and its form in the address: "#public-api/2026-11-12". */
import type { ScrubHistory } from '#schema/snapshot.ts';

export interface DaySelection {
  readonly component: string;
  /** Position in the history's dates. */
  readonly day: number;
}

/** The day under a pointer `offset` pixels into a graph `width` pixels wide. */
export function dayAt(offset: number, width: number, days: number): number {
  const day = Math.floor((offset / width) * days);
  return Math.min(days - 1, Math.max(0, Number.isNaN(day) ? 0 : day));
}

/** The part of the address that names a selection. */
export function hashOf({ component, day }: DaySelection, { dates }: ScrubHistory): string {
  return `#${component}/${dates[day] ?? ''}`;
}

/** The selection an address names, or null where it names no day of this history. */
export function selectionOf(hash: string, history: ScrubHistory): DaySelection | null {
  const [component = '', date = ''] = hash.replace(/^#/, '').split('/');
  const day = history.dates.indexOf(date);
  const known = history.components.some(({ id }) => id === component);
  return known && day >= 0 ? { component, day } : null;
}
