/** The incidents that tell about a simulation's episodes, as Markdown files. */
import { stringify } from 'yaml';
import { momentMs, type Scenario } from './scenario.ts';

const iso = (ms: number) => new Date(ms).toISOString();

interface WrittenUpdate {
  readonly after: number;
  readonly status: string;
  readonly body: string;
}

function textOf(
  matter: Readonly<Record<string, unknown>>,
  startMs: number,
  updates: readonly WrittenUpdate[],
  postmortem?: string,
): string {
  const sections = updates.map(
    ({ after, status, body }) => `## ${iso(startMs + after)} ${status}\n\n${body.trim()}\n`,
  );
  if (postmortem) sections.push(`## Postmortem\n\n${postmortem.trim()}\n`);
  return `---\n${stringify(matter)}---\n\n${sections.join('\n')}`;
}

type Episode = Scenario['episodes'][number];

function incidentFile({ incident }: Episode, startMs: number): [string, string][] {
  if (incident === undefined) return [];
  const { slug, title, impact, components, updates, postmortem } = incident;
  const matter = { title, impact, startedAt: iso(startMs), components };
  return [[`${slug}.md`, textOf(matter, startMs, updates, postmortem)]];
}

function maintenanceFile(
  { maintenance, components, for: forMs }: Episode,
  startMs: number,
): [string, string][] {
  if (maintenance === undefined) return [];
  const { slug, title, announcedBefore, updates } = maintenance;
  const matter = {
    title,
    scheduledFor: iso(startMs),
    scheduledUntil: iso(startMs + forMs),
    announcedAt: iso(startMs - announcedBefore),
    components,
  };
  return [[`${slug}.md`, textOf(matter, startMs, updates)]];
}

/** File names and texts. */
export function incidentFiles(scenario: Scenario, anchorMs: number): Map<string, string> {
  return new Map(
    scenario.episodes.flatMap((episode) => {
      const startMs = momentMs(episode.at, anchorMs);
      return [...incidentFile(episode, startMs), ...maintenanceFile(episode, startMs)];
    }),
  );
}
