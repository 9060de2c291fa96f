import { Component, computed, ElementRef, inject } from '@angular/core';
import { IncidentTimeline } from '../incidents/incident-timeline';
import { LiveStore } from './live-store';

/** What was said about the incident of a page, with what was said since the page was made. */
@Component({
  selector: 'app-live-timeline',
  imports: [IncidentTimeline],
  template: `
    @if (incident(); as incident) {
      <app-incident-timeline [updates]="incident.updates" />
    }
  `,
})
export class LiveTimeline {
  private readonly slug = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.dataset['slug'];
  private readonly store = inject(LiveStore);
  protected readonly incident = computed(() => this.store.incident(this.slug ?? ''));
}
