/** A day in words: each quarter-hour, and what was measured and said in its order. */
import type { DayDetail } from '#schema/snapshot.ts';
import { statusLabels } from '#schema/status.ts';
import { progressLabels } from '../incidents/incident-facts';
import { spanInWords, type SiteTime } from '../time/site-time';
import { outagesOf, type QuarterHour, type Spell } from './quarter-hours';

export interface StoryEntry {
  readonly at: string;
  /** "14:05 UTC" */
  readonly clock: string;
  /** "Major outage for 24 min, measured" or "Investigating" */
  readonly what: string;
  /** What was said; empty for a measurement. */
  readonly text: string;
  /** Of the incident it was said about; null for a measurement. */
  readonly slug: string | null;
  readonly title: string;
}

const minuteMs = 60_000;

/** "14:05" of "14:05 UTC". */
export function hourOf(iso: string, time: SiteTime): string {
  return time.clock(iso).slice(0, 5);
}

function spellInWords({ status, from, until }: Spell, time: SiteTime): string {
  return `${hourOf(from, time)}–${hourOf(until, time)} ${statusLabels[status].toLowerCase()}`;
}

/** "14:00–14:15 UTC: major outage, 12 of 45 results bad"; minutes apart where they differ. */
export function quarterInWords(quarter: QuarterHour, time: SiteTime): string {
  const { status, start, end, valid, bad, noise, spells } = quarter;
  const parts = [statusLabels[status].toLowerCase()];
  if (valid > 0) parts.push(`${bad} of ${valid} results bad`);
  if (noise > 0) parts.push(`${noise} unconfirmed`);
  if (spells.length > 1) {
    const odd = spells.filter((spell) => spell.status !== 'operational');
    parts.push(odd.map((spell) => spellInWords(spell, time)).join(', '));
  }
  return `${hourOf(start, time)}–${time.clock(end)}: ${parts.join(', ')}`;
}

function measured(spell: Spell, time: SiteTime): StoryEntry {
  const length = spanInWords(spell.minutes * minuteMs);
  return {
    at: spell.from,
    clock: time.clock(spell.from),
    what: `${statusLabels[spell.status]} for ${length}, until ${hourOf(spell.until, time)}, as measured`,
    text: '',
    slug: null,
    title: '',
  };
}

/** Outages as measured and updates as posted, oldest first. */
export function dayStory(detail: DayDetail, time: SiteTime): StoryEntry[] {
  const said = detail.updates.map(({ slug, title, status, postedAt, text }) => ({
    ...{ at: postedAt, clock: time.clock(postedAt), slug, title, text },
    what: progressLabels[status],
  }));
  const seen = outagesOf(detail).map((spell) => measured(spell, time));
  return [...seen, ...said].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Path data of a dot under each moment, the quarter-hours being one unit apart. */
export function momentMarks({ start, updates }: DayDetail): string {
  const quarterMs = 15 * minuteMs;
  return updates
    .map(({ postedAt }) => (Date.parse(postedAt) - Date.parse(start)) / quarterMs - 0.5)
    .map((at) => `M${at.toFixed(1)} 42v0`)
    .join('');
}
