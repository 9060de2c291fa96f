/** One day of a component by its minutes and quarter-hours. */
import type { Incident } from '#schema/incident.ts';
import { type DayDetail, type DayUpdate, schemaVersion } from '#schema/snapshot.ts';
import type { SiteDay } from '../rollup/calendar.ts';
import type { MinuteSeries } from '../rollup/minutes/minute-class.ts';
import { cutText } from './scrub-history.ts';

/** One letter per class, in the order of the class codes. */
const letters = 'UDPMXI?';

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at += 1) total += values[at] ?? 0;
  return total;
}

/** What was said about incidents of a component within a span, oldest first. */
export function updatesOf(
  id: string,
  { start, end }: Pick<SiteDay, 'start' | 'end'>,
  incidents: readonly Incident[],
): DayUpdate[] {
  const within = (at: string) => Date.parse(at) >= start * 60_000 && Date.parse(at) < end * 60_000;
  return incidents
    .filter(({ components }) => components.some((one) => one.id === id))
    .flatMap(({ slug, title, updates }) =>
      updates
        .filter(({ postedAt }) => within(postedAt))
        .map(({ status, postedAt, bodyText }) => ({
          ...{ slug, title, status, postedAt },
          text: cutText(bodyText),
        })),
    )
    .sort((a, b) => Date.parse(a.postedAt) - Date.parse(b.postedAt));
}

/** The detail of a day; only its settled minutes. */
export function dayDetailOf(
  id: string,
  day: SiteDay,
  series: MinuteSeries,
  updates: readonly DayUpdate[],
): DayDetail {
  const from = Math.max(0, day.start - series.range.start);
  const to = Math.min(series.classes.length, day.end - series.range.start);
  const quarters: DayDetail['quarters'][number][] = [];
  for (let at = from; at < to; at += 15) {
    const end = Math.min(at + 15, to);
    quarters.push({
      start: new Date((series.range.start + at) * 60_000).toISOString(),
      valid: sum(series.valid, at, end),
      bad: sum(series.bad, at, end),
      noise: sum(series.noise, at, end),
    });
  }
  const minutes = Array.from(
    series.classes.subarray(from, to),
    (code) => letters[code] ?? '?',
  ).join('');
  return {
    schemaVersion,
    id,
    date: day.date,
    start: new Date(day.start * 60_000).toISOString(),
    minutes,
    quarters,
    updates,
  };
}

/**
 * The file of a day's detail with other updates: minutes are measured once and for all, but
 * people may say more about them at any time. `file` is one that {@link dayDetailOf} made.
 */
export function withUpdates(
  file: string | Uint8Array,
  updates: readonly DayUpdate[],
): string | Uint8Array {
  const text = typeof file === 'string' ? file : Buffer.from(file).toString('utf8');
  if (updates.length === 0 && text.endsWith('"updates":[]}\n')) return file;
  const detail: unknown = JSON.parse(text);
  if (typeof detail !== 'object') throw new Error(`no detail of a day: ${text.slice(0, 60)}`);
  return `${JSON.stringify({ ...detail, updates })}\n`;
}
