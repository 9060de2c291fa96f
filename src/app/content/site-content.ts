/** What a page is rendered from; provided on the server only, so no data file reaches the bundle. */
import { InjectionToken } from '@angular/core';
import type { Incident, Maintenance } from '#schema/incident.ts';
import type { MonthReport, ReportIndex } from '#schema/report.ts';
import type {
  ComponentHistory,
  ComponentSummary,
  DayDetail,
  SiteStatus,
} from '#schema/snapshot.ts';
import type { SiteTime } from '../time/site-time';
import type { SiteLinks } from './site-links';

export interface SiteContent {
  readonly status: SiteStatus;
  readonly incidents: readonly Incident[];
  readonly maintenance: readonly Maintenance[];
  /** Months with a report, newest first. */
  readonly reports: ReportIndex['months'];
  readonly links: SiteLinks;
  /** Where the site lives, absolute, without a slash at its end: for what is read elsewhere. */
  readonly address: string;
  /** Whether that was configured: only then a page may call it its own. */
  readonly hasAddress: boolean;
  readonly time: SiteTime;
  component(id: string): ComponentSummary | undefined;
  history(id: string): ComponentHistory;
  /** A day by its minutes; null where it is not kept. */
  day(id: string, date: string): DayDetail | null;
  incident(slug: string): Incident | undefined;
  /** A report by its published name: `<YYYY-MM>`, or `<YYYY-MM>~<hash>` for an earlier one. */
  report(name: string): MonthReport;
  /** HTML of a page written in Markdown (`content/pages/<name>.md`). */
  prose(name: string): string;
}

export const SITE_CONTENT = new InjectionToken<SiteContent>('SITE_CONTENT');
