/** What search engines are told: every page but the one for addresses that name nothing. */
import { plainText } from './plain-text.ts';
import type { SiteRoute } from './routes.ts';
import type { SiteSource } from './site-source.ts';

/** Where a page was last changed by people; pages of figures change all the time. */
function changesOf({ incidents }: SiteSource): Map<string, string> {
  return new Map(
    incidents.flatMap(({ slug, updates }): [string, string][] => {
      const last = updates.at(-1)?.postedAt;
      return last === undefined ? [] : [[`incidents/${slug}/index.html`, last]];
    }),
  );
}

/** `/sitemap.xml` and `/robots.txt`. */
export function crawlerFiles(
  source: SiteSource,
  routes: readonly SiteRoute[],
): Map<string, string> {
  const changes = changesOf(source);
  const urls = routes
    .filter(({ file }) => file !== '404.html')
    .map(({ file }) => {
      const address = `${source.url}/${encodeURI(file.replace(/index\.html$/, ''))}`;
      const changed = changes.get(file);
      const lastmod = changed === undefined ? '' : `<lastmod>${changed}</lastmod>`;
      return `<url><loc>${plainText(address).replaceAll('&', '&amp;')}</loc>${lastmod}</url>\n`;
    });
  const sitemap = `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('')}</urlset>
`;
  return new Map([
    ['sitemap.xml', sitemap],
    ['robots.txt', `User-agent: *\nAllow: /\nSitemap: ${source.url}/sitemap.xml\n`],
  ]);
}
