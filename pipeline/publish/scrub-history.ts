/** What scrubbing the graphs reads, in one compact file. */
import type { Incident } from '#schema/incident.ts';
import {
  type ComponentHistory,
  type DayFigures,
  type Quantile,
  schemaVersion,
  type ScrubDay,
  type ScrubHistory,
  type ScrubIncident,
} from '#schema/snapshot.ts';

function intervalOf({ low, high, estimate }: Quantile): ScrubDay['p99'] {
  return { low, high, estimate };
}

function scrubDayOf(day: DayFigures): ScrubDay {
  return {
    status: day.status,
    flags: day.flags,
    availability: day.availability,
    worst: day.worst,
    best: day.best,
    coverage: day.coverage,
    downMinutes: day.minutes.PARTIAL + day.minutes.MAJOR,
    unknownMinutes: day.minutes.UNKNOWN,
    p99: day.p99Ms && intervalOf(day.p99Ms),
    incidents: day.incidents,
  };
}

const textLength = 280;

/** An update as far as it is shown in passing; its page has the whole of it. */
export function cutText(text: string): string {
  return text.length > textLength ? `${text.slice(0, textLength - 1)}…` : text;
}

function scrubIncidentOf(incident: Incident): ScrubIncident {
  return {
    title: incident.title,
    impact: incident.impact,
    startedAt: incident.startedAt,
    resolvedAt: incident.resolvedAt,
    outcome: cutText(incident.updates.at(-1)?.bodyText ?? ''),
  };
}

/** `/data/history.json`. */
export function scrubHistoryOf(
  components: readonly { readonly history: ComponentHistory }[],
  incidents: readonly Incident[],
): ScrubHistory {
  const named = new Set(
    components.flatMap(({ history }) => history.days.flatMap((day) => day.incidents)),
  );
  return {
    schemaVersion,
    dates: components[0]?.history.days.map(({ date }) => date) ?? [],
    components: components.map(({ history }) => ({
      id: history.id,
      name: history.name,
      days: history.days.map(scrubDayOf),
    })),
    incidents: Object.fromEntries(
      incidents
        .filter(({ slug }) => named.has(slug))
        .map((incident) => [incident.slug, scrubIncidentOf(incident)]),
    ),
  };
}
