/**
 * What a visit costs, on a machine four times slower: an ordinary site beside the largest one.
 *   npm run bench -- page [--lighthouse]
 */
import { chromium } from 'playwright';
import { lighthouseScores } from './lighthouse.ts';
import { measureScrub } from './page-scrub.ts';
import { visit } from './page-visit.ts';
import { startSampleSite } from './sample-site.ts';

const executablePath = process.env['PLUMBLINE_CHROMIUM'] || '/usr/bin/chromium';
const sizes = {
  '10 components, 10 incidents': ['--components', '10', '--incidents', '10', '--groups', '3'],
  '60 components, 400 incidents': ['--components', '60', '--incidents', '400', '--groups', '8'],
};
const kinds = [
  '',
  'components/email/',
  'incidents/',
  'incidents/2026-11-02-incident-1/',
  'incidents/component/email/',
  'maintenance/',
  'reports/',
  'reports/2026-10/',
  'how-we-measure/',
];

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking'],
});
const sites = [];
try {
  const rows = [];
  for (const [name, options] of Object.entries(sizes)) {
    const site = await startSampleSite(options[1] ?? '', options);
    sites.push(site);
    const seen = await visit(browser, site.url);
    const scrub = await measureScrub(browser, site.url, 'email');
    rows.push({
      site: name,
      'html B': seen.htmlBytes,
      'all B': seen.bytes,
      requests: seen.requests,
      'paint ms': Math.round(seen.firstPaintMs),
      'lcp ms': Math.round(seen.largestPaintMs),
      'long task ms': Math.round(seen.longestTaskMs),
      cls: seen.shift,
      'scrub fps': (scrub.drawn / scrub.seconds).toFixed(1),
      dropped: scrub.dropped,
      'scrub task ms': scrub.longestTaskMs.toFixed(1),
    });
  }
  console.table(rows);
  const [ordinary] = sites;
  if (process.argv.includes('--lighthouse') && ordinary)
    console.table(
      await lighthouseScores(
        kinds.map((path) => ordinary.url + path),
        executablePath,
      ),
    );
} finally {
  for (const site of sites) site.stop();
  await browser.close();
}
