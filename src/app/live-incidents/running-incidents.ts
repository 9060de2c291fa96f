import { Component, computed, ElementRef, inject } from '@angular/core';
import { IncidentBanner } from '../incidents/incident-banner';
import { slugsIn } from './live-banners';
import { LiveStore } from './live-store';

/** The running incidents a page was made with, as they are now. */
@Component({
  selector: 'app-running-incidents',
  imports: [IncidentBanner],
  template: `
    @for (incident of still(); track incident.slug) {
      <app-incident-banner [incident]="incident" />
    }
  `,
  host: { '[hidden]': 'still().length === 0' },
})
export class RunningIncidents {
  private readonly known = slugsIn(
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.dataset['known'],
  );
  private readonly store = inject(LiveStore);
  protected readonly still = computed(() =>
    this.store.running().filter(({ slug }) => this.known.has(slug)),
  );
}
