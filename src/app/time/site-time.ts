/** Instants and spans in words. Instants are printed in the site's zone, never the build machine's. */

export interface SiteTime {
  readonly zone: string;
  /** "12 Nov 2026, 14:05 UTC" */
  instant(iso: string): string;
  /** "14:05 UTC" */
  clock(iso: string): string;
  /** "12 Nov 2026" */
  date(iso: string): string;
  /** "November 2026" */
  month(iso: string): string;
}

/** A formatter takes milliseconds to make, so it is made when something is first formatted. */
function formatter(options: Intl.DateTimeFormatOptions): (date: Date) => string {
  let made: Intl.DateTimeFormat | undefined;
  return (date) => (made ??= new Intl.DateTimeFormat('en-GB', options)).format(date);
}

const utcDay = (options: Intl.DateTimeFormatOptions) => formatter({ timeZone: 'UTC', ...options });
const longDay = utcDay({ day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = utcDay({ day: 'numeric', month: 'short' });
const shortDayOfYear = utcDay({ day: 'numeric', month: 'short', year: 'numeric' });
const longMonth = utcDay({ month: 'long', year: 'numeric' });
const spokenDay = utcDay({ day: 'numeric', month: 'long' });

/** A site day (YYYY-MM-DD) as "12 November 2026". */
export function dayInFull(date: string): string {
  return longDay(new Date(`${date}T00:00Z`));
}

/** A month (YYYY-MM) as "November 2026". */
export function monthInFull(month: string): string {
  return longMonth(new Date(`${month}-01T00:00Z`));
}

/** A site day as "12 Nov", with its year where that is not the one already told: "31 Dec 2025". */
export function dayInShort(date: string, yearOf: string | undefined): string {
  const told = yearOf?.slice(0, 4) === date.slice(0, 4);
  return (told ? shortDay : shortDayOfYear)(new Date(`${date}T00:00Z`));
}

/** The ends of a run of days: "25 Aug" and "23 Nov", with the years where they differ. */
export function firstAndLast(days: readonly { readonly date: string }[]): {
  readonly first: string;
  readonly last: string;
} {
  const [first, last] = [days[0]?.date, days.at(-1)?.date];
  if (first === undefined || last === undefined) return { first: '', last: '' };
  return { first: dayInShort(first, last), last: dayInShort(last, first) };
}

/** A site day as "12 November". */
export function daySpoken(date: string): string {
  return spokenDay(new Date(`${date}T00:00Z`));
}

/** Formats instants in an IANA zone. */
export function createSiteTime(zone: string): SiteTime {
  const inZone = (options: Intl.DateTimeFormatOptions) => {
    const format = formatter({ timeZone: zone, ...options });
    return (iso: string) => format(new Date(iso));
  };
  const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  return {
    zone,
    instant: inZone({ ...date, ...clock }),
    clock: inZone(clock),
    date: inZone(date),
    month: inZone({ month: 'long', year: 'numeric' }),
  };
}

const minuteMs = 60_000;
const units = [
  ['d', 1440],
  ['h', 60],
  ['min', 1],
] as const;

/** A span as its two largest units: "2 h 14 min"; "under 1 min" below a minute. */
export function spanInWords(ms: number): string {
  let minutes = Math.floor(ms / minuteMs);
  if (minutes < 1) return 'under 1 min';
  const parts: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(minutes / size);
    if (count > 0) parts.push(`${count} ${name}`);
    minutes -= count * size;
  }
  return parts.slice(0, 2).join(' ');
}

/** How long ago, in its largest unit, rounded down: "3 h ago", "just now" within a minute. */
export function ageInWords(ms: number): string {
  const minutes = Math.floor(ms / minuteMs);
  for (const [name, size] of units) {
    if (minutes >= size) return `${Math.floor(minutes / size)}\u00a0${name} ago`;
  }
  return 'just now';
}
