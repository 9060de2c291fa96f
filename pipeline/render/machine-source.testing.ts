/** Snapshots for tests of what is published for machines: an everyday one, and one full of malice. */
import type { Incident, Maintenance } from '#schema/incident.ts';
import type { ComponentSummary } from '#schema/snapshot.ts';
import { toHtml, toText } from '../incidents/markdown.ts';
import { sampleDefaults } from './sample/sample-options.ts';
import { sampleSnapshot } from './sample/sample-snapshot.ts';
import type { SiteSource } from './site-source.ts';

/** Words that would do harm wherever they are taken for more than words. */
export const malice = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</title></svg><svg/onload=alert(1)>',
  ']]><script>alert(1)</script>',
  '[click](javascript:alert(1)) <a href="javascript:alert(1)">x</a>',
  '\u202Etxt.exe\u2066 \u0000\u0007\u001B[31m\uFFFE',
  'line\r\nEND:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR',
  `half a pair \uD800, quotes " ' & ; , \\ and ${'long '.repeat(60)}`,
  '"};alert(1);//',
] as const;

/** A site with components, incidents and maintenance of every kind; nobody means harm. */
export function everydaySource(change: Partial<ComponentSummary> = {}): SiteSource {
  const { status, log } = sampleSnapshot({
    ...sampleDefaults,
    simulated: false,
    url: 'https://status.example.com/here',
  });
  const [first, ...rest] = status.components;
  if (first === undefined) throw new Error('a sample without components');
  const components = [{ ...first, ...change }, ...rest];
  const { incidents, maintenance } = log;
  return {
    status: { ...status, components },
    ...{ incidents, maintenance },
    url: 'https://status.example.com/here',
  };
}

function told(text: string, postedAt: string) {
  return { postedAt, bodyHtml: toHtml(text), bodyText: toText(text) };
}

/** The same with malice in every text people write. */
export function hostileSource(): SiteSource {
  const source = everydaySource();
  const wordAt = (at: number) => malice[at % malice.length] ?? '';
  const components = source.status.components.map((one, at) => ({
    ...one,
    name: wordAt(at),
    description: wordAt(at + 1),
  }));
  const incidents = source.incidents.map((one, at): Incident => ({
    ...one,
    title: wordAt(at),
    updates: one.updates.map((update, index) => ({
      ...update,
      ...told(wordAt(at + index), update.postedAt),
    })),
  }));
  const maintenance = malice.map((title, at): Maintenance => ({
    slug: `hostile-${at}`,
    title,
    status: 'scheduled',
    scheduledFor: `2026-11-2${at}T01:00:00.000Z`,
    scheduledUntil: `2026-11-2${at}T02:00:00.000Z`,
    announcedAt: '2026-11-01T00:00:00.000Z',
    components: components.slice(0, 2).map(({ id }) => id),
    updates: [{ status: 'scheduled', ...told(wordAt(at + 1), '2026-11-01T00:00:00.000Z') }],
  }));
  const site = { ...source.status.site, name: wordAt(0), description: wordAt(1) };
  const overall = { ...source.status.overall, text: wordAt(3) };
  return {
    ...{ incidents, maintenance, url: source.url },
    status: { ...source.status, site, overall, components },
  };
}
