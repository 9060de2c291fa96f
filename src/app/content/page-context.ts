/** What parts that are both printed and live need to know: addresses, times, names. */
import { inject, InjectionToken } from '@angular/core';
import { LiveStore } from '../live-incidents/live-store';
import { PAGE_SETTINGS } from '../scrubber/page-settings';
import type { SiteContent } from './site-content';

export interface PageContext extends Pick<SiteContent, 'links' | 'time'> {
  component(id: string): { readonly name: string } | undefined;
}

/** In the browser made from what the page tells and the live store knows; the renderer provides its own. */
export const PAGE_CONTEXT = new InjectionToken<PageContext>('PAGE_CONTEXT', {
  providedIn: 'root',
  factory: () => {
    const { links, time } = inject(PAGE_SETTINGS);
    const store = inject(LiveStore);
    return { links, time, component: (id) => store.component(id) };
  },
});
