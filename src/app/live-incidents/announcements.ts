/** What a screen reader is told, once, of what changed. */
import type { WrittenIncident } from '#schema/content-documents.ts';
import { progressLabels } from '../incidents/incident-facts';

/** What was said last about each running incident, by slug. */
export type Heard = ReadonlyMap<string, { readonly title: string; readonly said: string }>;

const saidLast = ({ updates, status }: WrittenIncident) => {
  const last = updates.at(-1);
  return `${last?.postedAt ?? ''} ${status} ${last?.bodyText ?? ''}`;
};

export function heardOf(running: readonly WrittenIncident[]): Heard {
  return new Map(running.map((one) => [one.slug, { title: one.title, said: saidLast(one) }]));
}

/** Sentences for what is new, changed and over. */
export function announcements(before: Heard, running: readonly WrittenIncident[]): string[] {
  const now = new Set(running.map(({ slug }) => slug));
  const told = running.flatMap((incident) => {
    const heard = before.get(incident.slug);
    if (heard?.said === saidLast(incident)) return [];
    const kind = heard === undefined ? 'New incident' : progressLabels[incident.status];
    return [`${kind}: ${incident.title}. ${incident.updates.at(-1)?.bodyText ?? ''}`.trim()];
  });
  const over = [...before].flatMap(([slug, { title }]) =>
    now.has(slug) ? [] : [`Resolved: ${title}`],
  );
  return [...told, ...over];
}
