/** What a page is about, for programs (schema.org as JSON-LD). */
import type { Incident, Maintenance } from '#schema/incident.ts';
import type { SiteContent } from '../content/site-content';

type Linked = Readonly<Record<string, unknown>>;

function websiteOf({ status, address }: SiteContent): Linked {
  const { name, description } = status.site;
  return {
    '@type': 'WebSite',
    name: `${name} status`,
    url: `${address}/`,
    ...(description === null ? {} : { description }),
  };
}

function articleOf(incident: Incident, { status, address }: SiteContent): Linked {
  const { updates, title, slug } = incident;
  const owner = { '@type': 'Organization', name: status.site.name, url: `${address}/` };
  return {
    '@type': 'NewsArticle',
    headline: title.slice(0, 110),
    url: `${address}/incidents/${encodeURIComponent(slug)}/`,
    datePublished: updates[0]?.postedAt,
    dateModified: updates.at(-1)?.postedAt,
    author: owner,
    publisher: owner,
  };
}

function eventOf(item: Maintenance, { status, address }: SiteContent): Linked {
  const page = `${address}/maintenance/#m-${encodeURIComponent(item.slug)}`;
  return {
    '@type': 'Event',
    name: item.title,
    url: page,
    startDate: item.scheduledFor,
    endDate: item.scheduledUntil,
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    location: { '@type': 'VirtualLocation', url: page },
    organizer: { '@type': 'Organization', name: status.site.name, url: `${address}/` },
  };
}

function linkedOf(route: string, content: SiteContent): readonly Linked[] {
  if (route === '/') return [websiteOf(content)];
  if (route === '/maintenance')
    return content.maintenance
      .filter(({ status }) => status !== 'completed')
      .map((item) => eventOf(item, content));
  const slug = /^\/incidents\/(.+)$/.exec(route)?.[1];
  const incident = slug === undefined ? undefined : content.incident(decodeURIComponent(slug));
  return incident === undefined ? [] : [articleOf(incident, content)];
}

/** Script element with what the page at `route` is about; empty where that has no name. */
export function linkedData(route: string, content: SiteContent): string {
  const items = linkedOf(route, content);
  if (items.length === 0) return '';
  const [only] = items;
  const graph = items.length === 1 ? only : { '@graph': items };
  // Nothing in it can end the element.
  const json = JSON.stringify({ '@context': 'https://schema.org', ...graph });
  return `<script type="application/ld+json">${json.replaceAll('<', '\\u003c')}</script>`;
}
