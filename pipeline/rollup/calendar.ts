/** Site days. A local day has 23, 24, 25 or 23.5 hours; its quarter-hours are 92 to 100. */
import { Temporal } from 'temporal-polyfill';

export interface SiteDay {
  /** YYYY-MM-DD in the site's zone. */
  readonly date: string;
  /** Minutes since the epoch, [start, end). */
  readonly start: number;
  readonly end: number;
}

const minuteMs = 60_000;

function startMinute(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds / minuteMs;
}

/** Site day of an instant. */
export function dayOf(epochMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMs))
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** The `count` site days that end with the given one, oldest first. */
export function siteDays(last: string, count: number, zone: string): SiteDay[] {
  const final = Temporal.PlainDate.from(last);
  const days: SiteDay[] = [];
  for (let back = count - 1; back >= 0; back -= 1) {
    const date = final.subtract({ days: back });
    days.push({
      date: date.toString(),
      start: startMinute(date, zone),
      end: startMinute(date.add({ days: 1 }), zone),
    });
  }
  return days;
}

/** First minute of a site day. */
export function firstMinuteOf(date: string, zone: string): number {
  return startMinute(Temporal.PlainDate.from(date), zone);
}

/** A calendar month (YYYY-MM) of the site, [start, end) in minutes since the epoch. */
export function monthBounds(month: string, zone: string): { start: number; end: number } {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return { start: startMinute(first, zone), end: startMinute(first.add({ months: 1 }), zone) };
}
