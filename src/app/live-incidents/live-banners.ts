import { Component, computed, effect, ElementRef, inject, signal } from '@angular/core';
import { IncidentBanner } from '../incidents/incident-banner';
import { announcements, heardOf } from './announcements';
import { LiveStore } from './live-store';

/** Slugs in an attribute of a reserved element. */
export function slugsIn(value: string | undefined): ReadonlySet<string> {
  return new Set((value ?? '').split(' ').filter((slug) => slug !== ''));
}

/**
 * Banners of incidents that began after the page was made, and the words a screen reader hears:
 * the region around is `aria-live`, so the banners themselves are not announced, only the words.
 */
@Component({
  selector: 'app-live-banners',
  imports: [IncidentBanner],
  template: `
    <p class="announcer">{{ announced() }}</p>
    <div class="banners" aria-live="off">
      @if (notice(); as notice) {
        <p class="panel">{{ notice }}</p>
      }
      @for (incident of newer(); track incident.slug) {
        <app-incident-banner [incident]="incident" [linked]="false" />
      }
    </div>
  `,
})
export class LiveBanners {
  private readonly page = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.dataset;
  private readonly known = slugsIn(this.page['known']);
  protected readonly store = inject(LiveStore);
  protected readonly newer = computed(() =>
    this.store.running().filter(({ slug }) => !this.known.has(slug)),
  );
  /** The one the page was made with stands in it already. */
  protected readonly notice = computed(() => {
    const notice = this.store.notice();
    return notice === this.page['notice'] ? null : notice;
  });
  protected readonly announced = signal('');
  /** What the page itself says needs no announcement. */
  private heard = heardOf(
    (this.store.status()?.running ?? []).filter(({ slug }) => this.known.has(slug)),
  );

  constructor() {
    effect(() => {
      const running = this.store.running();
      const told = announcements(this.heard, running);
      this.heard = heardOf(running);
      if (told.length > 0) this.announced.set(told.join(' '));
    });
  }
}
