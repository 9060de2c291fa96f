import { Component, computed, ElementRef, inject } from '@angular/core';
import { progressLabels } from '../incidents/incident-facts';
import { LiveStore } from './live-store';

/** The state of the incident of a page, as it is now. */
@Component({ selector: 'app-live-progress', template: '{{ progress() }}' })
export class LiveProgress {
  private readonly slug = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.dataset['slug'];
  private readonly store = inject(LiveStore);
  protected readonly progress = computed(() => {
    const incident = this.store.incident(this.slug ?? '');
    return incident === undefined ? '' : progressLabels[incident.status];
  });
}
