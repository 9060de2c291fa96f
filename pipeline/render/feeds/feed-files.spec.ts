import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { everydaySource } from '../machine-source.testing.ts';
import type { SiteSource } from '../site-source.ts';
import { feedFiles } from './feed-files.ts';

const source = everydaySource();
const files = feedFiles(source);
const textOf = (name: string, of = files) => of.get(name) ?? '';

describe('the feed of the site', () => {
  const atom = parseAtomFeed(textOf('feed.atom'));
  const rss = parseRssFeed(textOf('feed.rss'));
  const json = parseJsonFeed(textOf('feed.json'));

  it('has an entry for each of the newest updates, in every format the same', () => {
    const ids = atom.entries?.map(({ id }) => id) ?? [];
    expect(ids).toHaveLength(31);
    expect(new Set(ids).size).toBe(31);
    expect(rss.items?.map(({ guid }) => guid?.value)).toEqual(ids);
    expect(json.items?.map(({ id }) => id)).toEqual(ids);
    const titles = atom.entries?.map(({ title }) => title?.value);
    expect(titles?.slice(0, 2)).toEqual([
      'Scheduled: Database upgrade',
      'Identified: Elevated error rates',
    ]);
    expect(rss.items?.map(({ title }) => title)).toEqual(titles);
  });

  it('names itself and the site by absolute addresses', () => {
    expect(atom.links?.map(({ rel, href }) => `${rel ?? ''} ${href}`)).toEqual([
      'alternate https://status.example.com/here/',
      'self https://status.example.com/here/feed.atom',
    ]);
    expect(rss.link).toBe('https://status.example.com/here/');
    expect(json.feed_url).toBe('https://status.example.com/here/feed.json');
  });

  it('was updated when something was last said, not when it was built', () => {
    expect(atom.updated).toBe(atom.entries?.[0]?.updated);
    const later: SiteSource = {
      ...source,
      status: { ...source.status, asOf: '2026-11-12T15:00:00.000Z' },
    };
    expect(textOf('feed.rss', feedFiles(later))).toBe(textOf('feed.rss'));
  });
});

it('of a component has what touches it', () => {
  const [touched] = source.incidents[0]?.components ?? [];
  const { title, entries } = parseAtomFeed(textOf(`components/${touched?.id ?? ''}/feed.atom`));
  expect(title?.value).toBe('Email · Larkfield Cloud status');
  expect(entries?.length).toBeLessThan(31);
  expect(entries?.every(({ content }) => content?.value?.includes('Email'))).toBe(true);
});

it('makes links of a text absolute, and holds at most 50 entries', () => {
  const [incident] = source.incidents;
  const [update] = incident?.updates ?? [];
  if (incident === undefined || update === undefined) throw new Error('no incident');
  const bodyHtml = '<p><a href="/components/api?a=1&amp;b=2">x</a> <a href="#top">y</a></p>';
  const updates = Array.from({ length: 60 }, (_, at) => ({
    ...update,
    bodyHtml,
    postedAt: new Date(Date.parse('2026-11-01') + at * 60_000).toISOString(),
  }));
  const many = feedFiles({ ...source, incidents: [{ ...incident, updates }] });
  const { items = [] } = parseRssFeed(textOf('feed.rss', many));
  expect(items).toHaveLength(50);
  const page = `https://status.example.com/here/incidents/${incident.slug}/`;
  expect(items.at(-1)?.description).toContain(
    '<a href="https://status.example.com/components/api?a=1&amp;b=2">x</a>',
  );
  expect(items.at(-1)?.description).toContain(`<a href="${page}#top">y</a>`);
});

it('says that a simulation is one', () => {
  const simulated = { ...source, status: { ...source.status, simulated: true } };
  for (const [name, text] of feedFiles(simulated)) expect(text, name).toContain('Simulated data');
});
