/** Everything a site publishes for machines beside its data: a pure function of the snapshot. */
import type { ReportIndex } from '#schema/report.ts';
import { apiFiles } from './api/api-files.ts';
import { badgeFiles } from './badges/badge-files.ts';
import { calendarFiles } from './feeds/calendar-files.ts';
import { feedFiles } from './feeds/feed-files.ts';
import { siteRoutes } from './routes.ts';
import { crawlerFiles } from './sitemap.ts';
import type { SiteSource } from './site-source.ts';

/** Contents by names below the site's root. */
export function siteFiles(source: SiteSource, reports: ReportIndex['months']): Map<string, string> {
  const routes = siteRoutes(source.status.components, source.incidents, reports);
  return new Map([
    ...apiFiles(source),
    ...feedFiles(source),
    ...calendarFiles(source),
    ...badgeFiles(source),
    ...crawlerFiles(source, routes),
  ]);
}
