/** Atom, RSS and JSON Feed, of the whole site and of each component. */
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import { inertJson, inertLine } from '../plain-text.ts';
import type { SiteSource } from '../site-source.ts';
import { type FeedEntry, feedEntries } from './entries.ts';

/** Readers ask every few minutes: what is older stands on the site. */
const kept = 50;

interface FeedFacts {
  readonly title: string;
  readonly subtitle: string;
  /** Page it tells of. */
  readonly page: string;
  /** Its own address, without the ending. */
  readonly self: string;
  readonly author: string;
  readonly updated: string;
  readonly entries: readonly FeedEntry[];
}

function atom({ title, subtitle, page, self, author, updated, entries }: FeedFacts): string {
  return generateAtomFeed({
    id: page,
    title: { value: title, type: 'text' },
    subtitle: { value: subtitle, type: 'text' },
    updated: new Date(updated),
    authors: [{ name: author }],
    links: [
      { href: page, rel: 'alternate', type: 'text/html' },
      { href: `${self}.atom`, rel: 'self', type: 'application/atom+xml' },
    ],
    entries: entries.map(({ id, url, title: entryTitle, html, postedAt }) => ({
      id,
      title: { value: entryTitle, type: 'text' },
      links: [{ href: url, rel: 'alternate', type: 'text/html' }],
      published: new Date(postedAt),
      updated: new Date(postedAt),
      content: { value: html, type: 'html' },
    })),
  });
}

function rss({ title, subtitle, page, self, updated, entries }: FeedFacts): string {
  return generateRssFeed({
    title,
    description: subtitle,
    link: page,
    language: 'en',
    lastBuildDate: new Date(updated),
    atom: { links: [{ href: `${self}.rss`, rel: 'self', type: 'application/rss+xml' }] },
    items: entries.map(({ id, url, title: entryTitle, html, postedAt }) => ({
      title: entryTitle,
      link: url,
      guid: { value: id, isPermaLink: false },
      pubDate: new Date(postedAt),
      description: html,
    })),
  });
}

function jsonFeed({ title, subtitle, page, self, author, entries }: FeedFacts): string {
  return inertJson(
    generateJsonFeed({
      title,
      description: subtitle,
      home_page_url: page,
      feed_url: `${self}.json`,
      language: 'en',
      authors: [{ name: author }],
      items: entries.map(({ id, url, title: entryTitle, html, postedAt }) => ({
        id,
        url,
        title: entryTitle,
        content_html: html,
        date_published: new Date(postedAt),
      })),
    }),
  );
}

function formats(folder: string, facts: FeedFacts): [name: string, content: string][] {
  return [
    [`${folder}feed.atom`, atom(facts)],
    [`${folder}feed.rss`, rss(facts)],
    [`${folder}feed.json`, jsonFeed(facts)],
  ];
}

/** Names below the site's root and contents; the same snapshot gives the same bytes. */
export function feedFiles(source: SiteSource): Map<string, string> {
  const { status, url } = source;
  const author = inertLine(status.site.name);
  const what = 'Incidents and maintenance';
  const subtitle = status.simulated ? `${what}. Simulated data: nothing here happened.` : what;
  const scopes = [
    { component: null, folder: '', title: `${author} status` },
    ...status.components.map(({ id, name }) => ({
      component: id,
      folder: `components/${id}/`,
      title: `${inertLine(name)} · ${author} status`,
    })),
  ];
  return new Map(
    scopes.flatMap(({ component, folder, title }) => {
      const entries = feedEntries(source, component).slice(0, kept);
      const updated = entries[0]?.postedAt ?? status.asOf;
      const page = `${url}/${folder}`;
      return formats(folder, {
        ...{ title, subtitle, author, updated, entries, page },
        self: `${page}feed`,
      });
    }),
  );
}
