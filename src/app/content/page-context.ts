/** What parts that are both printed and live need to know: addresses, times, names. */
import { InjectionToken } from '@angular/core';
import type { SiteContent } from './site-content';

export interface PageContext extends Pick<SiteContent, 'links' | 'time'> {
  component(id: string): { readonly name: string } | undefined;
}

export const PAGE_CONTEXT = new InjectionToken<PageContext>('PAGE_CONTEXT');
