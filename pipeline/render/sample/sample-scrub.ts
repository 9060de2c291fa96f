/** What scrubbing reads, from the histories it must agree with. */
import type { Incident } from '#schema/incident.ts';
import { schemaVersion, type ComponentHistory, type ScrubHistory } from '#schema/snapshot.ts';

/** The compact history of all components. */
export function sampleScrub(
  histories: readonly ComponentHistory[],
  incidents: readonly Incident[],
): ScrubHistory {
  return {
    schemaVersion,
    dates: histories[0]?.days.map(({ date }) => date) ?? [],
    components: histories.map(({ id, name, days }) => ({
      id,
      name,
      days: days.map((day) => ({
        status: day.status,
        availability: day.availability,
        downMinutes: day.minutes.PARTIAL + day.minutes.MAJOR,
        unknownMinutes: day.minutes.UNKNOWN,
        p99Ms: day.p99Ms?.high ? Math.ceil(day.p99Ms.high) : null,
        incidents: day.incidents,
      })),
    })),
    incidents: Object.fromEntries(
      incidents.map(({ slug, title, impact, startedAt, resolvedAt, updates }) => [
        slug,
        { title, impact, startedAt, resolvedAt, outcome: updates.at(-1)?.bodyText ?? '' },
      ]),
    ),
  };
}
