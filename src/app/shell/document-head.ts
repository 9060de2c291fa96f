/** What the head of a page says about its place among others. */
import type { SiteContent } from '../content/site-content';
import { linkedData } from './linked-data';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function feedLink(href: string, title: string): string {
  return `<link rel="alternate" type="application/atom+xml" title="${escaped(title)}" href="${escaped(href)}">`;
}

function feedsOf(route: string, content: SiteContent): string {
  const { links, status } = content;
  const id = /^\/components\/(.+)$/.exec(route)?.[1];
  const own = id === undefined ? undefined : content.component(decodeURIComponent(id));
  return [
    feedLink(links.feed('atom'), status.site.name),
    ...(own === undefined ? [] : [feedLink(links.feed('atom', own.id), own.name)]),
  ].join('');
}

/** The one address of a page; without a configured one it has none to tell. */
function addressOf(route: string, { address, hasAddress }: SiteContent): string {
  if (!hasAddress) return '';
  const own = escaped(route === '/' ? `${address}/` : `${address}${route}/`);
  return `<link rel="canonical" href="${own}"><meta property="og:url" content="${own}">`;
}

/** On paper and in forced colours the page keeps its own. */
function accentOf({ status }: SiteContent): string {
  const { accent } = status.branding;
  if (accent === null) return '';
  const rule = (color: string) => `{:root{--accent:${color}}}`;
  return `<style>@media screen${rule(accent.light)}@media screen and (prefers-color-scheme:dark)${rule(accent.dark)}</style>`;
}

function placeOf(route: string, content: SiteContent): string {
  if (route === '/404') return '<meta name="robots" content="noindex">';
  return addressOf(route, content) + feedsOf(route, content) + linkedData(route, content);
}

/** Elements for the head of the page at `route`. */
export function documentHead(route: string, content: SiteContent): string {
  return placeOf(route, content) + accentOf(content);
}
