/** What the static page tells its scripts: where it lives and in which zone it prints. */
import { InjectionToken } from '@angular/core';
import { siteLinks, type SiteLinks } from '../content/site-links';
import { createSiteTime, type SiteTime } from '../time/site-time';

export interface PageSettings {
  readonly links: SiteLinks;
  readonly time: SiteTime;
}

export const PAGE_SETTINGS = new InjectionToken<PageSettings>('PAGE_SETTINGS');

/** Settings from the attributes of the page's root element. */
export function readPageSettings({ dataset }: HTMLElement): PageSettings {
  return {
    links: siteLinks(dataset['base'] ?? '/'),
    time: createSiteTime(dataset['zone'] ?? 'UTC'),
  };
}
