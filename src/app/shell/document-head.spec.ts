import type { Incident } from '#schema/incident.ts';
import { expect, it } from 'vitest';
import { siteLinks } from '../content/site-links';
import { noContent } from '#schema/content-source.ts';
import { createSiteTime } from '../time/site-time';
import { documentHead } from './document-head';

const incident: Incident = {
  slug: 'outage',
  title: '</script><script>alert(1)</script> & "more"',
  impact: 'major',
  status: 'resolved',
  startedAt: '2026-03-01T10:00:00.000Z',
  resolvedAt: null,
  components: [],
  updates: [
    { status: 'investigating', postedAt: '2026-03-01T10:05:00.000Z', bodyHtml: '', bodyText: '' },
    { status: 'resolved', postedAt: '2026-03-01T11:00:00.000Z', bodyHtml: '', bodyText: '' },
  ],
  postmortemHtml: null,
  days: { first: '2026-03-01', last: '2026-03-01' },
};

const site = { name: 'A "site" & more', description: null, url: null, timezone: 'UTC' };
const content = {
  status: {
    schemaVersion: 1,
    site: { ...site, expectedEveryMs: 300_000 },
    branding: {
      logo: null,
      accent: { light: '#0a5c2e', dark: '#77dd99' },
      links: [],
      footer: null,
    },
    ...{ simulated: false, asOf: '', dataThrough: null, validUntil: null, rulesVersion: 1 },
    overall: { status: 'operational', text: '' },
    ...{ groups: [], components: [], openIncidents: [], openMaintenance: [] },
    ...{ content: noContent, running: [] },
  },
  incidents: [incident],
  maintenance: [],
  reports: [],
  links: siteLinks('/here/'),
  address: 'https://status.example.com/here',
  hasAddress: true,
  component: () => undefined,
  incident: (slug: string) => (slug === incident.slug ? incident : undefined),
  history: () => {
    throw new Error('not asked for');
  },
  day: () => null,
  report: () => {
    throw new Error('not asked for');
  },
  prose: () => '',
  time: createSiteTime('UTC'),
} as const;

it('names the one address of a page', () => {
  expect(documentHead('/', content)).toContain(
    '<link rel="canonical" href="https://status.example.com/here/">',
  );
  expect(documentHead('/reports/2026-03', content)).toContain(
    'href="https://status.example.com/here/reports/2026-03/"',
  );
  expect(documentHead('/', { ...content, hasAddress: false })).not.toContain('canonical');
});

it('leads to the feed', () => {
  expect(documentHead('/', content)).toContain(
    '<link rel="alternate" type="application/atom+xml" title="A &quot;site&quot; &amp; more" href="/here/feed.atom">',
  );
});

it('says what an incident was, in a form nothing can break out of', () => {
  const head = documentHead('/incidents/outage', content);
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(head)?.[1] ?? '';
  expect(head.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(json)).toMatchObject({
    '@type': 'NewsArticle',
    headline: incident.title,
    datePublished: '2026-03-01T10:05:00.000Z',
    dateModified: '2026-03-01T11:00:00.000Z',
  });
});

it('has the accent colour of the site, on the screen', () => {
  expect(documentHead('/404', content)).toContain(
    '<style>@media screen{:root{--accent:#0a5c2e}}@media screen and (prefers-color-scheme:dark){:root{--accent:#77dd99}}</style>',
  );
});

it('keeps the page for unknown addresses out of search', () => {
  expect(documentHead('/404', content)).toContain('<meta name="robots" content="noindex">');
  expect(documentHead('/404', content)).not.toContain('canonical');
});
