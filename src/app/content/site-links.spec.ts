import { expect, it } from 'vitest';
import { basePathOf, siteLinks } from './site-links';

it.each([
  [null, '/'],
  ['https://status.example.com', '/'],
  ['https://example.com/status', '/status/'],
  ['https://example.com/a/b/', '/a/b/'],
])('the base of %s is %s', (url, base) => {
  expect(basePathOf(url)).toBe(base);
});

it('puts every address below the base', () => {
  const links = siteLinks('/status/');
  expect(links.component('public-api')).toBe('/status/components/public-api/');
  expect(links.incident('a b')).toBe('/status/incidents/a%20b/');
  expect(links.feed('atom')).toBe('/status/feed.atom');
  expect(links.feed('rss', 'public-api')).toBe('/status/components/public-api/feed.rss');
  expect(links.calendarOf('disks')).toBe('/status/calendars/disks.ics');
  expect(links.badge('public-api', 'svg')).toBe('/status/badges/public-api.svg');
  expect(links.definition('coverage')).toBe('/status/how-we-measure/#coverage');
});
