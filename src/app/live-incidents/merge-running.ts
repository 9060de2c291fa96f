/** Which incidents run now, from the two ways of knowing: the site's own files and the content store. */
import type { WrittenContent, WrittenIncident } from '#schema/content-documents.ts';
import type { SiteStatus } from '#schema/snapshot.ts';

/** An answer of the content store. */
export interface LiveAnswer {
  readonly content: WrittenContent;
  /** When it came, by the clock of the site's host (epoch ms): a visitor's may be wrong. */
  readonly at: number;
}

/** What is known of incidents. */
export interface Known {
  /** Of the site's own files; null before they were read. */
  readonly polled: Pick<SiteStatus, 'running' | 'content'> | null;
  readonly live: LiveAnswer | null;
  /** Whether the content store is being followed now. */
  readonly connected: boolean;
}

const lastSaid = ({ updates }: WrittenIncident) => updates.at(-1)?.postedAt ?? '';
const isOpen = ({ resolvedAt }: WrittenIncident) => resolvedAt === null;

/** Whether the content store knows more than the site, which may have been built from it later. */
function liveKnowsMore({ polled, live, connected }: Known): boolean {
  if (live === null) return false;
  if (connected || polled === null || polled.content.stale) return true;
  return live.at >= Date.parse(polled.content.readAt ?? '');
}

/** Running incidents, the latest first. What one side knows stays while the other is silent. */
export function runningIncidents(known: Known): readonly WrittenIncident[] {
  const built = known.polled?.running ?? [];
  const written = liveKnowsMore(known) ? (known.live?.content.incidents ?? []) : [];
  const bySlug = new Map<string, WrittenIncident>(written.map((one) => [one.slug, one]));
  for (const incident of built) {
    const other = bySlug.get(incident.slug);
    if (other === undefined || lastSaid(incident) > lastSaid(other))
      bySlug.set(incident.slug, incident);
  }
  return [...bySlug.values()]
    .filter(isOpen)
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt) || a.slug.localeCompare(b.slug));
}
